import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { caseKey } from './case-key.mjs';

/** Reads the cases that a Go test hands to its tester as slices of composite literals. */
export function readGoCases(file, fixtures) {
  const text = readFileSync(file, 'utf8');
  const cases = [];
  for (const kind of ['Valid', 'Invalid']) {
    for (const { 0: head, index } of text.matchAll(new RegExp(`\\[\\]rule_tester\\.${kind}TestCase\\{`, 'g'))) {
      const list = createReader(text, index + head.length - 1).readBraces();
      cases.push(...list.map((each, at) => toCase(`${basename(file)} ${kind} ${at + 1}`, each, fixtures)));
    }
  }
  return cases;
}

function toCase(name, each, fixtures) {
  const { Code: code, Options: json, Errors: errors = [], Tsx: tsx = false } = each;
  const options = json === undefined ? undefined : JSON.parse(json);
  const lines = errors.map((error) => error.Line);
  return {
    name,
    key: caseKey(code, options),
    path: join(fixtures, tsx ? 'react.tsx' : 'file.ts'),
    code,
    options: typeof options === 'string' ? { mode: options } : options,
    lines: [...new Set(lines.filter((line) => line !== undefined))],
    unlocated: lines.filter((line) => line === undefined).length,
  };
}

const TOKEN = /\s+|\/\/[^\n]*|`[^`]*`|"(?:[^"\\]|\\.)*"|[\w.]+|[^\s\w]/gy;

/** Reads the little of Go that tables of cases are written in: literals, `+`, calls of one argument, braces. */
function createReader(text, start) {
  let at = start;
  const next = () => {
    for (;;) {
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(text)?.[0];
      if (token === undefined) throw new Error(`Cannot read Go at offset ${at}.`);
      at += token.length;
      if (!/^\s|^\/\//.test(token)) return token;
    }
  };
  const peek = () => {
    const before = at;
    const token = next();
    at = before;
    return token;
  };
  const readBraces = () => {
    next();
    const fields = {};
    const items = [];
    while (peek() !== '}') {
      const value = readValue();
      if (peek() === ':') {
        next();
        fields[value] = readValue();
      } else items.push(value);
      if (peek() === ',') next();
    }
    next();
    return items.length > 0 ? items : fields;
  };
  const readValue = () => {
    let value = readTerm();
    while (peek() === '+') {
      next();
      value += readTerm();
    }
    return value;
  };
  const readTerm = () => {
    if (peek() === '{') return readBraces();
    const token = next();
    if (token.startsWith('`')) return token.slice(1, -1);
    if (token.startsWith('"')) return JSON.parse(token);
    if (token === '[' || token === '&') return skipType(token);
    if (peek() === '[') skipType(next());
    if (peek() === '{') return readBraces();
    if (peek() === '(') return readArgument();
    return /^\d+$/.test(token) ? Number(token) : token === 'true' ? true : token === 'false' ? false : token;
  };
  const skipType = (token) => {
    for (let open = token; open !== ']' && open !== '&'; open = next());
    return peek() === '(' ? undefined : readTerm();
  };
  const readArgument = () => {
    next();
    const value = readValue();
    if (peek() === ',') next();
    next();
    return value;
  };
  return { readBraces };
}
