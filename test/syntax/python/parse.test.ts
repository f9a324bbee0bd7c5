import { setImmediate } from 'node:timers';
import { describe, expect, it } from 'vitest';
import { childIn, childOfType } from '../../../rules/syntax/python/node.js';
import type { PythonNode } from '../../../rules/syntax/python/node.js';
import { livePythonObjects, parsePython } from '../../../rules/syntax/python/parse.js';
import { pythonParser } from '../../../rules/syntax/python/runtime.js';
import { startPython } from '../../support/python.js';

const early = parsePython('x = 1\n');
const turns = await microTasksUntilReady();

async function microTasksUntilReady(): Promise<{ readonly ticks: number; readonly macrotasks: number }> {
  let macrotasks = 0;
  setImmediate(() => macrotasks++);
  void startPython();
  let ticks = 0;
  for (; pythonParser() === undefined && ticks < 1_000; ticks++) await Promise.resolve();
  return { ticks, macrotasks };
}

function parse(text: string): {
  readonly root: PythonNode;
  readonly errors: readonly { start: number; end: number }[];
} {
  const parsed = parsePython(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed;
}

/** The tree as text: types with their fields, in brackets. */
function outline(node: PythonNode): string {
  const name = `${node.async ? 'async ' : ''}${node.type}${node.operator === '' ? '' : ` ${node.operator}`}`;
  const own = node.field === '' ? name : `${node.field}: ${name}`;
  return node.children.length === 0 ? own : `${own}(${node.children.map(outline).join(', ')})`;
}

describe('the start of the parser', () => {
  it('is not ready before anybody asked for it', () => {
    expect(early).toEqual({ ok: false, reason: 'not-ready' });
  });

  it('needs micro-tasks only, so that the first turn of the event loop finds it ready', () => {
    expect(pythonParser()).toBeDefined();
    expect(turns.macrotasks).toBe(0);
    expect(turns.ticks).toBeLessThan(100);
  });
});

describe('the tree', () => {
  it('covers the file, whatever stands around the statements', () => {
    const text = '\n\n# a comment\nx = 1\n\n';
    expect(parse(text).root).toMatchObject({ type: 'module', start: 0, end: text.length });
  });

  it('keeps fields, the word `async` and operators, and drops comments', () => {
    const { root } = parse('async def f(a):  # why\n    return await g(a) is not None\n');
    expect(outline(root)).toBe(
      'module(async function_definition(name: identifier, parameters: parameters(identifier), body: block(' +
        'return_statement(comparison_operator is not(await(call(function: identifier, arguments: argument_list(identifier))), none)))))',
    );
  });

  it('looks into f-strings and t-strings only', () => {
    const [statement] = parse('x = (f"a{b()}", t"{c}", "a{b()}", rf"{d}", b"{e}")').root.children;
    const texts: string[] = [];
    const open = statement === undefined ? [] : [statement];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.type === 'interpolation') texts.push(outline(node));
      open.push(...node.children);
    }
    expect(texts.reverse()).toEqual([
      'interpolation(expression: call(function: identifier, arguments: argument_list))',
      'interpolation(expression: identifier)',
      'interpolation(expression: identifier)',
    ]);
  });

  it('reads annotations as leaves', () => {
    const [statement] = parse('x: dict[str, "A"] = {}').root.children;
    const type = statement?.children[0] === undefined ? undefined : childIn(statement.children[0], 'type');
    expect(type).toMatchObject({ type: 'type', start: 3, end: 17, children: [] });
  });

  it('has offsets in UTF-16 code units', () => {
    const text = 'name = "😀" + f()';
    const call = childOfType(parse(text).root.children[0]?.children[0]?.children[1] as PythonNode, 'call');
    expect(text.slice(call?.start, call?.end)).toBe('f()');
  });

  it.each([
    ['CRLF', 'async def f():\r\n    g()\r\n'],
    ['tabs', 'async def f():\n\tg()\n'],
    ['a form feed', '\fasync def f():\n    g()\n'],
    ['match', 'match x:\n    case [a, *_] if a:\n        pass\n'],
    ['type parameters', 'def f[T: int](x: T) -> T: ...\nclass C[T](B[T]): pass\ntype X[T] = list[T]\n'],
    ['exception groups', 'try:\n    pass\nexcept* (A, B) as e:\n    pass\n'],
    ['exceptions without parentheses', 'try:\n    pass\nexcept A, B:\n    pass\n'],
    ['with in parentheses', 'with (a as b, c as d,):\n    pass\n'],
    ['nested f-strings', "x = f'{a['b']:{width}}'\n"],
    ['a lambda with a walrus', 'x = [y := 1, lambda *a, **k: (yield)]\n'],
  ])('has no error for %s', (_, text) => {
    expect(parse(text).errors).toEqual([]);
  });
});

describe('broken code', () => {
  it('notes what is wrong and what is missing', () => {
    expect(parse('def f(:\n    pass\n').errors.length).toBeGreaterThan(0);
    expect(parse('x = (1, 2\ny = 3\n').errors.length).toBeGreaterThan(0);
  });

  it('gives a tree all the same', () => {
    const { root, errors } = parse('async def a():\n    f(\n\nasync def b():\n    g()\n');
    expect(errors.length).toBeGreaterThan(0);
    expect(outline(root)).toContain('identifier');
  });
});

describe('depth', () => {
  it.each([
    ['a sum', `x = ${Array(10_000).fill('a').join(' + ')}`],
    ['a chain of calls', `x = a${'.b()'.repeat(10_000)}`],
    ['parentheses', `x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
    ['parentheses without end', `x = ${'('.repeat(10_000)}`],
  ])('survives %s', (_, text) => {
    expect(parsePython(text).ok).toBe(true);
  });
});

it('leaves no tree and no cursor behind', () => {
  for (const text of ['x = 1', 'def f(:', `${'['.repeat(2_000)}`, '']) parsePython(text);
  expect(livePythonObjects()).toBe(0);
});
