import { describe, expect, it } from 'vitest';
import { createModuleResolver } from '../../../rules/project/python/module-resolver.js';
import { createPythonTree } from '../../../rules/project/python/python-tree.js';
import { createMemoryHost } from '../../support/memory-host.js';

interface Layout {
  /** Announced files, from the root. */
  readonly files: readonly string[];
  readonly texts?: Readonly<Record<string, string>>;
  readonly disk?: readonly string[];
}

/** Where a module named in a file leads: its file, or its folders; `undefined` when it is not of the project. */
function resolve({ files, texts = {}, disk = [] }: Layout, from: string, name: string): string | undefined {
  const absolute = (path: string): string => `/p/${path}`;
  const all = [...files, ...disk, ...Object.keys(texts)];
  const host = createMemoryHost(all.map((path) => [absolute(path), texts[path] ?? '']));
  const tree = createPythonTree(host, '/p', files.map(absolute));
  const level = /^\.*/.exec(name)?.[0].length ?? 0;
  const place = createModuleResolver(tree, '/p').resolve(absolute(from), { m: name.slice(level), level });
  return place === undefined ? undefined : (place.file ?? `${place.folders.join(' ')}/`).replaceAll('/p/', '');
}

describe('absolute names', () => {
  const plain: Layout = {
    files: ['app/__init__.py', 'app/a.py', 'app/sub/__init__.py', 'app/sub/b.py', 'main.py', 'tests/test_a.py'],
  };

  it.each([
    ['main.py', 'app', 'app/__init__.py'],
    ['main.py', 'app.a', 'app/a.py'],
    ['main.py', 'app.sub.b', 'app/sub/b.py'],
    ['app/sub/b.py', 'app.a', 'app/a.py'],
    ['tests/test_a.py', 'app.sub', 'app/sub/__init__.py'],
    ['main.py', 'app.nothing', undefined],
    ['main.py', 'requests', undefined],
    ['app/sub/b.py', 'a', undefined],
  ])('from %s: %s', (from, name, expected) => {
    expect(resolve(plain, from, name)).toBe(expected);
  });

  it('find packages in `src`, from anywhere', () => {
    const layout: Layout = { files: ['src/app/__init__.py', 'src/app/a.py', 'tests/unit/test_a.py'] };
    expect(resolve(layout, 'tests/unit/test_a.py', 'app.a')).toBe('src/app/a.py');
  });

  it('find modules beside a script', () => {
    const layout: Layout = { files: ['tools/run.py', 'tools/helper.py', 'helper.py'] };
    expect(resolve(layout, 'tools/run.py', 'helper')).toBe('tools/helper.py');
  });

  it('find folders without `__init__`', () => {
    const layout: Layout = { files: ['backend/app/main.py', 'backend/app/models/user.py'] };
    expect(resolve(layout, 'backend/app/main.py', 'app.models.user')).toBe('backend/app/models/user.py');
    expect(resolve(layout, 'backend/app/main.py', 'app.models')).toBe('backend/app/models/');
  });

  it('take no folder without Python for a module', () => {
    expect(
      resolve({ files: ['main.py'], disk: ['redis/dump.rdb', 'docs/a/b.md'] }, 'main.py', 'redis'),
    ).toBeUndefined();
  });

  it.each([
    ['[tool.setuptools.packages.find]\nwhere = ["lib"]', 'lib'],
    ['[tool.setuptools.package-dir]\n"" = "lib"', 'lib'],
    ['[[tool.poetry.packages]]\ninclude = "app"\nfrom = "python"', 'python'],
    ['[tool.pytest.ini_options]\npythonpath = "lib other"', 'lib'],
    ['[tool.pyright]\nextraPaths = ["./vendor/own"]', 'vendor/own'],
  ])('find packages where pyproject.toml says: %j', (toml, folder) => {
    const layout: Layout = {
      files: [`${folder}/app/__init__.py`, 'scripts/run.py'],
      texts: { 'pyproject.toml': toml },
    };
    expect(resolve(layout, 'scripts/run.py', 'app')).toBe(`${folder}/app/__init__.py`);
  });

  it.each(['[tool', '[tool.pyright]\nextraPaths = ["../outside", "/etc", 1]', '[tool.setuptools]\npackages = "x"'])(
    'survive a pyproject.toml such as %j',
    (toml) => {
      expect(resolve({ files: ['main.py'], texts: { 'pyproject.toml': toml } }, 'main.py', 'outside')).toBeUndefined();
    },
  );

  it('find packages of a distribution that lies beside', () => {
    const layout: Layout = {
      files: ['libs/one/one/__init__.py', 'libs/two/src/two/__init__.py', 'app/main.py'],
      texts: { 'libs/one/setup.py': '', 'libs/two/pyproject.toml': '' },
    };
    expect(resolve(layout, 'app/main.py', 'one')).toBe('libs/one/one/__init__.py');
    expect(resolve(layout, 'app/main.py', 'two')).toBe('libs/two/src/two/__init__.py');
  });

  it('of the standard library are never the project’s', () => {
    const layout: Layout = {
      files: [
        'pkg/ext/__init__.py',
        'pkg/ext/asyncio/__init__.py',
        'pkg/ext/a.py',
        'asyncio/main.py',
        'time.py',
        'main.py',
      ],
    };
    expect(resolve(layout, 'pkg/ext/a.py', 'asyncio')).toBeUndefined();
    expect(resolve(layout, 'main.py', 'asyncio')).toBeUndefined();
    expect(resolve(layout, 'main.py', 'time')).toBeUndefined();
    expect(resolve(layout, 'pkg/ext/a.py', '.asyncio')).toBe('pkg/ext/asyncio/__init__.py');
  });
});

describe('relative names', () => {
  const layout: Layout = {
    files: ['app/__init__.py', 'app/a.py', 'app/sub/__init__.py', 'app/sub/b.py', 'loose/c.py', 'loose/d.py'],
  };

  it.each([
    ['app/a.py', '.', 'app/__init__.py'],
    ['app/a.py', '.sub', 'app/sub/__init__.py'],
    ['app/__init__.py', '.a', 'app/a.py'],
    ['app/sub/b.py', '..a', 'app/a.py'],
    ['app/sub/b.py', '..', 'app/__init__.py'],
    ['app/sub/__init__.py', '.b', 'app/sub/b.py'],
    ['loose/c.py', '.d', 'loose/d.py'],
    ['app/a.py', '.nothing', undefined],
    ['app/a.py', '......a', undefined],
  ])('from %s: %s', (from, name, expected) => {
    expect(resolve(layout, from, name)).toBe(expected);
  });
});

it('prefers sources to stubs, and packages to files', () => {
  const layout: Layout = { files: ['a.py', 'a.pyi', 'b.pyi', 'c.py', 'c/__init__.py', 'main.py'] };
  expect(resolve(layout, 'main.py', 'a')).toBe('a.py');
  expect(resolve(layout, 'main.py', 'b')).toBe('b.pyi');
  expect(resolve(layout, 'main.py', 'c')).toBe('c/__init__.py');
});

it('sees files that exist in an editor only, and files that nobody announced', () => {
  expect(resolve({ files: ['new/module.py', 'main.py'] }, 'main.py', 'new.module')).toBe('new/module.py');
  expect(resolve({ files: ['main.py'], disk: ['ignored/__init__.py'] }, 'main.py', 'ignored')).toBe(
    'ignored/__init__.py',
  );
});
