import { beforeAll, describe, expect, it } from 'vitest';
import { pythonProject, startPython } from '../../support/python.js';

beforeAll(startPython);

/** Verdicts on the statements of one file, by line. */
function verdicts(text: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const all = pythonProject({ ...others, 'main.py': text }).drops();
  return all.filter((line) => line.startsWith('main.py:')).map((line) => line.slice('main.py:'.length));
}

/** The verdict on the last statement of a file. */
function last(text: string, others: Readonly<Record<string, string>> = {}): string | undefined {
  return verdicts(text, others).at(-1)?.replace(/^\d+ /, '');
}

describe('coroutines', () => {
  it('are what `async def` without `yield` gives', () => {
    expect(
      verdicts(`
async def a(): pass
async def b(): yield 1
def c(): pass
def d():
    async def e(): pass
    e()
a()
b()
c()
`),
    ).toEqual(['7 yes coroutine', '8 yes coroutine', '9 no', '10 no']);
  });

  it('start when they are awaited, and only once', () => {
    const project = pythonProject({ 'main.py': 'async def a(): pass\na()\n' });
    const [drop] = project.facts('main.py').drops;
    expect(project.inference.awaitable('/project/main.py', drop?.operands[0]?.expression ?? -1)).toEqual({
      verdict: 'yes',
      always: true,
      traits: { kind: 'coroutine', starts: 'await', reuse: 'error', rejects: 'may', has: [], suspends: 'maybe' },
    });
  });

  it.each([
    ['a synchronous function that hands one on', 'async def a(): pass\ndef f():\n    return a()\nf()', 'yes coroutine'],
    [
      'an annotation',
      'from typing import Any, Coroutine\ndef f() -> Coroutine[Any, Any, int]: ...\nf()',
      'yes coroutine',
    ],
    [
      'an annotation that may be a future',
      'from typing import Awaitable\ndef f() -> Awaitable[int]: ...\nf()',
      'likely future',
    ],
    ['two branches', 'async def a(): pass\nasync def b(): pass\nf = a if x else b\nf()', 'yes coroutine'],
    ['one branch of two', 'async def a(): pass\ndef b(): pass\nf = a if x else b\nf()', 'likely coroutine'],
    ['an unknown branch', 'async def a(): pass\nf = a if x else y\nf()', 'unknown'],
    ['two definitions', 'if x:\n    async def f(): pass\nelse:\n    def f(): pass\nf()', 'likely coroutine'],
    ['a lambda', 'async def a(): pass\nf = lambda: a()\nf()', 'yes coroutine'],
    ['a parameter without annotation', 'def g(f):\n    f()', 'unknown'],
    [
      'a callable parameter',
      'from typing import *\ndef g(f: Callable[[int], Coroutine[Any, Any, None]]):\n    f(1)',
      'unknown',
    ],
    [
      'an annotated callable',
      'from typing import Any, Callable, Coroutine\ndef g(f: Callable[[int], Coroutine[Any, Any, None]]):\n    f(1)',
      'yes coroutine',
    ],
    [
      'an awaited one',
      'async def a():\n    async def b(): pass\n    return b()\nasync def f():\n    (await a())\n    x = await a()\n    y = [x]\n    await x\n    a()',
      'yes coroutine',
    ],
    ['a function that is not whole', 'async def a():\n    x = = 1\na()', 'unknown'],
    ['recursion', 'def f(n):\n    return f(n - 1)\nf(1)', 'unknown'],
    [
      'recursion with an end',
      'async def a(): pass\ndef f(n):\n    if n:\n        return f(n - 1)\n    return a()\nf(1)',
      'unknown',
    ],
    ['mutual recursion', 'def f(): return g()\ndef g(): return f()\nf()', 'unknown'],
    ['an aclose', 'async def f(): yield 1\nf().aclose()', 'yes coroutine'],
    ['a partial', 'from functools import partial\nasync def a(x): pass\npartial(a, 1)()', 'yes coroutine'],
    ['a shadowed name', 'async def a(): pass\ndef f(a):\n    a()', 'unknown'],
    ['a rebound name', 'async def a(): pass\na = wrap(a)\na()', 'unknown'],
    ['a deleted import', 'from nowhere import *\na()', 'unknown'],
  ])('%s', (_, text, expected) => {
    expect(last(text)).toBe(expected);
  });
});

