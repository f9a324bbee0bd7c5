import { describe, expect, it } from 'vitest';
import { bundle } from '../../.build/bundle.mjs';
import { ALLOWED_PACKAGES, licenceTexts, shippedFolders, shippedPackages } from '../../.build/packages.mjs';
import { projectFiles, readProjectFile } from '../support/repository.js';

const manifest = JSON.parse(readProjectFile('package.json')) as {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bundledDependencies?: unknown;
};
const { metafile } = await bundle();
const shipped = shippedPackages(metafile);

describe('what comes from other people', () => {
  it('installs nothing beside the package', () => {
    expect(manifest.dependencies ?? {}).toEqual({});
    expect(manifest.bundledDependencies).toBeUndefined();
  });

  it('stands on the list of allowed packages, and the list holds nothing else', () => {
    expect(shipped).toEqual(ALLOWED_PACKAGES);
  });

  it('has a reason for each in SECURITY.md', () => {
    const table = readProjectFile('SECURITY.md');
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const reasons = rows.map((row) => row.split('|').map((cell) => cell.trim()));
    expect(reasons.map(([, name]) => name?.replaceAll('`', '')).sort()).toEqual(ALLOWED_PACKAGES);
    expect(reasons.filter(([, , reason = '']) => reason.length < 20)).toEqual([]);
  });

  it('ships its licences, all of them permissive', () => {
    const folders = shippedFolders(metafile);
    const titles = [...licenceTexts(folders).matchAll(/^(\S+) \d\S* \((.+)\)$/gm)];
    expect(titles).toHaveLength(folders.length + 1);
    expect([...new Set(titles.map((match) => match[1]))]).toEqual([...shipped, 'tree-sitter-python']);
    const permissive = ['MIT', 'ISC', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'];
    expect(titles.map((match) => match[2]).filter((licence) => !permissive.includes(licence ?? ''))).toEqual([]);
  });

  it('is pinned to exact versions', () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, version]) => !/^(?:npm:[^@]+@)?\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

describe.each(['', '.build/vsix/', 'test/e2e/'])('%spackage-lock.json', (folder) => {
  const lock = JSON.parse(readProjectFile(`${folder}package-lock.json`)) as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly resolved?: string }>>;
  };

  it('has a checksum for every package and names no registry', () => {
    const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter(([, entry]) => entry.integrity === undefined).map(([path]) => path)).toEqual([]);
    expect(entries.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([]);
  });
});

it('lists no development package that nobody uses', () => {
  const code = ['rules', 'server', 'client', 'test', '.build']
    .flatMap((folder) => ['.ts', '.mjs'].flatMap((suffix) => projectFiles(folder, suffix)))
    .map(({ text }) => text);
  const texts = [...code, ...['eslint.config.js', 'vitest.config.ts', 'README.md'].map(readProjectFile)];
  const commands = Object.values(manifest.scripts).flatMap((script) => script.split(/\s+/));
  const uses = (name: string): boolean =>
    commands.includes(name) ||
    texts.some(
      (text) => text.includes(`'${name}'`) || text.includes(`'${name}/`) || text.includes(`node_modules/${name}`),
    );
  const unused = Object.keys(manifest.devDependencies).filter((name) => !name.startsWith('@types/') && !uses(name));
  expect(unused).toEqual([]);
});
