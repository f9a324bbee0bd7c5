import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDiskHost, type DiskHost } from '../../rules/host/disk-host.js';
import { makeFolder } from './temporary-folder.js';

function open(root: string): DiskHost {
  return createDiskHost({ roots: [root], assetDirectory: join(root, 'assets') });
}

function reason(host: DiskHost, path: string): string | undefined {
  const source = host.readSource(path);
  return source.kind === 'refused' ? `${source.notice.kind}: ${source.notice.message}` : undefined;
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('reading', () => {
  it('gives text without its byte order mark, and every other code unit as it is', () => {
    const odd = 'a\r\nb\rc\u2028d\fe\tf\0g 😀 naïve\n';
    const root = makeFolder({ 'odd.ts': odd, 'bom.ts': `\uFEFF${odd}`, 'empty.ts': '', 'only-bom.ts': '\uFEFF' });
    const host = open(root);
    expect(host.read(`${root}/odd.ts`)).toBe(odd);
    expect(host.read(`${root}/bom.ts`)).toBe(odd);
    expect(host.readSource(`${root}/bom.ts`)).toEqual({ kind: 'text', text: odd, byteOrderMark: true });
    expect(host.read(`${root}/empty.ts`)).toBe('');
    expect(host.read(`${root}/only-bom.ts`)).toBe('');
  });

  it.each([
    ['a lone continuation byte', bytes(0x61, 0x80), 'it is not valid UTF-8'],
    ['an encoded surrogate', bytes(0xed, 0xa0, 0x80), 'it is not valid UTF-8'],
    ['Latin-1', bytes(0x23, 0xe9, 0x0a), 'it is not valid UTF-8'],
    ['a cut sequence', bytes(0xe2, 0x82), 'it is not valid UTF-8'],
    ['UTF-16, little end first', bytes(0xff, 0xfe, 0x61, 0), 'it is UTF-16 and not UTF-8'],
    ['UTF-16, big end first', bytes(0xfe, 0xff, 0, 0x61), 'it is UTF-16 and not UTF-8'],
  ])('refuses %s', (_, content, why) => {
    const root = makeFolder({ 'a.ts': content });
    const host = open(root);
    expect(host.read(`${root}/a.ts`)).toBe(undefined);
    expect(reason(host, `${root}/a.ts`)).toBe(`not-text: Not analysed: ${why}.`);
  });

  it('answers absence, folders and odd paths without throwing', () => {
    const root = makeFolder({ 'a.ts': 'x', 'dir/b.ts': '' });
    symlinkSync('loop', join(root, 'loop'));
    const host = open(root);
    const odd = [
      '',
      'a.ts',
      '/',
      `${root}/none`,
      `${root}/a.ts/b`,
      `${root}/dir`,
      `${root}/a\0.ts`,
      `${root}/${'x'.repeat(5000)}`,
      `${root}/loop`,
    ];
    for (const path of odd) {
      expect(host.read(path)).toBe(undefined);
      expect(host.readSource(path)).toMatchObject({ kind: 'refused' });
      expect(typeof host.realpath(path)).toBe('string');
    }
    expect(reason(host, `${root}/none`)).toBe('unreadable: Not analysed: it does not exist.');
    expect(reason(host, `${root}/dir`)).toBe('unreadable: Not analysed: it is a folder.');
    expect(reason(host, `${root}/loop`)).toBe('unreadable: Not analysed: it is a link that leads back to itself.');
    expect(host.list(`${root}/none`)).toEqual([]);
    expect(host.kind(`${root}/none`)).toBe(undefined);
    expect(host.kind(`${root}/dir`)).toBe('directory');
    expect(host.list(root)).toEqual([
      { name: 'a.ts', kind: 'file' },
      { name: 'dir', kind: 'directory' },
      { name: 'loop', kind: 'other' },
    ]);
  });

  it('lists links as what they are, and says what they lead to', () => {
    const root = makeFolder({ 'a.ts': '', 'dir/b.ts': '' });
    symlinkSync('a.ts', join(root, 'file.ts'));
    symlinkSync('dir', join(root, 'folder'));
    const host = open(root);
    const kinds = host.list(root).map(({ name, kind }) => [name, kind, host.kind(`${root}/${name}`)]);
    expect(kinds).toEqual([
      ['a.ts', 'file', 'file'],
      ['dir', 'directory', 'directory'],
      ['file.ts', 'other', 'file'],
      ['folder', 'other', 'directory'],
    ]);
  });

  it('refuses a source over the limit, and still reads it for whoever needs only declarations', () => {
    const root = makeFolder({ 'big.ts': ' '.repeat(3 * 1024 * 1024) });
    const host = open(root);
    expect(reason(host, `${root}/big.ts`)).toBe(
      'too-large: Not analysed: it has 3.0 MiB, more than the limit of 1 MiB.',
    );
    expect(host.read(`${root}/big.ts`)).toHaveLength(3 * 1024 * 1024);
  });

  it('sees a file that changes and one that vanishes', () => {
    const root = makeFolder({ 'a.ts': 'one' });
    const host = open(root);
    expect(host.read(`${root}/a.ts`)).toBe('one');
    writeFileSync(join(root, 'a.ts'), 'two');
    expect(host.read(`${root}/a.ts`)).toBe('two');
    renameSync(join(root, 'a.ts'), join(root, 'b.ts'));
    expect(host.read(`${root}/a.ts`)).toBe(undefined);
  });

  it.skipIf(process.getuid?.() === 0)('says that permission is denied', () => {
    const root = makeFolder({ 'a.ts': '' });
    chmodSync(join(root, 'a.ts'), 0o000);
    expect(reason(open(root), `${root}/a.ts`)).toBe('unreadable: Not analysed: permission is denied.');
  });
});

describe('staying inside', () => {
  it('reads nothing outside the roots, by any spelling', () => {
    const outside = makeFolder({ 'secret.ts': 'secret', 'dir/secret.ts': 'secret' });
    const root = makeFolder({ 'src/a.ts': 'a' });
    symlinkSync(join(outside, 'secret.ts'), join(root, 'src/link.ts'));
    symlinkSync(join(outside, 'dir'), join(root, 'src/dir'));
    const host = open(root);
    const ways = [
      `${outside}/secret.ts`,
      `${root}/../${outside.split('/').pop()}/secret.ts`,
      `${root}/src/link.ts`,
      `${root}/src/dir/secret.ts`,
      `${root}/src/%2e%2e/%2e%2e/secret.ts`,
      `//server/share${outside}/secret.ts`,
    ];
    for (const path of ways) {
      expect(host.read(path)).toBe(undefined);
      expect(host.kind(path)).toBe(undefined);
      expect(host.list(path)).toEqual([]);
    }
    expect(reason(host, `${root}/src/link.ts`)).toBe(
      'outside-root: Not analysed: it lies outside the analysed folder.',
    );
    expect(host.list(`${root}/src/dir`)).toEqual([]);
  });

  it('notices a folder that becomes a link after it was checked', () => {
    const outside = makeFolder({ 'a.ts': 'secret' });
    const root = makeFolder({ 'src/a.ts': 'a' });
    const host = open(root);
    expect(host.read(`${root}/src/a.ts`)).toBe('a');
    renameSync(join(root, 'src'), join(root, 'old'));
    symlinkSync(outside, join(root, 'src'));
    expect(host.read(`${root}/src/a.ts`)).toBe(undefined);
  });

  it('reads dependencies wherever they lie, and packages that node_modules links to', () => {
    const elsewhere = makeFolder({
      'store/node_modules/dep/index.d.ts': 'dep',
      'member/package.json': '{}',
      'member/src/index.ts': 'member',
      'plain/secret.ts': 'secret',
    });
    const root = makeFolder({ 'node_modules/.keep': '', 'src/a.ts': '' });
    symlinkSync(join(elsewhere, 'member'), join(root, 'node_modules/member'));
    symlinkSync(join(elsewhere, 'plain'), join(root, 'node_modules/plain'));
    symlinkSync('/', join(root, 'node_modules/all'));
    const host = open(root);
    expect(host.read(`${elsewhere}/store/node_modules/dep/index.d.ts`)).toBe('dep');
    expect(host.read(`${elsewhere}/member/src/index.ts`)).toBe(undefined);
    expect(host.realpath(`${root}/node_modules/member`)).toBe(`${elsewhere}/member`);
    expect(host.read(`${elsewhere}/member/src/index.ts`)).toBe('member');
    expect(host.read(`${root}/node_modules/member/src/index.ts`)).toBe('member');
    expect(host.read(`${root}/node_modules/plain/secret.ts`)).toBe(undefined);
    expect(host.read(`${root}/node_modules/all${elsewhere}/plain/secret.ts`)).toBe(undefined);
  });

  it('finds a linked package by a path into it as well', () => {
    const elsewhere = makeFolder({ 'member/package.json': '{}', 'member/src/index.ts': 'member' });
    const root = makeFolder({ 'node_modules/@x/.keep': '' });
    symlinkSync(join(elsewhere, 'member'), join(root, 'node_modules/@x/member'));
    expect(open(root).read(`${root}/node_modules/@x/member/src/index.ts`)).toBe('member');
  });

  it('gives assets by plain names only', () => {
    const root = makeFolder({ 'assets/rules/no-x.md': 'page', 'secret.md': 'secret' });
    const host = open(root);
    expect(host.asset('rules/no-x.md')).toBe('page');
    for (const name of [
      '../secret.md',
      'rules/../../secret.md',
      '/etc/passwd',
      'rules\\no-x.md',
      '',
      'none.md',
      'rules',
    ])
      expect(host.asset(name)).toBe(undefined);
  });
});

describe('replacing', () => {
  it('keeps the byte order mark and the permissions, and leaves nothing behind', () => {
    const root = makeFolder({ 'a.ts': '\uFEFFone\r\n' });
    chmodSync(join(root, 'a.ts'), 0o751);
    expect(open(root).replaceSource(`${root}/a.ts`, { before: 'one\r\n', after: 'two\r\n' })).toBe(undefined);
    expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('\uFEFFtwo\r\n');
    expect(statSync(join(root, 'a.ts')).mode & 0o777).toBe(0o751);
    expect(readdirSync(root)).toEqual(['a.ts']);
  });

  it('writes nothing when the file changed, lies elsewhere, or is a dependency', () => {
    const outside = makeFolder({ 'x.ts': 'one' });
    const root = makeFolder({ 'a.ts': 'changed', 'node_modules/p/x.js': 'one' });
    symlinkSync(join(outside, 'x.ts'), join(root, 'link.ts'));
    const host = open(root);
    const replace = (path: string): string | undefined =>
      host.replaceSource(path, { before: 'one', after: 'two' })?.message;
    expect(replace(`${root}/a.ts`)).toBe('Not fixed: it changed meanwhile.');
    expect(replace(`${root}/none.ts`)).toBe('Not fixed: it cannot be found any more.');
    expect(replace(`${root}/node_modules/p/x.js`)).toBe(
      'Not fixed: it belongs to a dependency or lies outside the analysed folder.',
    );
    expect(replace(`${root}/link.ts`)).toBe('Not fixed: it cannot be found any more.');
    expect(readFileSync(join(outside, 'x.ts'), 'utf8')).toBe('one');
    expect(readFileSync(join(root, 'node_modules/p/x.js'), 'utf8')).toBe('one');
  });

  it('does not write through a hard link into a package store', () => {
    const store = makeFolder({ 'x.ts': 'one' });
    const root = makeFolder({});
    linkSync(join(store, 'x.ts'), join(root, 'x.ts'));
    expect(open(root).replaceSource(`${root}/x.ts`, { before: 'one', after: 'two' })).toBe(undefined);
    expect(readFileSync(join(store, 'x.ts'), 'utf8')).toBe('one');
  });
});

describe('the facts cache', () => {
  function openCached(folder: string): DiskHost {
    return createDiskHost({ cacheDirectory: join(folder, 'cache'), assetDirectory: folder });
  }

  function entries(folder: string): readonly string[] {
    const base = join(folder, 'cache/facts-1');
    return readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'cleaned')
      .map((entry) => join(entry.parentPath, entry.name));
  }

  it('gives back what was put, also in a later run and under any key', () => {
    const folder = makeFolder({});
    const values: readonly (readonly [string, string])[] = [
      ['a', '{"x":1}'],
      ['../../escape', 'two'],
      ['\0\n', ''],
      ['long'.repeat(1000), 'ünïcode 😀'.repeat(1000)],
    ];
    const first = openCached(folder);
    for (const [key, value] of values) first.cachePut(key, value);
    const second = openCached(folder);
    for (const [key, value] of values) expect(second.cacheGet(key)).toBe(value);
    expect(second.cacheGet('unknown')).toBe(undefined);
    expect(readdirSync(folder)).toEqual(['cache']);
    expect(entries(folder)).toHaveLength(values.length);
  });

  it('is for its owner only', () => {
    const folder = makeFolder({});
    openCached(folder).cachePut('a', 'b');
    expect(statSync(join(folder, 'cache/facts-1')).mode & 0o777).toBe(0o700);
    for (const entry of entries(folder)) expect(statSync(entry).mode & 0o777).toBe(0o600);
    mkdirSync(join(folder, 'second/facts-1'), { recursive: true, mode: 0o777 });
    chmodSync(join(folder, 'second/facts-1'), 0o777);
    createDiskHost({ cacheDirectory: join(folder, 'second'), assetDirectory: folder }).cachePut('a', 'b');
    expect(statSync(join(folder, 'second/facts-1')).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['empty', () => ''],
    ['truncated', (old: string) => old.slice(0, -1)],
    ['longer', (old: string) => `${old}x`],
    ['with another value', (old: string) => old.replace('value', 'VALUE')],
    ['of another form', () => '{"value":true}'],
    ['invalid UTF-8', () => Buffer.from([0xff, 0xfe, 0x80])],
  ])('ignores and deletes an entry that is %s', (_, damage) => {
    const folder = makeFolder({});
    openCached(folder).cachePut('key', 'value');
    const [entry] = entries(folder) as [string];
    writeFileSync(entry, damage(readFileSync(entry, 'utf8')));
    expect(openCached(folder).cacheGet('key')).toBe(undefined);
    expect(entries(folder)).toEqual([]);
  });

  it('is off where it cannot be made or is not ours', () => {
    const folder = makeFolder({ cache: 'a file' });
    const host = openCached(folder);
    host.cachePut('a', 'b');
    expect(host.cacheGet('a')).toBe(undefined);

    const linked = makeFolder({ 'target/.keep': '', 'cache/.keep': '' });
    symlinkSync('../target', join(linked, 'cache/facts-1'));
    openCached(linked).cachePut('a', 'b');
    expect(readdirSync(join(linked, 'target'))).toEqual(['.keep']);
  });

  it('writes nothing when there is no cache folder', () => {
    const folder = makeFolder({});
    const host = createDiskHost({ assetDirectory: folder });
    host.cachePut('a', 'b');
    expect(host.cacheGet('a')).toBe(undefined);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('drops what nobody read for a month', () => {
    const folder = makeFolder({});
    const host = openCached(folder);
    host.cachePut('old', 'old value');
    host.cachePut('new', 'new value');
    const old = entries(folder).find((entry) => readFileSync(entry, 'utf8').endsWith('old value')) as string;
    const month = Date.now() / 1000 - 31 * 24 * 3600;
    utimesSync(old, month, month);
    utimesSync(join(folder, 'cache/facts-1/cleaned'), month, month);
    expect(openCached(folder).cacheGet('new')).toBe('new value');
    expect(entries(folder)).toHaveLength(1);
  });
});
