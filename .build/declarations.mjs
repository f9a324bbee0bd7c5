import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './bundle.mjs';

/**
 * Writes the declarations of the package from the plugin's entry alone. The entry therefore names its types itself and takes them
 * from `eslint` only: nothing of the engine's inside becomes public by accident, and no checker has to run.
 */
export function writeDeclarations(/** @type {string} */ target) {
  const path = join(root, 'rules', 'index.ts');
  if (!existsSync(path)) return;
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(path, 'utf8'), {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2023, isolatedDeclarations: true, verbatimModuleSyntax: true },
  });
  const complaints = diagnostics.map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
  const inner = [...outputText.matchAll(/from '(\.[^']*)'/g)].map((match) => `it exposes ${match[1]}`);
  if (complaints.length + inner.length > 0) throw new Error(`rules/index.ts: ${[...complaints, ...inner].join('; ')}`);
  writeFileSync(target, outputText);
}
