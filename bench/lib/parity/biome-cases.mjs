import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { caseKey } from './case-key.mjs';

/** Reads the files of a rule's spec folder; what is expected of each stands in the snapshot beside it. */
export function readBiomeCases(folder, rule) {
  const snapshots = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.snap'));
  return snapshots.sort().map((name) => {
    const path = join(folder, name.slice(0, -'.snap'.length));
    const code = readFileSync(path, 'utf8');
    const snapshot = readFileSync(`${path}.snap`, 'utf8');
    const reports = snapshot.matchAll(/^\S+?:(\d+):\d+ lint\/\w+\/(\w+) /gm);
    const expected = [...reports].filter(([, , reporter]) => reporter === rule).map(([, line]) => Number(line));
    const lines = [...new Set(expected)];
    return { name: relative(folder, path), key: caseKey(code), path, code, lines, unlocated: 0 };
  });
}
