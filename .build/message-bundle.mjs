import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './bundle.mjs';

/** The messages of the client in English, as translators get them: every text that is handed to `l10n.t`. */
export function messageBundle() {
  const folder = join(root, 'client');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => messagesOf(join(folder, name)));
  return Object.fromEntries([...new Set(texts)].sort().map((text) => [text, text]));
}

/**
 * @param {string} path
 * @returns {readonly string[]}
 */
function messagesOf(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  /** @type {string[]} */
  const texts = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'l10n.t') texts.push(messageOf(node, path));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/**
 * @param {ts.CallExpression} call
 * @param {string} path
 */
function messageOf({ arguments: [text] }, path) {
  if (text === undefined || !ts.isStringLiteralLike(text)) throw new Error(`${path}: l10n.t wants a plain string.`);
  return text.text;
}
