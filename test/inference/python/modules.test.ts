import { beforeAll, describe, expect, it } from 'vitest';
import { pythonProject, startPython } from '../../support/python.js';

beforeAll(startPython);

/** Verdicts on the statements of `main.py`. */
function verdicts(
  texts: Readonly<Record<string, string>>,
  disk: Readonly<Record<string, string>> = {},
): readonly string[] {
  const { drops } = pythonProject(texts, disk);
  return drops().flatMap((line) => (line.startsWith('main.py:') ? [line.replace(/^\S+ /, '')] : []));
}

const library = 'async def go(): pass\ndef stay(): pass\nclass Client:\n    async def close(self): pass\n';

describe('imports', () => {
  it.each([
    ['a module', 'import lib\nlib.go()'],
    ['a module by another name', 'import lib as l\nl.go()'],
    ['a name', 'from lib import go\ngo()'],
    ['a name by another name', 'from lib import go as run\nrun()'],
    ['every name', 'from lib import *\ngo()'],
    ['inside a function', 'def f():\n    from lib import go\n    go()'],
    [
      'for types only',
      'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lib import Client\ndef f(c: "Client"):\n    c.close()',
    ],
    [
      'with a fallback to nothing',
      'try:\n    from lib import Client\nexcept ImportError:\n    Client = None\nClient().close()',
    ],
  ])('of %s', (_, text) => {
    expect(verdicts({ 'lib.py': library, 'main.py': text }).at(-1)).toBe('yes coroutine');
  });

  it.each([
    [
      'through a package',
      { 'pkg/__init__.py': 'from .lib import go', 'pkg/lib.py': library },
      'from pkg import go\ngo()',
    ],
    [
      'through two',
      {
        'pkg/__init__.py': 'from .sub import go as start',
        'pkg/sub/__init__.py': 'from ..lib import go',
        'pkg/lib.py': library,
      },
      'import pkg\npkg.start()',
    ],
    [
      'through stars',
      { 'pkg/__init__.py': 'from .a import *', 'pkg/a.py': 'from .lib import *', 'pkg/lib.py': library },
      'from pkg import *\ngo()',
    ],
    ['of a submodule', { 'pkg/__init__.py': '', 'pkg/lib.py': library }, 'import pkg.lib\npkg.lib.go()'],
    ['of a submodule by `from`', { 'pkg/__init__.py': '', 'pkg/lib.py': library }, 'from pkg import lib\nlib.go()'],
    [
      'of a submodule that its package imports',
      { 'pkg/__init__.py': 'from . import lib', 'pkg/lib.py': library },
      'import pkg\npkg.lib.go()',
    ],
    [
      'of an assigned name',
      { 'pkg/__init__.py': 'from .lib import go\nstart = go', 'pkg/lib.py': library },
      'from pkg import start\nstart()',
    ],
    [
      'from a circle',
      {
        'pkg/__init__.py': 'from .a import go',
        'pkg/a.py': 'from pkg.b import go',
        'pkg/b.py': 'from .lib import go\nfrom .a import other',
        'pkg/lib.py': library,
      },
      'from pkg import go\ngo()',
    ],
  ])('re-exported %s', (_, texts, text) => {
    expect(verdicts({ ...texts, 'main.py': text }).at(-1)).toBe('yes coroutine');
  });

  it('that lead nowhere prove nothing', () => {
    expect(verdicts({ 'main.py': 'from .gone import go\ngo()\nfrom nowhere import stop\nstop()\n' })).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('that only name each other prove nothing', () => {
    expect(
      verdicts({ 'a.py': 'from b import x', 'b.py': 'from a import x', 'main.py': 'from a import x\nx()\n' }),
    ).toEqual(['unknown']);
  });

  it('are followed to files that nobody announced', () => {
    expect(verdicts({ 'main.py': 'from lib import go\ngo()\n' }, { 'lib.py': library })).toEqual(['yes coroutine']);
  });

  it('read stubs', () => {
    expect(
      verdicts({
        'lib.pyi': 'async def go() -> None: ...\ndef stay(): ...\n',
        'main.py': 'import lib\nlib.go()\nlib.stay()\n',
      }),
    ).toEqual(['yes coroutine', 'unknown']);
  });
});

describe('what a call may call', () => {
  const resolved = (texts: Readonly<Record<string, string>>, callee: string, path = 'main.py') => {
    const project = pythonProject(texts);
    return { project, resolution: project.inference.resolveCall(`/project/${path}`, project.call(path, callee)) };
  };
  const labels = (texts: Readonly<Record<string, string>>, callee: string): readonly string[] => {
    const { project, resolution } = resolved(texts, callee);
    return resolution.functions.map((ref) => {
      const name = ref.path.replace('/project/', '');
      return `${name} ${project.facts(name).functions[ref.function]?.label ?? ''}`;
    });
  };

  it.each([
    ['import time\ntime.sleep(1)', 'time.sleep', ['time#sleep']],
    ['from time import sleep as nap\nnap(1)', 'nap', ['time#sleep']],
    ['import os.path\nos.path.exists(p)', 'os.path.exists', ['os.path#exists', 'os#path.exists']],
    [
      'from urllib import request\nrequest.urlopen(u)',
      'request.urlopen',
      ['urllib.request#urlopen', 'urllib#request.urlopen'],
    ],
    ['import requests\nwith requests.Session() as s:\n    s.get(u)', 's.get', ['requests#Session().get']],
    [
      'from requests.sessions import Session\nclass A:\n    def __init__(self):\n        self.s = Session()\n    def f(self):\n        self.s.post(u)',
      'self.s.post',
      ['requests#Session().post'],
    ],
    ['import requests\ndef f(s: requests.Session):\n    s.get(u)', 's.get', ['requests#Session().get']],
    ['import subprocess\np = subprocess.Popen(x)\np.wait()', 'p.wait', ['subprocess#Popen().wait']],
    ['import boto3\nboto3.client("s3").get_object()', 'boto3.client("s3").get_object', ['boto3#client().get_object']],
    [
      'import threading\nclass T(threading.Thread):\n    def f(self):\n        self.join()',
      'self.join',
      ['threading#Thread().join'],
    ],
    ['input()', 'input', ['builtins#input']],
    ['time.sleep(1)', 'time.sleep', ['time#sleep']],
    [
      'import asyncio\nloop = asyncio.new_event_loop()\nloop.create_task(x)',
      'loop.create_task',
      ['asyncio#get_running_loop().create_task'],
    ],
    [
      'import asyncio\nasync def f():\n    async with asyncio.TaskGroup() as tg:\n        tg.create_task(x)',
      'tg.create_task',
      ['asyncio#TaskGroup().create_task'],
    ],
    ['sleep(1)', 'sleep', []],
    ['time = clock()\ntime.sleep(1)', 'time.sleep', []],
  ])('of a library: %j', (text, callee, expected) => {
    expect(resolved({ 'main.py': text }, callee).resolution.apis).toEqual(expected);
  });

  it('of the project', () => {
    const texts = { 'lib.py': library, 'main.py': 'from lib import Client, stay\nstay()\nc = Client()\nc.close()\n' };
    expect(labels(texts, 'stay')).toEqual(['lib.py stay']);
    expect(labels(texts, 'c.close')).toEqual(['lib.py Client.close']);
  });

  it('by making an object is its `__init__`, inherited or not', () => {
    const texts = { 'main.py': 'class A:\n    def __init__(self): pass\nclass B(A): pass\nB()\n' };
    expect(labels(texts, 'B')).toEqual(['main.py A.__init__']);
    expect(pythonProject(texts).inference.aliases('/project/main.py')).toEqual(
      expect.arrayContaining([
        ['A', 'B'],
        ['A', '__init__'],
      ]),
    );
  });

  it('are all implementations, when a subclass has its own', () => {
    const texts = {
      'main.py': 'class A:\n    def f(self): pass\nclass B(A):\n    def f(self): pass\ndef g(a: A):\n    a.f()\n',
    };
    expect(labels(texts, 'a.f')).toEqual(['main.py A.f', 'main.py B.f']);
  });

  it('are only those that can be awaited, when it is awaited', () => {
    const text =
      'class A:\n    async def f(self): pass\nclass B(A):\n    def f(self): return 1\nasync def g(a: A):\n    await a.f()\n';
    expect(labels({ 'main.py': text }, 'a.f')).toEqual(['main.py A.f']);
  });

  it('are complete only when nothing else can be meant', () => {
    const complete = (text: string, callee: string): boolean =>
      resolved({ 'main.py': text }, callee).resolution.complete;
    expect(complete('def f(): pass\nf()\n', 'f')).toBe(true);
    expect(complete('def f(): pass\nf = wrap(f)\nf()\n', 'f')).toBe(false);
    expect(complete('g()\n', 'g')).toBe(false);
  });
});

describe('names', () => {
  it.each([
    ['time.sleep(1)', 'time.sleep()'],
    ['self.store.load(1)', 'self.store.load()'],
    ['a[1].b()', 'a[…].b()'],
    ['[f(x) for x in y]', 'the list'],
    ['f()()', 'f()()'],
  ])('of %s', (text, expected) => {
    const project = pythonProject({ 'main.py': `${text}\n` });
    const id = project.facts('main.py').drops[0]?.operands[0]?.expression ?? -1;
    expect(project.inference.describe('/project/main.py', id)).toBe(expected);
  });

  it('match specifiers', () => {
    const project = pythonProject({ 'main.py': 'import requests\ndef own(): pass\nrequests.get(u)\nown()\nprint()\n' });
    const [get, own, print] = project.facts('main.py').drops.map(({ operands }) => operands[0]?.expression ?? -1);
    const matches = (id: number | undefined, specifier: unknown): boolean =>
      project.inference.matchesCallee('/project/main.py', id ?? -1, [specifier]);
    expect(matches(get, { from: 'package', package: 'requests', name: 'get' })).toBe(true);
    expect(matches(get, { from: 'package', package: 'httpx', name: 'get' })).toBe(false);
    expect(matches(get, 'get')).toBe(true);
    expect(matches(own, { from: 'file', name: ['other', 'own'] })).toBe(true);
    expect(matches(own, { from: 'package', package: 'x', name: 'own' })).toBe(false);
    expect(matches(print, { from: 'lib', name: 'print' })).toBe(true);
    expect(matches(own, 'get')).toBe(false);
  });
});

it('counts the packages that questions led into', () => {
  const project = pythonProject({
    'main.py':
      'import somewhere, asyncio, time\nsomewhere.go()\nsomewhere.stop()\ntime.time()\nasyncio.get_event_loop()\n',
  });
  project.drops();
  expect([...project.inference.missing()]).toEqual([['somewhere', 2]]);
});

it('names the modules that a file may reach', () => {
  const project = pythonProject({
    'main.py': 'import os\nfrom urllib import request\nfrom .own import x\nos.path.exists(p)\nsubprocess.run(x)\n',
  });
  expect(project.inference.modules('/project/main.py')).toEqual(
    expect.arrayContaining(['builtins', 'os', 'os.path', 'urllib', 'urllib.request', 'subprocess']),
  );
});
