import { beforeAll, describe, expect, it } from 'vitest';
import { extractFacts } from '../../../rules/facts/extract-facts.js';
import { NONE } from '../../../rules/model/facts.js';
import type { PythonFacts } from '../../../rules/facts/python/model.js';
import { pythonFacts, startPython } from '../../support/python.js';

beforeAll(startPython);

/** Uses of calls by callee text. */
function uses(text: string): Readonly<Record<string, string>> {
  const { calls } = pythonFacts(text);
  return Object.fromEntries(calls.map(({ calleeRange, use }) => [text.slice(calleeRange.start, calleeRange.end), use]));
}

function callNamed(facts: PythonFacts, name: string): PythonFacts['calls'][number] {
  const call = facts.calls.find((each) => each.name === name);
  if (call === undefined) throw new Error(`no call of ${name}`);
  return call;
}

describe('functions', () => {
  const text = `
@decorator(1)
async def load(a, *b, c=default(), **d):
    def inner():
        yield 1
    return lambda x: inner()

class Store(Base):
    def __init__(self): pass
    async def each(self):
        yield await self.next()
`;

  it('have kind, label, parent and their own async and generator flags', () => {
    const { functions } = pythonFacts(text);
    const shown = functions.map(({ label, kind, async, generator, parent }) => [label, kind, async, generator, parent]);
    expect(shown).toEqual([
      ['the module', 'module', false, false, NONE],
      ['load', 'function', true, false, 0],
      ['inner', 'function', false, true, 1],
      ['the lambda', 'lambda', false, false, 1],
      ['Store.__init__', 'constructor', false, false, 0],
      ['Store.each', 'method', true, true, 0],
    ]);
  });

  it('leave decorators and defaults to the function around them', () => {
    const { calls } = pythonFacts(text);
    const owner = Object.fromEntries(calls.map((call) => [call.name, call.function]));
    expect(owner).toMatchObject({ decorator: 0, default: 0, inner: 3, next: 5 });
  });

  it('start at `async` or `def`, where `async` would go', () => {
    const { functions } = pythonFacts('@d\ndef f():\n    pass\n');
    expect(functions[1]).toMatchObject({ head: 3, range: { start: 3, end: 20 } });
  });

  it('belong to the call that they are an argument of', () => {
    const facts = pythonFacts('run(1, lambda: go(), key=lambda: stop())\n');
    const run = callNamed(facts, 'run').id;
    expect(facts.functions.slice(1).map((fn) => [fn.argumentOf, fn.argumentIndex, fn.label])).toEqual([
      [run, 1, 'the callback of `run`'],
      [run, 2, 'the callback of `run`'],
    ]);
    expect(facts.callbacks.map(({ index, name }) => [index, name])).toEqual([
      [1, ''],
      [2, 'key'],
    ]);
  });

  it.each([
    ['a whole body in try', 'try:\n        g()\n    except Exception:\n        log()', true],
    ['a bare except', 'try:\n        g()\n    except:\n        pass', true],
    ['one exception only', 'try:\n        g()\n    except ValueError:\n        pass', false],
    ['a handler that raises', 'try:\n        g()\n    except Exception:\n        raise', false],
    ['work before it', 'g()\n    try:\n        g()\n    except Exception:\n        pass', false],
    ['work in else', 'try:\n        g()\n    except Exception:\n        pass\n    else:\n        g()', false],
    ['a coroutine that leaves the try', 'try:\n        return g()\n    except Exception:\n        pass', false],
  ])('know whether they catch everything: %s', (_, body, expected) => {
    expect(pythonFacts(`async def f():\n    ${body}\n`).functions[1]?.catchesAll).toBe(expected);
  });
});

