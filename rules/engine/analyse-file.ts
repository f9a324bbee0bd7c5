import type { Rule } from '../catalogue/define-rule.js';
import type { FileResult } from '../engine-types.js';
import { createJavaScriptFixes } from '../fixes/javascript-fixes.js';
import { createPythonFixes } from '../fixes/python-fixes.js';
import { isJavaScript } from '../project/javascript-program.js';
import type { FileFacts } from '../model/facts.js';
import type { Finding, SuppressedFinding } from '../model/finding.js';
import type { Notice } from '../model/notice.js';
import type { Settings } from '../model/settings.js';
import { checkFile } from './check-file.js';
import { resolveRules } from './effective-rules.js';
import { isPython } from './revision.js';
import type { Revision } from './revision.js';
import type { StatisticsCounter } from './statistics.js';
import { createSuppression } from './suppression.js';
import type { Suppression } from './suppression.js';
import { createView } from './view.js';

interface AnalyseContext {
  readonly revision: Revision;
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly statistics: StatisticsCounter;
}

export function emptyResult(path: string, notice: Notice): FileResult {
  return {
    path,
    language: isPython(path) ? 'python' : 'javascript',
    findings: [],
    suppressed: [],
    notices: [notice],
  };
}

/** Runs every rule that holds for a file over one revision of the project. */
export function checkFileOf({ revision, rules, settings, statistics }: AnalyseContext, path: string): FileResult {
  const facts = revision.facts(path);
  if (facts === undefined) {
    return emptyResult(
      path,
      revision.store.notice(path) ?? { path, kind: 'unreadable', message: 'The file cannot be read.' },
    );
  }
  if (facts.generated)
    return emptyResult(path, { path, kind: 'generated', message: 'Generated code is not analysed.' });
  const display = revision.display(path);
  const active = resolveRules(settings, rules, display).flatMap((effective) => {
    const rule = rules.find((one) => one.id === effective.id);
    return rule?.languages.includes(facts.language) === true ? [{ rule, effective }] : [];
  });
  const inference = revision.inference(path);
  const canAwait = (fn: number): boolean => allowsAwait(facts, fn);
  const fix = (isPython(path) ? createPythonFixes : createJavaScriptFixes)({
    facts,
    text: () => revision.text(path),
    canAwait,
    awaitable: (expression) => inference.awaitable(path, expression),
    isElements: (expression) =>
      inference.awaitable(path, expression).verdict !== 'yes' &&
      inference.awaitableElements(path, expression) === 'yes',
    describe: (expression) => inference.describe(path, expression),
    apiIds: (call) => inference.resolveCall(path, call).apis,
    typed: /\.[mc]?tsx?$/.test(path),
  });
  const context = {
    path,
    display,
    facts,
    inference,
    effects: revision.effects,
    factsOf: revision.facts,
    fix,
    canAwait,
    count: (expression: number, isResolved: boolean) => {
      statistics.count(path, expression, isResolved);
    },
  };
  const all = checkFile(
    { path, fix, view: (options) => createView(context, options), timed: statistics.timed },
    active,
  );
  const found = all.filter(({ range }) => !isInBroken(facts, range.start));
  return {
    path,
    language: facts.language,
    ...(settings.inlineConfig
      ? sortOut(
          found,
          createSuppression(facts, (id) => equivalents(rules, id)),
        )
      : { findings: found, suppressed: [] }),
    notices: facts.broken.length === 0 ? [] : [syntaxNotice(path)],
  };
}

/** Findings that nothing silences, and those that a comment does. */
function sortOut(
  found: readonly Finding[],
  silencing: Suppression,
): { readonly findings: readonly Finding[]; readonly suppressed: readonly SuppressedFinding[] } {
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of found) {
    const directive = silencing(finding);
    if (directive === undefined) findings.push(finding);
    else suppressed.push({ ...finding, justification: directive.reason });
  }
  return { findings, suppressed };
}

function syntaxNotice(path: string): Notice {
  return {
    path,
    kind: 'syntax-error',
    message: 'The file has syntax errors: the functions around them are not analysed.',
  };
}

/** A function that holds a syntax error gives no finding. */
function isInBroken(facts: FileFacts, offset: number): boolean {
  if (facts.broken.length === 0) return false;
  let inside = facts.functions[0];
  for (const fn of facts.functions) if (fn.range.start <= offset && offset < fn.range.end) inside = fn;
  return inside?.incomplete === true;
}

/** Peers' rules that mean the same defect as one of ours. */
export function equivalents(rules: readonly Rule[], id: string): ReadonlySet<string> {
  return new Set(rules.find((rule) => rule.id === id)?.replaces ?? []);
}

/** `await` stands in async functions, and at the top of ES modules. */
function allowsAwait(facts: FileFacts, fn: number): boolean {
  const owner = facts.functions[fn];
  if (owner === undefined) return false;
  if (owner.kind !== 'module') return owner.async;
  return isJavaScript(facts) && facts.module && !facts.commonJs;
}
