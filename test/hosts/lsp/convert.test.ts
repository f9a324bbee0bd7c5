import { describe, expect, it } from 'vitest';
import { toAnalysedPath } from '../../../server/lsp/languages.js';
import { codeSpan, plainText, sentence } from '../../../server/workspace/markdown.js';
import { applyChanges } from '../../../server/lsp/text-changes.js';
import { pathOfUri, uriOfPath } from '../../../server/lsp/uris.js';
import type { PositionEncoding } from '../../../server/protocol/places.js';
import { createRandom, seedOf } from '../../support/random.js';

describe('URIs and paths', () => {
  it.each([
    ['file:///p/a.ts', '/p/a.ts'],
    ['FILE:///p/a.ts', '/p/a.ts'],
    ['file://localhost/p/a.ts', '/p/a.ts'],
    ['file:///p/a%20%C3%A4%23.ts', '/p/a ä#.ts'],
    ['file:///p//x/./y/../a.ts', '/p/x/a.ts'],
    ['file:///../../a.ts', '/a.ts'],
    ['file:///p/', '/p'],
    ['file:///', '/'],
    ['file:///c:/x.ts', '/c:/x.ts'],
  ])('%s is %s', (uri, path) => {
    expect(pathOfUri(uri, 'linux')).toBe(path);
  });

  it.each([
    ['file:///c%3A/p/a.ts', 'C:/p/a.ts'],
    ['file:///c:/p/../a.ts', 'C:/a.ts'],
    ['file:///C:/p%5Ca.ts', 'C:/p/a.ts'],
  ])('%s is %s where drives have letters', (uri, path) => {
    expect(pathOfUri(uri, 'win32')).toBe(path);
  });

  it.each([
    '',
    'a.ts',
    '/p/a.ts',
    'file:a.ts',
    'file://host/share/a.ts',
    'file:////host/a.ts',
    'file:///p/%zz',
    'file:///p/%00',
    'git:/p/a.ts',
    'https://a/b.ts',
    'file:///p/a.ts?x',
    'file:///p/a.ts#x',
    7,
    undefined,
    null,
    {},
  ])('%s is refused', (uri) => {
    expect(pathOfUri(uri, 'linux')).toBeUndefined();
  });

  it('refuses paths without a drive where drives have letters', () => {
    expect(pathOfUri('file:///p/a.ts', 'win32')).toBeUndefined();
    expect(pathOfUri('file:////server/share/a.ts', 'win32')).toBeUndefined();
  });

  it('lead back to where they came from', () => {
    const random = createRandom(seedOf(3));
    const letters = ['a', 'Z', '.', '-', ' ', '%', '#', '?', '+', '&', 'ä', '漢', '\u{1F600}', "'", '(', '\\', ':'];
    for (let count = 0; count < 500; count++) {
      const name = (): string => `x${Array.from({ length: random.below(8) }, () => random.pick(letters)).join('')}`;
      const path = `/${Array.from({ length: 1 + random.below(4) }, name).join('/')}`;
      expect(pathOfUri(uriOfPath(path), 'linux')).toBe(path);
    }
  });
});

describe('documents without a known extension', () => {
  it('are analysed by the language that the editor says', () => {
    expect(toAnalysedPath('/p/a.mts', 'whatever')).toBe('/p/a.mts');
    expect(toAnalysedPath('/p/script', 'python')).toBe('/p/script.py');
    expect(toAnalysedPath('/p/a.json', 'json')).toBeUndefined();
    expect(toAnalysedPath('/p/a', 'constructor')).toBeUndefined();
  });
});

describe('changes of a document', () => {
  const units: Readonly<Record<PositionEncoding, (text: string) => number>> = {
    'utf-8': (text) => Buffer.byteLength(text),
    'utf-16': (text) => text.length,
    'utf-32': (text) => Array.from(text).length,
  };

  it.each(Object.keys(units) as PositionEncoding[])('land where the client means, counted in %s', (encoding) => {
    const random = createRandom(seedOf(4));
    const pieces = ['a', 'é', '漢', '\u{1F600}', '\n', '\r\n', '\r', ' ', '\u2028', 'x = 1;'];
    const text = (length: number): string => Array.from({ length }, () => random.pick(pieces)).join('');
    for (let count = 0; count < 300; count++) {
      const before = text(30);
      // Between whole characters and not inside of a line end, as no client can be.
      const places = [...before.matchAll(/(?:)/gu)].map(({ index }) => index);
      const allowed = places.filter((at) => !(before[at - 1] === '\r' && before[at] === '\n'));
      const [start = 0, end = 0] = [random.pick(allowed), random.pick(allowed)].sort((a, b) => a - b);
      const toPosition = (offset: number) => {
        const lines = before.slice(0, offset).split(/\r\n|\r|\n/u);
        return { line: lines.length - 1, character: units[encoding](lines.at(-1) ?? '') };
      };
      const inserted = text(random.below(4));
      const span = { start: toPosition(start), end: toPosition(end) };
      const after = applyChanges(before, [{ span, text: inserted }], encoding);
      expect(after).toBe(before.slice(0, start) + inserted + before.slice(end));
    }
  });

  it('follow each other, and stay inside of the text', () => {
    const at = (line: number, character: number) => ({ line, character });
    const insert = (line: number, character: number, text: string) => ({
      span: { start: at(line, character), end: at(line, character) },
      text,
    });
    expect(applyChanges('a\nb', [insert(0, 1, '1'), insert(0, 2, '2'), insert(9, 9, '!')], 'utf-16')).toBe('a12\nb!');
    expect(applyChanges('a\nb', [insert(0, 99, '1')], 'utf-8')).toBe('a1\nb');
    expect(applyChanges('a', [{ text: 'new' }, insert(0, 0, 'x')], 'utf-16')).toBe('xnew');
    expect(applyChanges('\uFEFFab', [insert(0, 2, 'x')], 'utf-16')).toBe('\uFEFFaxb');
  });
});

describe('names of the program in Markdown', () => {
  it('stay code, whatever they hold', () => {
    expect(codeSpan('load')).toBe('`load`');
    expect(codeSpan('a`b')).toBe('``a`b``');
    expect(codeSpan('`')).toBe('`` ` ``');
    expect(codeSpan('a\n[x](command:y)')).toBe('`a\\u000a[x](command:y)`');
  });

  it('are no links, no emphasis and no HTML', () => {
    expect(plainText('[a](command:b) *c* <img>')).toBe('\\[a\\]\\(command\\:b\\) \\*c\\* \\<img\\>');
    expect(sentence('`a` calls `b`')).toBe('`a` calls `b`');
    expect(sentence('`a` [x](y) `')).toBe('`a` \\[x\\]\\(y\\) \\`');
    expect(plainText('a\u202Eb')).toBe('a\\\\u202eb');
  });
});
