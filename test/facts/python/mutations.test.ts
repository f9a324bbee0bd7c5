import { beforeAll, expect, it } from 'vitest';
import { extractFacts } from '../../../rules/facts/extract-facts.js';
import { livePythonObjects } from '../../../rules/syntax/python/parse.js';
import { startPython } from '../../support/python.js';

beforeAll(startPython);

/** A file with most of the language in it. */
const SAMPLE = `"""A service that keeps jobs."""
from __future__ import annotations

import asyncio, time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Callable, Generic, TypeVar

if TYPE_CHECKING:
    from .store import Store

T = TypeVar("T", bound="Job[Any]")
LIMIT: int = 10 ** 3


@asynccontextmanager
async def opened(path: str, *args: int, mode="r", **options: dict[str, Any]):
    handle = open(path, mode)
    try:
        yield handle
    finally:
        handle.close()


class Job(Generic[T]):
    retries = 3

    def __init__(self, store: "Store | None" = None, /, *, name: str = f"job-{time.time():.2f}") -> None:
        self.store, self.name = store, name
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        return any(not task.done() for task in self._tasks) or self.store is None

    async def run(self, *, callback: Callable[[int], Any] = lambda n: n + 1) -> list[T]:
        results = []
        while True:
            async with opened(self.name) as handle, asyncio.timeout(3):
                async for line in self.lines(handle):
                    results.append(await self.parse(line) if line else None)
            if (count := len(results)) > LIMIT:
                break
            for i in range(LIMIT):
                try:
                    time.sleep(0.1)
                except (OSError, ValueError) as error:
                    raise RuntimeError("no") from error
                else:
                    continue
        match results:
            case [first, *_] if first:
                print(f"{first!r:>{count}} {{}}", *results, sep="\\n")
            case {"kind": Job(name=n)} | None:
                del results[0]
        task = asyncio.create_task(self.parse("x"))
        self._tasks.add(task)
        asyncio.gather(*[self.parse(x) async for x in self.lines(None)])
        return [*results, *(yield_ for yield_ in results if yield_)]

    async def lines(self, handle):
        global LIMIT
        for line in handle or ():
            yield line.strip().split(",")[1:-1]
            LIMIT += 1

    async def parse(self, text: str): return {"a": text, **{k: v for k, v in self.__dict__.items()}}
`;

/** Numbers that look random and are the same in every run. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % limit;
  };
}

const SCRAPS = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '"""',
  ':',
  '\n',
  '\t',
  '\r',
  '#',
  '\\',
  '@',
  ',',
  '.',
  '*',
  'async ',
  'await ',
  'def ',
  'f"{',
  '\0',
  '😀',
  '\ud800',
];

function mutate(text: string, random: (limit: number) => number): string {
  const at = random(text.length);
  switch (random(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + random(40));
    case 1:
      return text.slice(0, at) + (SCRAPS[random(SCRAPS.length)] ?? '') + text.slice(at);
    case 2: {
      const from = random(text.length);
      return text.slice(0, at) + text.slice(from, from + random(60)) + text.slice(at);
    }
    default:
      return text.slice(0, Math.max(at, 200));
  }
}

it('gives facts of whatever a text becomes, without throwing', () => {
  const random = createRandom(20_251_120);
  for (let i = 0; i < 1_000; i++) {
    let text = SAMPLE;
    for (let edits = 1 + random(4); edits > 0; edits--) text = mutate(text, random);
    const extraction = extractFacts('a.py', text);
    expect(extraction.ok, text).toBe(true);
    if (!extraction.ok) continue;
    const { functions, calls, drops, lines } = extraction.facts;
    const ends = [
      ...functions.map(({ range }) => range),
      ...calls.map(({ range }) => range),
      ...drops.map(({ statement }) => statement),
    ];
    expect(
      ends.every(({ start, end }) => start <= end && end <= text.length),
      text,
    ).toBe(true);
    expect(
      calls.every((call) => functions[call.function] !== undefined),
      text,
    ).toBe(true);
    expect(lines.at(-1)).toBeLessThanOrEqual(text.length);
  }
  expect(livePythonObjects()).toBe(0);
});

it('finds no error in the sample itself', () => {
  const extraction = extractFacts('a.py', SAMPLE);
  expect(extraction.ok && extraction.facts.broken).toEqual([]);
});
