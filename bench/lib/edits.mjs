import { parse, visit } from './mutate.mjs';
import ts from 'typescript';

/**
 * What somebody types into a file: every round writes a line somewhere, changes it, and takes it away again. Seven of
 * ten lines stand in bodies, two change a signature, one adds a function. The places are spread over the file and the
 * same in every run. Each edit is `{ start, end, text }` (UTF-16 offsets in the text before it), and leaves code that
 * parses: an editor's half-typed lines are cheaper for everybody.
 * @param {string} path
 * @param {string} text
 * @param {number} count
 */
export function typeInto(path, text, count) {
  const places = findPlaces(path, text);
  const edits = [];
  for (let round = 0; edits.length < count; round++) {
    const kind = round % 10;
    const list = kind < 7 ? places.bodies : kind < 9 ? places.parameters : places.functions;
    const at = list[Math.floor((list.length * ((round * 7) % 31)) / 31)];
    const [first, second] = written(kind, round);
    edits.push({ start: at, end: at, text: first });
    edits.push({ start: at, end: at + first.length, text: second });
    edits.push({ start: at, end: at + second.length, text: '' });
  }
  return edits.slice(0, count);
}

function written(kind, round) {
  if (kind >= 9)
    return [`function added${round}() { return ${round}; }\n`, `function added${round}() { return '${round}'; }\n`];
  if (kind >= 7) return [`added${round} = 1, `, `added${round} = 'one', `];
  return [`const added${round} = Date.now(); `, `console.log('added', ${round}); `];
}

function findPlaces(path, text) {
  const source = parse(path, text);
  const places = { bodies: [], parameters: [], functions: [] };
  visit(source, (node) => {
    const { body } = node;
    if (ts.isFunctionLike(node) && body !== undefined && ts.isBlock(body))
      places.bodies.push(body.getStart(source) + 1);
    const isOpen = ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node);
    if (isOpen && body !== undefined && node.parameters.length > 0)
      places.parameters.push(node.parameters[0].getStart(source));
  });
  const last = source.statements.findLast((statement) => ts.isImportDeclaration(statement));
  places.functions.push(last === undefined ? 0 : Math.min(text.length, last.end + 1));
  return places;
}

/** @param {{ start: number, end: number, text: string }} edit */
export function applyEdit(text, edit) {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}