describe('calls', () => {
  it('say what becomes of their result', () => {
    expect(
      uses(`
async def f():
    await a()
    b()
    x = c()
    return d()
    yield e()
    g(h())
    i().j()
    if k(): pass
    [l()]
    f'{m()}'
    n(*o())
    (yield p())
    (await q())
    r() == None
    assert s()
    t() and u()
    w() if v() else w()
`),
    ).toEqual({
      a: 'awaited',
      b: 'dropped',
      c: 'assigned',
      d: 'returned',
      e: 'yielded',
      g: 'dropped',
      h: 'passed',
      i: 'receiver',
      'i().j': 'dropped',
      k: 'tested',
      l: 'element',
      m: 'interpolated',
      n: 'dropped',
      o: 'spread',
      p: 'yielded',
      q: 'awaited',
      r: 'tested',
      s: 'tested',
      t: 'tested',
      u: 'dropped',
      v: 'tested',
      w: 'dropped',
    });
  });

  it('know the loop, the try and the guard around them', () => {
    const facts = pythonFacts(`
def f(self, cache):
    while True:
        a()
    for x in b():
        pass
    else:
        c()
    try:
        d()
    except E:
        e()
    finally:
        g()
    if self.x is None:
        self.x = h()
    if not cache:
        cache = i()
    if k not in cache:
        cache[k] = j()
    if not self.x:
        l()
    self.y = self.y or m()
`);
    const shown = Object.fromEntries(
      facts.calls.map(({ name, loop, caught, guarded }) => [name, [loop, caught, guarded]]),
    );
    expect(shown).toEqual({
      a: [0, false, false],
      b: [NONE, false, false],
      c: [NONE, false, false],
      d: [NONE, true, false],
      e: [NONE, false, false],
      g: [NONE, false, false],
      h: [NONE, false, true],
      i: [NONE, false, true],
      j: [NONE, false, true],
      l: [NONE, false, false],
      m: [NONE, false, true],
    });
  });

  it('in a memoised function run once', () => {
    const facts = pythonFacts(
      '@lru_cache(maxsize=1)\ndef f():\n    a()\n@cached_property\ndef g(self):\n    b()\ndef h():\n    c()\n',
    );
    expect(['a', 'b', 'c'].map((name) => callNamed(facts, name).guarded)).toEqual([true, true, false]);
  });

  it('are constant when every argument is a literal', () => {
    const facts = pythonFacts('a(1, "x", [None, -1], k=True, p=PATH)\nb(x)\nc(f"{x}")\nd(*xs)\ne()\n');
    expect(['a', 'b', 'c', 'd', 'e'].map((name) => callNamed(facts, name).constant)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it('have positional arguments before named ones', () => {
    const text = 'f(k=1, *xs, a, **kw)\n';
    const facts = pythonFacts(text);
    const [call] = facts.calls;
    const texts = call?.arguments.map((id) => facts.expressions[id]).map((x) => text.slice(x?.s, x?.e));
    expect(texts).toEqual(['*xs', 'a', '1']);
    expect(facts.spreads.map(({ range }) => text.slice(range.start, range.end))).toEqual(['xs', 'kw']);
  });
});

describe('drops', () => {
  const dropped = (text: string): readonly string[] =>
    pythonFacts(text).drops.flatMap(({ operands }) => operands.map(({ range }) => text.slice(range.start, range.end)));

  it('are the values that a statement throws away', () => {
    expect(dropped('a()\n')).toEqual(['a()']);
    expect(dropped('a() and b()\n')).toEqual(['b()']);
    expect(dropped('a() or b()\n')).toEqual(['a()', 'b()']);
    expect(dropped('a() if b() else c()\n')).toEqual(['a()', 'c()']);
    expect(dropped('a(), b()\n')).toEqual(['a()', 'b()']);
    expect(dropped('(a())\n')).toEqual(['a()']);
    expect(dropped('[a(x) for x in y]\n')).toEqual(['[a(x) for x in y]']);
  });

  it('are not what is kept, awaited or does nothing', () => {
    for (const text of [
      'x = a()',
      '_ = a()',
      'await a()',
      '"text"',
      'a',
      'a.b',
      '...',
      'x += a()',
      'yield a()',
      'del a[b()]',
    ]) {
      expect(dropped(`async def f():\n    ${text}\n`), text).toEqual([]);
    }
  });

  it('say whether the statement has its lines for itself', () => {
    const alone = (text: string): readonly boolean[] => pythonFacts(text).drops.map(({ block }) => block);
    expect(alone('def f():\n    a()  # why\n    b()')).toEqual([true, true]);
    expect(alone('if x: a()\n')).toEqual([false]);
    expect(alone('a(); b()\n')).toEqual([false, false]);
  });
});

describe('suspensions', () => {
  it('are awaits, yields, and what `async for` and `async with` wait for', () => {
    const { suspensions } = pythonFacts(`
async def f():
    await a()
    async for x in y:
        pass
    async with b() as c, d:
        yield 1
    [z async for z in w]
    async def g():
        await h
`);
    expect(suspensions.map(({ kind, function: fn }) => [kind, fn])).toEqual([
      ['await', 1],
      ['for-await', 1],
      ['with-await', 1],
      ['with-await', 1],
      ['yield', 1],
      ['for-await', 1],
      ['await', 2],
    ]);
  });
});

describe('failures', () => {
  it('show where they are dealt with, and which functions are empty without a reason', () => {
    const text = `
async def f():
    try:
        await a()
    except OSError:
        x = await b()
    finally:
        await c()

def g():
    pass

def h():
    pass  # why
`;
    const { droppedAwaits, recoveries, emptyFunctions, functions, calls } = pythonFacts(text);
    expect(droppedAwaits.map((id) => calls.find(({ expression }) => expression === id)?.name)).toEqual(['a', 'c']);
    expect(recoveries.map(({ start }) => text.slice(start, start + 6))).toEqual(['except', 'finall']);
    expect(emptyFunctions.map((id) => functions[id]?.name)).toEqual(['g']);
  });
});

describe('loops', () => {
  const only = (text: string): PythonFacts['loops'][number] => {
    const [loop] = pythonFacts(text).loops;
    if (loop === undefined) throw new Error('no loop');
    return loop;
  };

  it('know their kind and whether they end', () => {
    expect(only('while True:\n    a()\n')).toMatchObject({
      kind: 'while',
      infinite: true,
      exits: false,
      hasBody: true,
    });
    expect(only('while 1:\n    break\n')).toMatchObject({ infinite: true, exits: true });
    expect(only('while x:\n    pass\n')).toMatchObject({ infinite: false, exits: false, hasBody: false });
    expect(only('for x in y:\n    raise E\n')).toMatchObject({ kind: 'for-of', exits: true, variables: ['x'] });
    expect(only('async def f():\n    async for a, (b, c) in y:\n        a()\n')).toMatchObject({
      kind: 'for-await',
      variables: ['a', 'b', 'c'],
    });
    expect(only('while x:\n    for y in z:\n        break\n').exits).toBe(false);
    expect(only('def f():\n    while x:\n        def g():\n            return 1\n').exits).toBe(false);
  });

  it.each([
    ['range(10)', 10],
    ['range(2, 11, 3)', 3],
    ['range(10 ** 7)', 10_000_000],
    ['range(1_000 * 1_000)', 1_000_000],
    ['range(N)', 500],
    ['range(n)', 0],
    ['range(M)', 0],
    ['items', 0],
  ])('count their rounds: %s', (head, trips) => {
    expect(only(`N = 500\nM = 1\nM = 2\nfor i in ${head}:\n    a(i)\n`).trips).toBe(trips);
  });

  it.each([
    'time.time() < t',
    'time.monotonic() - start < 5',
    'datetime.now() < end',
    'self.loop.time() < t',
    'perf_counter() < t',
  ])('see a clock in %s', (condition) => {
    expect(only(`while ${condition}:\n    pass\n`).clock).toBe(true);
  });

  it('see the flags that the condition reads, and whether the body may change them', () => {
    expect(only('while not self.done:\n    pass\n')).toMatchObject({
      flags: ['self.done'],
      flagsMayChange: false,
      clock: false,
    });
    expect(only('while not self.done and x < 3:\n    x = 1\n')).toMatchObject({
      flags: ['self.done', 'x'],
      flagsMayChange: true,
    });
    expect(only('while not done:\n    work()\n')).toMatchObject({ flagsMayChange: true });
    expect(only('while not is_done():\n    pass\n').flags).toEqual([]);
  });

  it('see what one round hands to the next', () => {
    expect(only('for x in xs:\n    total += x\n').carried).toEqual(['total']);
    expect(only('out = []\nfor x in xs:\n    out.append(f(x))\n').carried).toEqual([]);
    expect(only('out = {}\nfor x in xs:\n    out[x] = f(x)\n').carried).toEqual([]);
    expect(only('for x in xs:\n    out.append(f(x))\n').carried).toEqual(['out']);
    expect(only('out = []\nfor x in xs:\n    out.append(f(out, x))\n').carried).toEqual(['out']);
  });
});

describe('conditions', () => {
  it('are recorded where a value is tested', () => {
    const text = `
if a(): pass
elif not b(): pass
while c(): pass
x = 1 if d() else 2
e() and f()
if g() is None: pass
[x for x in y if h()]
`;
    const facts = pythonFacts(text);
    const shown = facts.conditions
      .filter(({ call }) => call !== NONE)
      .map(({ range, place }) => [text.slice(range.start, range.end), place]);
    expect(shown).toEqual([
      ['a()', 'if'],
      ['b()', 'not'],
      ['c()', 'while'],
      ['d()', 'conditional'],
      ['e()', 'and'],
      ['g()', 'equality'],
      ['h()', 'if'],
    ]);
  });

  it('that make a value at first use are guards', () => {
    const { conditions } = pythonFacts('if not x:\n    x = make()\nif not y:\n    go()\n');
    expect(conditions.map(({ guard }) => guard)).toEqual([true, false]);
  });
});

describe('names', () => {
  it('of branches for another Python, or for no type checker, are not bound', () => {
    const bound = (text: string): readonly string[] => {
      const facts = pythonFacts(text);
      return facts.scopes[0]?.declarations.map((id) => facts.declarations[id]?.n ?? '') ?? [];
    };
    expect(bound('if sys.version_info >= (3, 8):\n    a = 1\nelse:\n    b = 1\n')).toEqual(['a']);
    expect(bound('if sys.version_info < (3, 8):\n    a = 1\nelif x:\n    b = 1\n')).toEqual(['b']);
    expect(bound('if sys.version_info[0] >= 3:\n    a = 1\nelse:\n    b = 1\n')).toEqual(['a']);
    expect(bound('if TYPE_CHECKING:\n    a = 1\nelse:\n    b = 1\n')).toEqual(['a']);
    expect(bound('if x:\n    a = 1\nelse:\n    b = 1\n')).toEqual(['a', 'b']);
  });

  it('of branches that are not taken are read all the same', () => {
    expect(pythonFacts('if sys.version_info < (3, 8):\n    a()\n').calls).toHaveLength(1);
  });

  it('go where `global` and `nonlocal` say', () => {
    const facts = pythonFacts(
      'def f():\n    x = 1\n    def g():\n        global y\n        nonlocal x\n        x = y = 2\n',
    );
    const names = facts.scopes.map(({ declarations }) => declarations.map((id) => facts.declarations[id]?.n));
    expect(names).toEqual([['f', 'y'], ['x', 'g', 'x'], []]);
  });
});

describe('annotations', () => {
  const shown = (annotation: string): string => {
    const facts = pythonFacts(`x: ${annotation} = 1\n`);
    const show = (id: number): string => {
      const node = facts.types[id];
      switch (node?.k) {
        case 'name':
          return node.n.join('.') + (node.a.length === 0 ? '' : `[${node.a.map(show).join(', ')}]`);
        case 'union':
          return node.ts.map(show).join(' | ');
        case 'list':
          return `(${node.ts.map(show).join(', ')})`;
        case 'none':
          return 'None';
        default:
          return '?';
      }
    };
    const [declaration] = facts.declarations;
    return declaration?.k === 'variable' ? show(declaration.t) : '';
  };

  it.each([
    ['int', 'int'],
    ['a . b.C', 'a.b.C'],
    ['"A"', 'A'],
    ['"A | None"', 'A | None'],
    ['Optional["B[int]"]', 'Optional[B[int]]'],
    ['dict[str, list[A]]', 'dict[str, list[A]]'],
    ['Callable[[int, "A"], Awaitable[None]]', 'Callable[(int, A), Awaitable[None]]'],
    ['Callable[..., A]', 'Callable[?, A]'],
    ['Literal["a", "b c"]', 'Literal'],
    ['Annotated[A, Depends(f(1, "]")), 3]', 'Annotated[A, ?, ?]'],
    ['(A | B)', 'A | B'],
    ['Tuple[()]', 'Tuple[?]'],
    ['make()', '?'],
    ["'''A'''", 'A'],
  ])('are read: %s', (annotation, expected) => {
    expect(shown(annotation)).toBe(expected);
  });
});

describe('the file', () => {
  it('has lines as Python has them', () => {
    expect(pythonFacts('a\r\nb\rc\nd\u2028e\n').lines).toEqual([0, 3, 5, 7, 11]);
  });

  it('is a test by what it imports or defines', () => {
    expect(pythonFacts('import pytest\n').test).toBe(true);
    expect(pythonFacts('from unittest.mock import patch\n').test).toBe(true);
    expect(pythonFacts('def test_it():\n    pass\n').test).toBe(true);
    expect(pythonFacts('class A:\n    def test_it(self):\n        pass\n').test).toBe(false);
  });

  it('knows comments that silence', () => {
    const { directives } = pythonFacts('f()  # noqa: ASYNC251\n# looplint-disable-next-line no-blocking-call -- why\n');
    expect(directives.map(({ origin, scope, rules, line }) => [origin, scope, rules, line])).toEqual([
      ['noqa', 'line', ['ASYNC251'], 0],
      ['looplint', 'next-line', ['no-blocking-call'], 1],
    ]);
  });

  it('names the modules that it imports', () => {
    expect(pythonFacts('import a.b, c as d\nfrom .e import f\nfrom .. import g\n').modules).toEqual([
      '..',
      '.e',
      'a.b',
      'c',
    ]);
  });
});

describe('broken code', () => {
  it('marks the function that it stands in, and no other', () => {
    const { functions } = pythonFacts('async def a():\n    x = (1,\n\nasync def b():\n    c()\n');
    const broken = functions.filter(({ incomplete }) => incomplete);
    expect(broken.length).toBeGreaterThan(0);
    const whole = pythonFacts('async def a():\n    x = = 1\n\nasync def b():\n    c()\n').functions;
    expect(whole.map(({ name, incomplete }) => [name, incomplete])).toEqual([
      ['', false],
      ['a', true],
      ['b', false],
    ]);
  });

  it('in which nothing can be told apart makes the module incomplete', () => {
    expect(pythonFacts(`x = ${'('.repeat(50)}`).functions[0]?.incomplete).toBe(true);
  });

  it('that is nested too deeply is refused with a reason', () => {
    const extraction = extractFacts('a.py', `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`);
    expect(extraction).toMatchObject({ ok: false, kind: 'too-deep' });
  });

  it('with a call without a callee does not hang', () => {
    expect(extractFacts('a.py', 'x = [(](])(\n').ok).toBe(true);
  });
});

it('is plain data: it survives JSON', () => {
  const facts = pythonFacts(
    'class A:\n    def f(self, x: int = 1):\n        self.y = x\n        return [z for z in self.y]\n',
  );
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
});
