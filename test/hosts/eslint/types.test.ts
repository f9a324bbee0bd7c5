import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../support/repository.js';

/** A user's configuration. It stands beside our manifest, so that our own name leads to what the manifest exports. */
const CONFIG = join(repositoryRoot, 'eslint.types.config.js');

const OPTIONS: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
};

/** What TypeScript has to say about a configuration, and about our declarations. */
function check(text: string, eslint: string): readonly string[] {
  const types = `./node_modules/${eslint}/lib/types`;
  const options: ts.CompilerOptions = {
    ...OPTIONS,
    paths: { eslint: [`${types}/index.d.ts`], 'eslint/config': [`${types}/config-api.d.ts`] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.getCurrentDirectory = () => repositoryRoot;
  host.fileExists = (path) => path === CONFIG || fileExists(path);
  host.readFile = (path) => (path === CONFIG ? text : readFile(path));
  host.getSourceFile = (path, language) => {
    const source = host.readFile(path);
    return source === undefined ? undefined : ts.createSourceFile(path, source, language);
  };
  const program = ts.createProgram([CONFIG], options, host);
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName === CONFIG || fileName.startsWith(join(repositoryRoot, 'dist')));
  return ours
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const PLAIN = `// @ts-check
import looplint from 'looplint';
/** @type {import('eslint').Linter.Config[]} */
export default [looplint.configs.recommended, { plugins: { looplint }, rules: looplint.configs.strict.rules ?? {} }];
`;

const DEFINED = `// @ts-check
import { defineConfig } from 'eslint/config';
import looplint, { 'module.exports' as required } from 'looplint';
/** @type {'looplint'} */
export const name = required.meta.name;
export default defineConfig([
  looplint.configs.strict,
  looplint.configs['off-overlaps'],
  { files: ['**/*.py'], plugins: { looplint }, language: 'looplint/python' },
  { plugins: { looplint }, extends: ['looplint/all'], rules: { 'looplint/no-floating-promises': 'error' } },
]);
`;

describe('the declarations', () => {
  it('fit a plain configuration of the oldest ESLint', { timeout: 60_000 }, () => {
    expect(check(PLAIN, 'eslint-9-15')).toEqual([]);
  });

  it.each(['eslint-9-39', 'eslint'])('fit `defineConfig` of %s', { timeout: 60_000 }, (eslint) => {
    expect(check(DEFINED, eslint)).toEqual([]);
  });

  it('know the names of our configurations', { timeout: 60_000 }, () => {
    const wrong = DEFINED.replace('configs.strict', 'configs.strictest');
    expect(check(wrong, 'eslint')).toEqual([expect.stringContaining("'strictest' does not exist")]);
  });
});