describe('decorators', () => {
  const decorated = (decorator: string, setup = ''): string | undefined =>
    last(`${setup}\n@${decorator}\nasync def f(): yield_nothing()\nf()\n`.replace('yield_nothing()', 'pass'));

  it.each([
    ['functools.lru_cache(maxsize=1)', 'import functools', 'yes coroutine'],
    ['cache', 'from functools import cache', 'yes coroutine'],
    ['overload', 'from typing import overload', 'yes coroutine'],
    ['pytest.mark.asyncio', 'import pytest', 'yes coroutine'],
    ['pytest.fixture', 'import pytest', 'unknown'],
    ['app.get("/")', 'import fastapi\napp = fastapi.FastAPI()', 'unknown'],
    ['async_to_sync', 'from asgiref.sync import async_to_sync', 'no'],
    ['own', 'def own(f): return f', 'yes coroutine'],
    ['own', 'F = TypeVar("F")\ndef own(f: F) -> F:\n    register(f)\n    return f', 'yes coroutine'],
    ['own', 'def own(f):\n    async def inner(): await f()\n    return inner', 'yes coroutine'],
    [
      'own',
      'import functools\ndef own(f):\n    @functools.wraps(f)\n    async def inner(): await f()\n    return inner',
      'yes coroutine',
    ],
    [
      'own(1)',
      'def own(n):\n    def outer(f):\n        async def inner(): await f()\n        return inner\n    return outer',
      'yes coroutine',
    ],
    ['own', 'def own(f):\n    def inner(): return run(f())\n    return inner', 'unknown'],
    ['own', 'def own(f):\n    f = wrap(f)\n    return f', 'unknown'],
    ['own', 'class own:\n    def __init__(self, f): pass', 'unknown'],
    ['nobody.knows', '', 'unknown'],
  ])('%s after %s', (decorator, setup, expected) => {
    expect(decorated(decorator, setup)).toBe(expected);
  });

  it('that make context managers make no coroutines', () => {
    const text = `
from contextlib import asynccontextmanager
class A:
    async def go(self): pass
@asynccontextmanager
async def manage() -> AsyncIterator[A]:
    yield A()
async def f():
    async with manage() as a:
        a.go()
    manage()
`;
    expect(verdicts(`from typing import AsyncIterator\n${text}`)).toEqual(['11 yes coroutine', '12 no']);
  });

  it('of properties hand on what the property gives', () => {
    const text = `
class A:
    @property
    def client(self) -> "B": ...
    @client.setter
    def client(self, value): pass
class B:
    async def close(self): pass
A().client.close()
`;
    expect(verdicts(text)).toEqual(['9 yes coroutine']);
  });
});

