import { beforeAll, describe, expect, it } from 'vitest';
import { createPythonFixes } from '../../rules/fixes/python-fixes.js';
import type { FixBuilder } from '../../rules/fixes/fix-builder.js';
import type { Fix } from '../../rules/model/fix.js';
import { parsePython } from '../../rules/syntax/python/parse.js';
import { applyEdits } from '../support/positions.js';
import { pythonProject, startPython } from '../support/python.js';
import type { PythonProject } from '../support/python.js';

beforeAll(startPython);

interface Bench {
  readonly project: PythonProject;
  readonly fixes: FixBuilder;
}

function bench(text: string): Bench {
  const project = pythonProject({ 'main.py': text });
  const path = '/project/main.py';
  const facts = project.facts('main.py');
  const { inference } = project;
  const fixes = createPythonFixes({
    facts,
    text: () => text,
    canAwait: (fn) => facts.functions[fn]?.async === true,
    awaitable: (expression) => inference.awaitable(path, expression),
    isElements: (expression) => inference.awaitableElements(path, expression) === 'yes',
    describe: (expression) => inference.describe(path, expression),
    apiIds: (call) => inference.resolveCall(path, call).apis,
    typed: false,
  });
  return { project, fixes };
}

/** What a fix makes of a text, which still has to be Python; `undefined` when there is no fix. */
function applied(text: string, pick: (bench: Bench) => readonly Fix[]): string | undefined {
  const [fix] = pick(bench(text));
  if (fix === undefined) return undefined;
  const result = applyEdits(text, fix.edits);
  const parsed = parsePython(result);
  expect(parsed.ok && parsed.errors, result).toEqual([]);
  expect(fix.title).toMatch(/^[A-Z].*[^.]$/);
  return result;
}

function lastDrop({ project }: Bench) {
  const drop = project.facts('main.py').drops.at(-1);
  const operand = drop?.operands.at(-1);
  if (drop === undefined || operand === undefined) throw new Error('nothing is dropped');
  return { drop, operand };
}

const awaitLast = (text: string): string | undefined =>
  applied(text, (it) => it.fixes.awaitDropped(lastDrop(it).drop, lastDrop(it).operand));

const keepLast = (text: string): string | undefined =>
  applied(text, (it) => {
    const { drop, operand } = lastDrop(it);
    const call = it.project.facts('main.py').calls[operand.call];
    return call === undefined ? [] : it.fixes.keepTask(drop, call);
  });

const useTwin = (text: string, callee: string): string | undefined =>
  applied(text, (it) => it.fixes.useAsyncTwin(it.project.call('main.py', callee)));

describe('await', () => {
  it.each([
    ['async def f():\n    g()\n', 'async def f():\n    await g()\n'],
    ['async def f():\n    a and g()\n', 'async def f():\n    a and await g()\n'],
    ['async def f():\n    (g())\n', 'async def f():\n    (await g())\n'],
    ['async def f():\n    g()  # why\n', 'async def f():\n    await g()  # why\n'],
    ['async def f():\r\n    a(); g()\r\n', 'async def f():\r\n    a(); await g()\r\n'],
  ])('before a dropped value: %j', (text, expected) => {
    expect(awaitLast(text)).toBe(expected);
  });

  it('is not offered where the function is not async', () => {
    expect(awaitLast('def f():\n    g()\n')).toBeUndefined();
    expect(awaitLast('g()\n')).toBeUndefined();
  });

  it('of a list of coroutines gathers them, and imports what it needs', () => {
    const text =
      '"""Doc."""\nfrom __future__ import annotations\nimport os\nasync def g(x): pass\nasync def f():\n    [g(x) for x in y]\n';
    expect(awaitLast(text)).toBe(
      text
        .replace('import os', 'import asyncio\nimport os')
        .replace('[g(x) for x in y]', 'await asyncio.gather(*[g(x) for x in y])'),
    );
  });

  it.each([
    ['if g():', 'if await g():'],
    ['if not g():', 'if not await g():'],
    ['if g() is None:', 'if await g() is None:'],
    ['while g() and x:', 'while await g() and x:'],
  ])('before a condition: %s', (text, expected) => {
    const wrap = (line: string): string => `async def f():\n    ${line}\n        pass\n`;
    const pick = (it: Bench): readonly Fix[] => {
      const condition = it.project.facts('main.py').conditions.find(({ call }) => call >= 0);
      return condition === undefined ? [] : it.fixes.awaitValue(condition);
    };
    expect(applied(wrap(text), pick)).toBe(wrap(expected));
  });
});

