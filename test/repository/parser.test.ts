import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { cutParserFile } from '../../.build/typescript-parser.mjs';
import { repositoryRoot } from '../support/repository.js';

type Parser = Pick<typeof ts, 'createSourceFile' | 'forEachChild'>;

const cut = (await import(pathToFileURL(cutParserFile()).href)) as Parser;

/** Everything of a tree that the engine can see, in walking order. */
function outline(parser: Parser, path: string, text: string): string {
  const isJavaScript = /\.[mc]?jsx?$/.test(path);
  const mode = isJavaScript ? ts.JSDocParsingMode.ParseAll : ts.JSDocParsingMode.ParseNone;
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: mode };
  const kind = isJavaScript ? ts.ScriptKind.JSX : path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = parser.createSourceFile(path, text, options, false, kind);
  const lines: string[] = [];
  const visit = (node: ts.Node): void => {
    const { text: own } = node as ts.Identifier;
    lines.push(`${node.kind} ${node.pos} ${node.end} ${node.getStart(source)} ${node.flags} ${own ?? ''}`);
    for (const comment of (node as { jsDoc?: readonly ts.Node[] }).jsDoc ?? []) visit(comment);
    parser.forEachChild(node, visit);
  };
  parser.forEachChild(source, visit);
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return [...lines, ...parseDiagnostics.map((problem) => `${problem.code} ${problem.start} ${problem.length}`)].join(
    '\n',
  );
}

/** Sources of the packages that are installed for development: many authors, all dialects. */
function realFiles(): readonly string[] {
  const folder = join(repositoryRoot, 'node_modules');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:[mc]?[jt]s|[jt]sx)$/.test(name) && !name.includes('.cache'))
    .sort();
  return names.filter((_, index) => index % 16 === 0).map((name) => join(folder, name));
}

describe('the cut parser', () => {
  it('gives the trees of the whole package on real files', () => {
    const files = realFiles()
      .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
      .filter(({ text }) => text.length < 300_000);
    expect(files.length).toBeGreaterThan(100);
    const different = files.filter(({ path, text }) => outline(cut, path, text) !== outline(ts, path, text));
    expect(different.map(({ path }) => path)).toEqual([]);
  });

  it.each([
    ['an unfinished call', 'a.ts', 'async function f() { await load( }'],
    ['a cut template', 'a.ts', 'const a = `x ${b'],
    ['types in JavaScript', 'a.js', '/** @type {Promise<string>} */ let p; function f(a: number) {}'],
    ['elements', 'a.tsx', 'const a = <B onClick={async () => {}}>{...c}</B>;'],
    ['decorators', 'a.ts', '@Get() class A { @on("x") private async m?() {} accessor b = 1; static {} }'],
    ['new syntax', 'a.mts', 'await using a = b; import defer * as c from "c"; let { x, ...y } = z satisfies W;'],
    ['nonsense', 'a.ts', '}}} class ( => @ #a \\u{110000} 0b9 /[/'],
  ])('gives the same tree and errors for %s', (_, path, text) => {
    expect(outline(cut, path, text)).toBe(outline(ts, path, text));
  });
});
