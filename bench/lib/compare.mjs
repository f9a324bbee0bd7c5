import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parse, visit } from './mutate.mjs';

const placeOf = ({ line, column }) => `${line}:${column}`;

/**
 * Counts a tool's reports against the reference, by the start of the statement. A report that stands elsewhere in a
 * statement (on the call, say) counts for the innermost expression statement around it.
 */
export function compare(folder, reference, reports) {
  const expected = groupPlaces(reference);
  const found = new Map();
  const extra = [];
  for (const report of resolvePlaces(folder, expected, reports)) {
    const places = setFor(found, report.file);
    if (places.has(placeOf(report))) continue;
    places.add(placeOf(report));
    if (expected.get(report.file)?.has(placeOf(report)) !== true) extra.push(report);
  }
  const missed = reference.filter((report) => found.get(report.file)?.has(placeOf(report)) !== true);
  const total = [...found.values()].reduce((sum, places) => sum + places.size, 0);
  const matched = total - extra.length;
  return {
    reference: reference.length,
    reports: total,
    recall: reference.length === 0 ? 1 : matched / reference.length,
    precision: total === 0 ? 1 : matched / total,
    missed,
    extra,
  };
}

function groupPlaces(reports) {
  const byFile = new Map();
  for (const report of reports) setFor(byFile, report.file).add(placeOf(report));
  return byFile;
}

function setFor(map, key) {
  if (!map.has(key)) map.set(key, new Set());
  return map.get(key);
}

function resolvePlaces(folder, expected, reports) {
  const sources = new Map();
  const sourceOf = (file) => {
    if (!sources.has(file)) sources.set(file, indexStatements(join(folder, file)));
    return sources.get(file);
  };
  return reports.map((report) => {
    const isExact = report.unit === undefined && expected.get(report.file)?.has(placeOf(report)) === true;
    return isExact ? report : { ...report, ...statementPlace(sourceOf(report.file), report) };
  });
}

function indexStatements(path) {
  const text = readFileSync(path, 'utf8');
  const source = parse(path, text);
  const statements = [];
  visit(source, (node) => {
    if (ts.isExpressionStatement(node)) statements.push({ start: node.getStart(source), end: node.end });
  });
  return { text, source, statements };
}

function statementPlace({ text, source, statements }, report) {
  const offset = offsetOf(text, source, report);
  // Statements come in the order of the text, so the last one that holds the offset is the innermost.
  const around = statements.findLast(({ start, end }) => start <= offset && offset < end);
  const { line, character } = source.getLineAndCharacterOfPosition(around?.start ?? offset);
  return { line: line + 1, column: character + 1 };
}

function offsetOf(text, source, report) {
  if (report.unit === 'byte') return Buffer.from(text).subarray(0, report.offset).toString().length;
  const starts = source.getLineStarts();
  const line = Math.min(Math.max(report.line, 1), starts.length);
  return Math.min(starts[line - 1] + report.column - 1, text.length);
}
