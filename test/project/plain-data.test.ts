import { describe, expect, it } from 'vitest';
import { isPlainData } from '../../rules/project/plain-data.js';

const rows = Array.from({ length: 8_000 }, (_, i) => `  /** And then some. */ readonly key${String(i)}: string;`).join(
  '\n',
);

describe('large declaration files of packages', () => {
  it.each([
    ['plain data', `export interface Row {\n${rows}\n}`, true],
    ['a promise', `export interface Row {\n${rows}\n  load(): Promise<string>;\n}`, false],
    ['a thenable', `export interface Row {\n${rows}\n  then?(done: () => void): void;\n}`, false],
    ['an async iterator', `export interface Row {\n${rows}\n  all(): AsyncIterable<string>;\n}`, false],
    ['little', 'export interface Row { key: string }', false],
  ])('with %s', (_, text, expected) => {
    expect(isPlainData(text)).toBe(expected);
  });
});
