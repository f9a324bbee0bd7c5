import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile, repositoryRoot } from '../support/repository.js';

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

const manifest = JSON.parse(readProjectFile('package.json')) as {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
};
const MEGABYTE = 1_000_000;

describe('the npm package', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  const [packed] = JSON.parse(output) as readonly [Packed];
  const paths = packed.files.map(({ path }) => path);

  it('holds the build and its papers, nothing else', () => {
    const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual(papers);
    expect(paths.filter((path) => /\.(?:map|ts)$/.test(path) && path !== 'dist/index.d.ts')).toEqual([]);
    expect(packed.size).toBeLessThan(3 * MEGABYTE);
  });

  it('holds every file that the manifest points to', () => {
    const targets = [
      ...Object.values(manifest.bin),
      ...Object.values(manifest.exports).flatMap((entry) => (typeof entry === 'string' ? entry : Object.values(entry))),
    ].map((target) => target.replace('./', ''));
    expect(targets.filter((target) => !paths.includes(target))).toEqual([]);
  });

  it('names no folder of the machine that built it', () => {
    const naming = paths.filter((path) => readFileSync(join(repositoryRoot, path), 'utf8').includes(repositoryRoot));
    expect(naming).toEqual([]);
  });
});

describe('the command in a checkout', () => {
  it('may be executed and begins with its interpreter', () => {
    const path = join(repositoryRoot, manifest.bin['looplint'] ?? '');
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(statSync(path).mode & 0o111).toBe(0o111);
  });

  it.each(['.', 'rules/model'])('runs by its name from %s, without a network', (folder) => {
    const version = execFileSync('npx', ['--offline', 'looplint', '--version'], {
      cwd: join(repositoryRoot, folder),
      encoding: 'utf8',
    });
    expect(version.trim()).toBe(manifest.version);
  });
});
