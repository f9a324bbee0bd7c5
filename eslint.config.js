import { existsSync } from 'node:fs';
import js from '@eslint/js';
import * as parser from '@typescript-eslint/parser';
import regexp from 'eslint-plugin-regexp';

// Our own rules run from the build, as a user would run them.
const own = existsSync(new URL('dist/index.js', import.meta.url))
  ? (await import('./dist/index.js')).default
  : undefined;

const exceptRules = { ignores: ['rules/catalogue/*/rule.ts', 'eslint.config.js', 'vitest.config.ts'] };

/** Declarations and what a type checker already says are left to it. */
const untyped = { 'no-undef': 'off', 'no-unused-vars': 'off', 'no-redeclare': 'off', 'no-dupe-class-members': 'off' };

export default [
  {
    ignores: [
      'dist/',
      'coverage/',
      'bench/**/node_modules/',
      'bench/.corpus/',
      'bench/.results/',
      'test/corpus/files/',
    ],
  },
  { name: 'looplint/javascript', files: ['**/*.{js,mjs,ts}'], ...js.configs.recommended },
  {
    name: 'looplint/own-code',
    files: ['**/*.{js,mjs,ts}'],
    languageOptions: { parser },
    plugins: { regexp },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...untyped,
      curly: 'off',
      eqeqeq: 'error',
      'no-console': 'off',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      // A pattern that can be made to run for seconds is a hole in a tool that reads other people's code.
      'regexp/no-super-linear-backtracking': 'error',
      'regexp/no-super-linear-move': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        { selector: "ExportAllDeclaration[exportKind='value']", message: 'Export by name: no barrels.' },
      ],
    },
  },
  {
    name: 'looplint/one-named-export',
    files: ['rules/**/*.ts', 'server/**/*.ts', 'client/**/*.ts', 'test/**/*.ts'],
    ...exceptRules,
    ignores: [...exceptRules.ignores, 'rules/index.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        { selector: "ExportAllDeclaration[exportKind='value']", message: 'Export by name: no barrels.' },
        { selector: 'ExportDefaultDeclaration', message: 'Only a rule.ts has a default export.' },
      ],
    },
  },
  ...(own === undefined
    ? []
    : [{ ...own.configs.recommended, files: ['{rules,server,client,.build}/**/*.{ts,mjs}', 'test/support/**/*.ts'] }]),
];