describe('the async twin', () => {
  const inCoroutine = (...lines: readonly string[]): string =>
    `async def f():\n${lines.map((line) => `    ${line}\n`).join('')}`;

  it.each([
    ['import time\nimport asyncio\n', 'time.sleep(1)', 'time.sleep', 'await asyncio.sleep(1)'],
    ['import time\nimport asyncio as aio\n', 'time.sleep(x + 1)', 'time.sleep', 'await aio.sleep(x + 1)'],
    ['from time import sleep\nimport asyncio\n', 'sleep(1)', 'sleep', 'await asyncio.sleep(1)'],
    [
      'import requests\nimport asyncio\n',
      'r = requests.get(u, timeout=1)',
      'requests.get',
      'r = await asyncio.to_thread(requests.get, u, timeout=1)',
    ],
    [
      'import requests\nimport asyncio\n',
      'x = requests.get(u).json()',
      'requests.get',
      'x = (await asyncio.to_thread(requests.get, u)).json()',
    ],
    ['import asyncio\n', 'x = input()', 'input', 'x = await asyncio.to_thread(input)'],
    [
      'import subprocess\nimport asyncio\n',
      'subprocess.run(["a"])',
      'subprocess.run',
      'await asyncio.to_thread(subprocess.run, ["a"])',
    ],
  ])('after %j: %s', (imports, line, callee, expected) => {
    expect(useTwin(imports + inCoroutine(line), callee)).toBe(imports + inCoroutine(expected));
  });

  it.each([
    ['import time\n', 'import asyncio\nimport time\n'],
    [
      '#!/usr/bin/env python\n"""Doc.\n\nMore.\n"""\n\nimport time\n',
      '#!/usr/bin/env python\n"""Doc.\n\nMore.\n"""\n\nimport asyncio\nimport time\n',
    ],
    [
      'from __future__ import annotations\nimport time\n',
      'from __future__ import annotations\nimport asyncio\nimport time\n',
    ],
    ['import time\r\n', 'import asyncio\r\nimport time\r\n'],
  ])('brings its import where %j stands', (before, after) => {
    const line = (call: string): string => inCoroutine(call).replaceAll('\n', before.includes('\r') ? '\r\n' : '\n');
    expect(useTwin(before + line('time.sleep(1)'), 'time.sleep')).toBe(after + line('await asyncio.sleep(1)'));
  });

  it.each([
    ['where nothing can be awaited', 'import time\ndef f():\n    time.sleep(1)\n', 'time.sleep'],
    ['in a lambda', `import time\n${inCoroutine('g(lambda: time.sleep(1))')}`, 'time.sleep'],
    [
      'in a generator expression',
      `import requests\n${inCoroutine('any(requests.get(u) for u in us)')}`,
      'requests.get',
    ],
    ['where `asyncio` is something else', `import time\nasyncio = None\n${inCoroutine('time.sleep(1)')}`, 'time.sleep'],
    ['for a file that is read here', inCoroutine('x = open(p)'), 'open'],
    ['for an object that knows its thread', `import sqlite3\n${inCoroutine('sqlite3.connect(p)')}`, 'sqlite3.connect'],
    ['for a method', `import threading\nlock = threading.Lock()\n${inCoroutine('lock.acquire()')}`, 'lock.acquire'],
  ])('is not offered %s', (_, text, callee) => {
    expect(useTwin(text, callee)).toBeUndefined();
  });
});

describe('a reference to a task', () => {
  it('is kept in a set of the module until the task is done', () => {
    expect(keepLast('import asyncio\n\n\nasync def f():\n    asyncio.create_task(g())  # go\n    h = 1\n')).toBe(
      'import asyncio\n\nbackground_tasks = set()\n\n\nasync def f():\n    task = asyncio.create_task(g())  # go\n' +
        '    background_tasks.add(task)\n    task.add_done_callback(background_tasks.discard)\n    h = 1\n',
    );
  });

  it('uses the set that is there, and names that are free', () => {
    const text =
      'import asyncio\nbackground_tasks: set[asyncio.Task[None]] = set()\ndef f(task):\n    asyncio.create_task(task())';
    expect(keepLast(text)).toBe(
      'import asyncio\nbackground_tasks: set[asyncio.Task[None]] = set()\ndef f(task):\n    background_task = asyncio.create_task(task())\n' +
        '    background_tasks.add(background_task)\n    background_task.add_done_callback(background_tasks.discard)',
    );
  });

  it('goes over several lines, with the line ends of the file', () => {
    const text = 'import asyncio\r\ndef f():\r\n\tasyncio.create_task(\r\n\t\tg(),\r\n\t)\r\n';
    expect(keepLast(text)).toBe(
      'import asyncio\r\n\r\nbackground_tasks = set()\r\n\r\ndef f():\r\n\ttask = asyncio.create_task(\r\n\t\tg(),\r\n\t)\r\n' +
        '\tbackground_tasks.add(task)\r\n\ttask.add_done_callback(background_tasks.discard)\r\n',
    );
  });

  it.each([
    ['with something else on its line', 'import asyncio\nif x: asyncio.create_task(g())\n'],
    ['that is only a part', 'import asyncio\nx and asyncio.create_task(g())\n'],
  ])('is not offered for a statement %s', (_, text) => {
    expect(keepLast(text)).toBeUndefined();
  });
});

describe('the suppression', () => {
  const suppress = (text: string, needle: string): string | undefined =>
    applied(text, ({ fixes }) => {
      const start = text.indexOf(needle);
      return [fixes.suppress('no-x', { start, end: start + needle.length })];
    });

  it('is a comment on the line above, with a place for the reason', () => {
    expect(suppress('def f():\r\n    a(\r\n        b())\r\n', 'b()')).toBe(
      'def f():\r\n    a(\r\n        # looplint-disable-next-line no-x -- reason\r\n        b())\r\n',
    );
  });

  it('goes around a string that the line begins in', () => {
    expect(suppress('if x:\n    y = f"""\n  {b()}\n"""\n    c()\n', 'b()')).toBe(
      'if x:\n    # looplint-disable no-x -- reason\n    y = f"""\n  {b()}\n"""\n    # looplint-enable no-x\n    c()\n',
    );
  });

  it('goes around lines that a backslash joins', () => {
    expect(suppress('x = a + \\\n    b()', 'b()')).toBe('# looplint-disable no-x -- reason\nx = a + \\\n    b()');
  });
});

it('has no `void`, no `catch` and no wrapping', () => {
  const { fixes, project } = bench('async def f():\n    g()\n');
  const [drop] = project.facts('main.py').drops;
  const [operand] = drop?.operands ?? [];
  if (drop === undefined || operand === undefined) throw new Error('nothing is dropped');
  expect([...fixes.voidDropped(drop, operand), ...fixes.catchDropped(drop, operand)]).toEqual([]);
});