describe('objects', () => {
  const classes = `
class Base:
    async def close(self): pass
    def sync(self): pass
    @staticmethod
    async def static(): pass
    @classmethod
    async def make(cls) -> "Base": ...
class Sub(Base):
    async def run(self):
        self.close()
        super().close()
        self.sync()
`;

  it.each([
    ['made here', 'Sub().close()', 'yes coroutine'],
    ['in a name', 'x = Sub()\nx.close()', 'yes coroutine'],
    ['in a parameter', 'def f(x: Sub):\n    x.close()', 'yes coroutine'],
    ['in an optional parameter', 'def f(x: Sub | None = None):\n    x.close()', 'yes coroutine'],
    [
      'in a field',
      'class A:\n    def __init__(self):\n        self.x = Sub()\n    def f(self):\n        self.x.close()',
      'yes coroutine',
    ],
    [
      'in an optional field',
      'class A:\n    x = None\n    def g(self):\n        self.x = Sub()\n    def f(self):\n        self.x.close()',
      'yes coroutine',
    ],
    [
      'in a field of a field',
      'class A:\n    def __init__(self):\n        self.x = Sub()\nclass B:\n    a: A\n    def f(self):\n        self.a.x.close()',
      'yes coroutine',
    ],
    [
      'in a field that is set from outside',
      'class A:\n    def __init__(self, x):\n        self.x = x\n    def f(self):\n        self.x.close()',
      'unknown',
    ],
    ['in a list', 'def f(xs: list[Sub]):\n    for x in xs:\n        x.close()', 'yes coroutine'],
    [
      'in a dictionary',
      'def f(xs: dict[str, Sub]):\n    xs["a"].close()\n    for k, x in xs.items():\n        x.close()',
      'yes coroutine',
    ],
    ['from a function', 'def g() -> Sub: ...\ng().close()', 'yes coroutine'],
    ['from a function without annotation', 'def g():\n    return Sub()\ng().close()', 'yes coroutine'],
    [
      'from a coroutine',
      'async def g() -> Sub: ...\nasync def f():\n    x = await g()\n    x.close()',
      'yes coroutine',
    ],
    ['from a class method', 'async def f():\n    (await Sub.make()).close()', 'yes coroutine'],
    ['from an unpacked tuple', 'def g() -> tuple[int, Sub]: ...\n_, x = g()\nx.close()', 'yes coroutine'],
    ['from `with`', 'class M:\n    def __enter__(self) -> Sub: ...\nwith M() as x:\n    x.close()', 'yes coroutine'],
    [
      'from `async with`',
      'class M:\n    async def __aenter__(self):\n        return Sub()\nasync def f():\n    async with M() as x:\n        x.close()',
      'yes coroutine',
    ],
    [
      'as `Self`',
      'from typing import Self\nclass M:\n    def chain(self) -> Self: ...\n    async def go(self): pass\nM().chain().go()',
      'yes coroutine',
    ],
    [
      'by a type variable',
      'from typing import TypeVar\nT = TypeVar("T")\ndef same(x: T) -> T: ...\nsame(Sub()).close()',
      'yes coroutine',
    ],
    [
      'by its class',
      'from typing import TypeVar\nT = TypeVar("T")\ndef make(c: type[T]) -> T: ...\nmake(Sub).close()',
      'yes coroutine',
    ],
    [
      'in a generic class',
      'from typing import Generic, TypeVar\nT = TypeVar("T")\nclass Box(Generic[T]):\n    value: T\n    def get(self) -> T: ...\nclass Own(Box[Sub]): pass\ndef f(b: Box[Sub]):\n    b.value.close()\nOwn().get().close()',
      'yes coroutine',
    ],
    ['by `cast`', 'from typing import cast\ncast(Sub, x).close()', 'yes coroutine'],
    [
      'by an alias',
      'from typing import Optional\nMaybe = Optional[Sub]\ndef f(x: Maybe):\n    x.close()',
      'yes coroutine',
    ],
    ['by a `type` alias', 'type Maybe = Sub | None\ndef f(x: Maybe):\n    x.close()', 'yes coroutine'],
    ['a static method', 'Sub.static()', 'yes coroutine'],
    ['an instance that is called', 'class C:\n    async def __call__(self): pass\nC()()', 'yes coroutine'],
    [
      'a union of two that agree',
      'class O:\n    async def close(self): pass\ndef f(x: Sub | O):\n    x.close()',
      'yes coroutine',
    ],
    [
      'a union of two that do not',
      'class O:\n    def close(self): pass\ndef f(x: Sub | O):\n    x.close()',
      'likely coroutine',
    ],
    ['an unknown base', 'class O(unknown.Base):\n    pass\nO().close()', 'unknown'],
    [
      'an unknown base behind the method',
      'class O(unknown.Base):\n    async def close(self): pass\nO().close()',
      'yes coroutine',
    ],
    ['a missing method', 'Sub().nothing()', 'unknown'],
    ['with `__await__`', 'class O:\n    def __await__(self): ...\nO()', 'likely future'],
    ['a property of the class', 'class O:\n    @property\n    def p(self): ...\nO.p()', 'unknown'],
  ])('%s', (_, text, expected) => {
    expect(last(`${classes}\n${text}\n`)).toBe(expected);
  });

  it('know their own and inherited methods', () => {
    expect(verdicts(classes)).toEqual(['11 yes coroutine', '12 yes coroutine', '13 no']);
  });

  it('look for members in the order of their ancestors', () => {
    const diamond =
      'class A:\n    def f(self): pass\nclass B(A): pass\nclass C(A):\n    async def f(self): pass\nclass D(B, C): pass\nD().f()\n';
    expect(last(diamond)).toBe('yes coroutine');
  });

  it('may be of a subclass that does otherwise', () => {
    const base = 'class Base:\n    async def close(self): pass\ndef f(x: Base):\n    x.close()\n';
    expect(last(base)).toBe('yes coroutine');
    const subclass = 'from main import Base\nclass Sub(Base):\n    def close(self): pass\n';
    expect(last(base, { 'sub.py': subclass })).toBe('likely coroutine');
    expect(last(base, { 'sub.py': subclass.replace('    def', '    @wrapped\n    def') })).toBe('unknown');
    expect(last(`${base}Base().close()\n`, { 'sub.py': subclass })).toBe('yes coroutine');
  });

  it('whose stub gives nothing where a subclass gives a coroutine are not certain', () => {
    const text =
      'class Base:\n    async def emit(self): pass\nclass Sub(Base):\n    def emit(self):\n        self.x = 1\ndef f(b: Base):\n    b.emit()\n';
    expect(last(text)).toBe('likely coroutine');
  });
});

