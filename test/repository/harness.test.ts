import { describe, expect, it } from 'vitest';
import { commentsOf } from '../support/comments.js';
import { splitExpectations } from '../support/expectations.js';
import { literateCases } from '../support/literate-case.js';
import { createMemoryHost } from '../support/memory-host.js';
import { applyEdits, positionOf } from '../support/positions.js';
import { withOutputs } from '../support/update.js';

const SPEC = [
  '# no-waiting',
  '## A read two calls away',
  'The caller is async.',
  '`load.ts`',
  '```ts',
  'export const a = 1;',
  '```',
  '```ts',
  'load(); // error: 1 [no-waiting] "reaches `read`" error: [no-other]',
  '```',
  '```chain',
  'main.ts:1 module calls load',
  '```',
  '## FN: Something',
  '```json',
  '{}',
  '```',
  '`package.json`',
  '```json',
  '{ "type": "module" }',
  '```',
  '```py',
  'load()  # hint: [no-waiting]',
  '```',
  '',
].join('\n');

describe('a spec file', () => {
  const [first, second] = literateCases(SPEC);

  it('has a case for each heading with code', () => {
    expect([first?.title, first?.known, first?.line]).toEqual(['A read two calls away', undefined, 2]);
    expect([second?.title, second?.known]).toEqual(['FN: Something', 'FN']);
  });

  it('names files by the line above, else by language, and takes expectations out of the code', () => {
    expect(first?.files.map(({ path, code }) => [path, code])).toEqual([
      ['load.ts', 'export const a = 1;\n'],
      ['main.ts', 'load();\n'],
    ]);
    expect(first?.files[1]?.expectations).toEqual([
      { line: 1, column: 1, level: 'error', ruleId: 'no-waiting', fragment: 'reaches `read`' },
      { line: 1, column: undefined, level: 'error', ruleId: 'no-other', fragment: '' },
    ]);
  });

  it('tells settings from a file of the same language', () => {
    expect(second?.settings).toBe('{}\n');
    expect(second?.files.map(({ path }) => path)).toEqual(['package.json', 'main.py']);
    expect(second?.files[1]?.expectations[0]?.level).toBe('hint');
  });

  it('can be rewritten block by block', () => {
    const block = first?.outputs[0];
    if (block === undefined) throw new Error('There is no chain block.');
    const updated = withOutputs(SPEC, [{ block, text: 'a\nb\n' }]);
    expect(literateCases(updated)[0]?.outputs[0]?.text).toBe('a\nb\n');
    expect(withOutputs(updated, [{ block: { ...block, end: block.end + 1 }, text: block.text }])).toBe(SPEC);
  });

  it('refuses an expectation that it cannot read', () => {
    expect(() => splitExpectations('a(); // error: no brackets')).toThrow('Line 1');
    expect(splitExpectations('<a>{b}</a> {/* error: [x] */}\n').code).toBe('<a>{b}</a>\n');
    expect(splitExpectations('console.log("// done"); // what error: means\n').expectations).toEqual([]);
  });
});

describe('the comments of a file', () => {
  it.each([
    [
      'a.ts',
      'a(/* one */ b); // two\n/** three */ const c = "// no"; const d = /\\/\\/no/; // four',
      ['/* one */', '// two', '/** three */', '// four'],
    ],
    ['a.tsx', 'const a = <b>// no {/* one */}</b>; // two', ['/* one */', '// two']],
    ['a.ts', 'const a = `// no ${/* one */ b} // no`;', ['/* one */']],
    ['a.py', "a = '# no'  # one\nb = '''\n# no\n'''\n# two\n", ['# one', '# two']],
    ['a.vue', '<template><!-- one --></template>\n<script>\n// two\n</script>\n', ['<!-- one -->', '// two']],
  ])('%s: %s', (path, text, comments) => {
    expect(commentsOf(path, text)).toEqual(comments);
  });
});

describe('small parts', () => {
  it('counts positions from one', () => {
    expect(positionOf('a\r\nbc', 4)).toEqual({ line: 2, column: 2 });
    expect(positionOf('', 0)).toEqual({ line: 1, column: 1 });
  });

  it('applies edits', () => {
    const edits = [
      { start: 0, end: 0, text: 'x' },
      { start: 1, end: 2, text: '' },
    ];
    expect(applyEdits('abc', edits)).toBe('xac');
  });

  it('lists a folder in memory', () => {
    const host = createMemoryHost([
      ['/p/a.ts', '\uFEFFa'],
      ['/p/b/c.ts', 'c'],
      ['/p/b/d.ts', 'd'],
    ]);
    expect(host.list('/p')).toEqual([
      { name: 'a.ts', kind: 'file' },
      { name: 'b', kind: 'directory' },
    ]);
    expect([host.kind('/p/b'), host.kind('/p/a.ts'), host.kind('/q')]).toEqual(['directory', 'file', undefined]);
    expect(host.read('/p/a.ts')).toBe('a');
  });
});
