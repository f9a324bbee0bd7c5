import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOf, parseIgnoreRules } from '../../rules/host/ignore-rules.js';
import { makeFolder } from './temporary-folder.js';

function judge(patterns: readonly string[], path: string, kind: 'file' | 'directory' = 'file'): boolean | undefined {
  return parseIgnoreRules(patterns, '/p').judge(namesOf(`/p/${path}`), kind)?.ignored;
}

const hasGit = ((): boolean => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('parseIgnoreRules', () => {
  it.each([
    [['dist'], 'a/dist', true],
    [['/dist'], 'a/dist', undefined],
    [['a/dist'], 'a/dist', true],
    [['a/dist'], 'b/a/dist', undefined],
    [['*.log'], 'a/b.log', true],
    [['*.log', '!keep.log'], 'a/keep.log', false],
    [['!keep.log', '*.log'], 'a/keep.log', true],
    [['build/'], 'build', undefined],
    [['# note'], '# note', undefined],
    [['\\# note'], '# note', true],
    [['\\!x'], '!x', true],
    [['x  '], 'x', true],
    [['x\\ '], 'x ', true],
    [['x\r'], 'x', true],
    [['**/x/y'], 'a/x/y', true],
    [['x/**'], 'x', undefined],
    [['x/**'], 'x/y/z', true],
    [['a/**/b'], 'a/b', true],
    [['a[b'], 'a[b', undefined],
    [['', '   ', '/'], 'a', undefined],
  ])('%j on %s: %s', (patterns, path, expected) => {
    expect(judge(patterns, path)).toBe(expected);
  });

  it('takes a folder pattern for folders only', () => {
    expect(judge(['build/'], 'a/build', 'directory')).toBe(true);
  });

  it('judges nothing outside its folder', () => {
    expect(parseIgnoreRules(['*'], '/p/q').judge(namesOf('/p'), 'directory')).toBe(undefined);
  });

  it.runIf(hasGit)('agrees with git check-ignore', () => {
    const part = fc.constantFrom('a', 'b', '*', '?', '**', '[ab]', '[!b]', 'ab', '*b', 'a*', '\\a', '[[:alpha:]]', ' ');
    const segment = fc.array(part, { minLength: 1, maxLength: 2 }).map((parts) => parts.join(''));
    const pattern = fc
      .tuple(
        fc.constantFrom('', '', '', '!'),
        fc.constantFrom('', '', '/', '**/'),
        fc.array(segment, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '', '/', '/**'),
      )
      .map(([not, head, body, tail]) => not + head + body.join('/') + tail);
    const name = fc.constantFrom('a', 'b', 'ab', 'ba', 'bb');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    const samples = fc.sample(fc.tuple(fc.array(pattern, { minLength: 1, maxLength: 3 }), path), {
      numRuns: 600,
      seed: 7,
    });

    // One repository with one folder per sample: one process for all questions.
    const files: Record<string, string> = {};
    samples.forEach(([patterns], index) => (files[`s${index}/.gitignore`] = patterns.join('\n')));
    const folder = makeFolder(files);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    const questions = samples.map(([, target], index) => `s${index}/${target}`);
    const answer = execFileSync('git', ['check-ignore', '--no-index', '-v', '-n', '-z', '--stdin'], {
      cwd: folder,
      input: questions.join('\0'),
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      maxBuffer: 1 << 24,
    })
      .toString()
      .split('\0');

    let ignored = 0;
    samples.forEach(([patterns, target], index) => {
      // source, line, pattern, path
      const said = answer[index * 4 + 2] as string;
      const byGit = said !== '' && !said.startsWith('!');
      if (byGit) ignored++;
      expect({ patterns, target, ignored: isIgnored(patterns, target) }).toEqual({ patterns, target, ignored: byGit });
    });
    expect(ignored).toBeGreaterThan(100);
  });

  it('stays linear on hostile patterns', () => {
    const rules = parseIgnoreRules(['**/a/'.repeat(50) + 'c', '*a'.repeat(100) + 'c', '*?'.repeat(100) + 'c'], '/p');
    const before = process.cpuUsage();
    expect(rules.judge(namesOf(`/p/${'a/'.repeat(500)}${'a'.repeat(255)}`), 'file')).toBe(undefined);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(200);
  });
});

/** As a walk does it: below an ignored folder nothing is asked any more. */
function isIgnored(patterns: readonly string[], path: string): boolean {
  const names = path.split('/');
  for (let length = 1; length <= names.length; length++) {
    const kind = length < names.length ? 'directory' : 'file';
    if (judge(patterns, names.slice(0, length).join('/'), kind) === true) return true;
  }
  return false;
}