describe('tasks and futures', () => {
  it.each([
    ['create_task', 'import asyncio\nasyncio.create_task(x())', 'yes task'],
    ['an imported create_task', 'from asyncio import create_task as go\ngo(x())', 'yes task'],
    ['ensure_future', 'import asyncio\nasyncio.ensure_future(x())', 'yes task'],
    ['the running loop', 'import asyncio\nloop = asyncio.get_running_loop()\nloop.create_task(x())', 'yes task'],
    [
      'a loop by annotation',
      'import asyncio\ndef f(loop: asyncio.AbstractEventLoop):\n    loop.create_task(x())',
      'yes task',
    ],
    [
      'a loop in a field',
      'import asyncio\nclass A:\n    def __init__(self):\n        self._loop = asyncio.get_event_loop()\n    def f(self):\n        self._loop.create_task(x())',
      'yes task',
    ],
    ['without an import', 'asyncio.create_task(x())', 'yes task'],
    ['gather', 'import asyncio\nasyncio.gather(x(), y())', 'yes future'],
    [
      'a task that a function gives',
      'import asyncio\ndef start():\n    return asyncio.create_task(x())\nstart()',
      'likely task',
    ],
    [
      'a future from a container',
      'import asyncio\nwaiting: dict[str, asyncio.Future[int]] = {}\nwaiting.pop("a")',
      'likely future',
    ],
    ['sleep', 'import asyncio\nasyncio.sleep(1)', 'yes coroutine'],
    ['a queue', 'import asyncio\nq = asyncio.Queue()\nq.put(1)', 'yes coroutine'],
    [
      'a stream',
      'import asyncio\nasync def f():\n    r, w = await asyncio.open_connection()\n    w.write(b"")\n    w.drain()',
      'yes coroutine',
    ],
    ['a method that is none', 'import asyncio\nq = asyncio.Queue()\nq.put_nowait(1)', 'unknown'],
    ['an own module of the name', 'import mine as asyncio\nasyncio.create_task(x())', 'unknown'],
  ])('%s', (_, text, expected) => {
    expect(last(text)).toBe(expected);
  });
});

describe('lists', () => {
  const elements = (text: string): string => {
    const project = pythonProject({ 'main.py': text });
    const operand = project.facts('main.py').drops.at(-1)?.operands[0]?.expression ?? -1;
    return project.inference.awaitableElements('/project/main.py', operand);
  };

  it('of coroutines are told from others', () => {
    const setup = 'async def a(x): pass\ndef b(x): pass\n';
    expect(elements(`${setup}[a(x) for x in y]`)).toBe('yes');
    expect(elements(`${setup}[a(1), a(2)]`)).toBe('yes');
    expect(elements(`${setup}[b(x) for x in y]`)).toBe('no');
    expect(elements(`${setup}[a(1), b(2)]`)).toBe('likely');
    expect(elements('[c(x) for x in y]')).toBe('unknown');
  });

  it('of futures that are taken out of a container are nobody else’s', () => {
    expect(elements('from asyncio import Future\nwaiting: dict[str, set[Future[int]]] = {}\nwaiting.pop("a")')).toBe(
      'no',
    );
  });
});

describe('answers', () => {
  const texts = {
    'a.py': 'from b import g\ndef f():\n    return g() if x else h()\ndef h():\n    return f()\nf()\n',
    'b.py': 'from a import f\nasync def g(): pass\nclass A:\n    def m(self): return f()\nA().m()\n',
    'c.py': 'from a import *\nfrom b import *\nf()\ng()\nA().m()\n',
  };

  it('do not depend on the order of the questions', () => {
    const forwards = [...pythonProject(texts).drops()];
    const project = pythonProject(texts);
    const backwards: string[] = [];
    for (const path of Object.keys(texts).reverse()) {
      const { drops } = project.facts(path);
      for (const drop of [...drops].reverse()) {
        const { verdict, traits } = project.inference.awaitable(`/project/${path}`, drop.operands[0]?.expression ?? -1);
        backwards.unshift([verdict, traits?.kind ?? ''].join(' ').trim());
      }
    }
    expect(forwards.map((line) => line.replace(/^\S+ /, ''))).toEqual(backwards);
  });

  it('do not grow with the number of questions, where a name is made of itself', () => {
    const text = 'import lib\ndef f(n):\n    url = lib.URL(n)\n    if n:\n        url = url.join(n)\n    url.show()\n';
    const apis = (callees: readonly string[]): readonly string[] => {
      const project = pythonProject({ 'main.py': text });
      return callees
        .map((callee) =>
          project.inference.resolveCall('/project/main.py', project.call('main.py', callee)).apis.join(' '),
        )
        .sort();
    };
    const callees = ['url.join', 'url.show', 'lib.URL'];
    expect(apis(callees)).toEqual(apis([...callees].reverse()));
  });
});
