import { describe, expect, it } from 'vitest';
import { readProjectFile } from '../support/repository.js';

interface Place {
  readonly path: string;
  readonly line: number;
}

interface Fix extends Place {
  readonly repository: string;
  readonly commit: string;
  readonly parent: string;
  readonly class: string;
  readonly note: string;
  /** Lines at which a promise that was stored is then taken for its value: a finding may stand there as well. */
  readonly uses?: readonly number[];
  /** What has to be installed for types that decide, in exact versions. */
  readonly packages?: Readonly<Record<string, string>>;
  /** Where a helper that blocks is called from: bugs of that class are told by either end. */
  readonly caller?: Place;
}

const fixes = JSON.parse(readProjectFile('test/corpus/fixes.json')) as readonly Fix[];

/** How many bugs a class needs for its recall to say something. */
const floors: Readonly<Record<string, number>> = {
  floating: 15,
  assigned: 10,
  misused: 10,
  'blocking-direct': 10,
  'blocking-transitive': 8,
  'return-in-try': 8,
  'fire-and-forget': 8,
};

describe('the references to bugs that were repaired', () => {
  it('names each place once, with what is needed to look it up', () => {
    const places = fixes.map((fix) => `${fix.repository}@${fix.parent}:${fix.path}:${fix.line}`);
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
    for (const fix of fixes) {
      expect(fix.repository).toMatch(/^[\w.-]+\/[\w.-]+$/);
      expect(fix.commit).toMatch(/^[0-9a-f]{40}$/);
      expect(fix.parent).toMatch(/^[0-9a-f]{40}$/);
      expect(fix.parent).not.toBe(fix.commit);
      for (const { path, line } of fix.caller === undefined ? [fix] : [fix, fix.caller]) {
        expect(path).toMatch(/^[^/].*\.[cm]?[jt]sx?$/);
        expect(line).toBeGreaterThan(0);
      }
    }
  });

  it('holds references and no code: a note is a short phrase', () => {
    const keys = ['repository', 'commit', 'parent', 'path', 'line', 'uses', 'caller', 'packages', 'class', 'note'];
    const [longest] = fixes.map((fix) => fix.note.length).sort((one, other) => other - one);
    expect(fixes.flatMap((fix) => Object.keys(fix)).filter((key) => !keys.includes(key))).toEqual([]);
    expect(longest).toBeLessThanOrEqual(80);
    const versions = fixes.flatMap((fix) => Object.values(fix.packages ?? {}));
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(fixes.filter((fix) => !/^[\w ,.'-]{10,}$/.test(fix.note)).map((fix) => fix.note)).toEqual([]);
  });

  it('has enough of every class, and a caller for each helper that blocks', () => {
    const classes = Object.keys(floors);
    expect(fixes.filter((fix) => !classes.includes(fix.class))).toEqual([]);
    const short = classes.filter((name) => countOf(name) < (floors[name] ?? 0));
    expect(short).toEqual([]);
    expect(fixes.length).toBeGreaterThanOrEqual(75);
    const used = fixes.filter((fix) => fix.uses !== undefined);
    expect(used.filter((fix) => !['assigned', 'misused'].includes(fix.class))).toEqual([]);
    const transitive = fixes.filter((fix) => fix.class === 'blocking-transitive');
    expect(fixes.filter((fix) => fix.caller !== undefined)).toEqual(transitive);
  });

  it('comes from many repositories, and from what they ship rather than from their tests', () => {
    const names = fixes.map((fix) => fix.repository);
    const sizes = [...new Set(names)].map((name) => names.filter((other) => other === name).length);
    expect(sizes.length).toBeGreaterThanOrEqual(20);
    expect(Math.max(...sizes)).toBeLessThan(fixes.length / 5);
    const tests = fixes.filter((fix) => /(?:^|\/)(?:tests?|__tests__|e2e)\/|\.(?:test|spec)\./.test(fix.path));
    expect(tests.length / fixes.length).toBeLessThan(0.15);
  });
});

const countOf = (name: string): number => fixes.filter((fix) => fix.class === name).length;
