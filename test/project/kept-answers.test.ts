import { describe, expect, it } from 'vitest';
import { createEngine, extractFacts } from '../../rules/engine.js';
import type { Engine } from '../../rules/engine-types.js';
import { EVERY_RULE, askFresh, toBytes } from '../support/engine-run.js';
import { createMemoryHost } from '../support/memory-host.js';

const ROOT = '/project';

interface Follower {
  readonly texts: Map<string, string>;
  readonly engine: Engine;
  /** Paths that facts were made of since the last question about it. */
  extracted(): readonly string[];
  resolved(): number;
}

function follow(files: Readonly<Record<string, string>>): Follower {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${ROOT}/${name}`, text]));
  const extracted: string[] = [];
  const engine = createEngine({
    host: { ...createMemoryHost(texts), caches: false },
    root: ROOT,
    settings: EVERY_RULE,
    extract(path, text) {
      extracted.push(path);
      return extractFacts(path, text);
    },
  });
  engine.apply([...texts.keys()].map((path) => ({ kind: 'changed', path })));
  let resolutions = 0;
  return {
    texts,
    engine,
    extracted: () => extracted.splice(0),
    resolved() {
      const before = resolutions;
      resolutions = engine.statistics().resolutions;
      return resolutions - before;
    },
  };
}

function edit({ texts, engine }: Follower, name: string, change: (text: string) => string): void {
  const path = `${ROOT}/${name}`;
  const before = texts.get(path) ?? '';
  const text = change(before);
  if (text === before) throw new Error(`The edit of ${name} changes nothing.`);
  texts.set(path, text);
  engine.apply([{ kind: 'overlay', path, text }]);
}

function askAll({ texts, engine }: Follower): string {
  return toBytes(new Map([...texts.keys()].map((path) => [path, engine.check(path)])));
}

/** What a new engine says about the same texts, after which the follower has to say it too. */
function expectFresh(follower: Follower): string {
  const paths = [...follower.texts.keys()];
  const fresh = toBytes(askFresh({ root: ROOT, disk: follower.texts, announced: paths, checked: paths }));
  expect(askAll(follower)).toBe(fresh);
  return fresh;
}

const STORE = {
  'disk.ts': [
    "import { readFileSync } from 'node:fs';",
    'export function read(name: string): string {',
    "  return readFileSync(name, 'utf8');",
    '}',
    'export function idle(): void {',
    '  console.log(1);',
    '}',
  ].join('\n'),
  'store.ts': [
    "import { read } from './disk';",
    'export class Store {',
    '  load(name: string): string {',
    '    const text = read(name);',
    '    return text;',
    '  }',
    '}',
  ].join('\n'),
  'server.ts': [
    "import { createServer } from 'node:http';",
    "import { Store } from './store';",
    'const store = new Store();',
    "createServer((request, response) => { response.end(store.load('a')); }).listen(1);",
  ].join('\n'),
};

/** Many files that call something of the same name, so that doing everything again would be seen. */
function withBystanders(count: number): Readonly<Record<string, string>> {
  const bystanders = Array.from({ length: count }, (_, at) => [
    `other-${String(at)}.ts`,
    `import { read } from './disk';\nexport async function load() {\n  return read('${String(at)}');\n}\n`,
  ]);
  return { ...STORE, ...(Object.fromEntries(bystanders) as Record<string, string>) };
}

describe('an edit in a body', () => {
  it('extracts one file, and follows no call of another', () => {
    const follower = follow(withBystanders(40));
    askAll(follower);
    expect(follower.extracted()).toHaveLength(43);
    expect(follower.resolved()).toBeGreaterThan(40);
    edit(follower, 'disk.ts', (text) => text.replace('console.log(1)', 'console.log(1); console.log(2)'));
    askAll(follower);
    expect(follower.extracted()).toEqual([`${ROOT}/disk.ts`]);
    expect(follower.resolved()).toBeLessThan(5);
    expectFresh(follower);
  });

  it('follows no call of another where functions come before those that others know', () => {
    const follower = follow(withBystanders(40));
    askAll(follower);
    follower.resolved();
    edit(follower, 'disk.ts', (text) =>
      text.replace('  return readFileSync', '  [1].forEach((one) => { console.log(one); });\n  return readFileSync'),
    );
    askAll(follower);
    expect(follower.resolved()).toBeLessThan(5);
    expectFresh(follower);
  });

  it('asks again who can see a changed signature, and nobody else', () => {
    const follower = follow({
      ...withBystanders(40),
      'alone.ts':
        'export async function load() { return parse("1"); }\nfunction parse(text: string) { return text; }\n',
    });
    askAll(follower);
    follower.resolved();
    edit(follower, 'alone.ts', (text) => text.replace('(text: string)', '(text: string, more?: number)'));
    askAll(follower);
    expect(follower.resolved()).toBeLessThan(5);
    edit(follower, 'disk.ts', (text) => text.replace('(name: string)', '(name: string, more?: number)'));
    askAll(follower);
    expect(follower.resolved()).toBeGreaterThan(40);
    expectFresh(follower);
  });
});

const SLOW_AND_FAST =
  "import { execSync } from 'node:child_process';\nfunction slow(): void { execSync('a'); }\nfunction fast(): void {}\n";

/** The call through `Base` is followed from the start, because something else of the same name blocks. */
const CALL_THROUGH_BASE = {
  'base.ts': 'export class Base {\n  run(): void {}\n}\n',
  'caller.ts': "import type { Base } from './base';\nexport async function call(base: Base) {\n  base.run();\n}\n",
  'unrelated.ts': `${SLOW_AND_FAST}export class Unrelated {\n  run(): void { slow(); }\n}\n`,
};

/** Each edit changes what is said about another file, in a way that one part of the book-keeping has to notice. */
const FAR_EFFECTS: readonly {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly edits: readonly (readonly [file: string, from: string, to: string])[];
}[] = [
  {
    name: 'a body that no longer blocks',
    files: STORE,
    edits: [['disk.ts', "return readFileSync(name, 'utf8')", 'return name']],
  },
  {
    name: 'a result that is inferred from a body',
    files: {
      'make.ts': `${SLOW_AND_FAST}export class Maker {\n  make() {\n    const value = slow;\n    return { run: value };\n  }\n}\nexport const other = { run: slow };\n`,
      'use.ts': "import { Maker } from './make';\nexport async function use() {\n  new Maker().make().run();\n}\n",
    },
    edits: [['make.ts', 'const value = slow', 'const value = fast']],
  },
  {
    name: 'a class that comes to stand below another, in a file that the caller does not import',
    files: {
      ...CALL_THROUGH_BASE,
      'child.ts': `${SLOW_AND_FAST}import { Base } from './base';\nexport class Child {\n  run(): void { slow(); }\n}\nexport { Base };\n`,
    },
    edits: [['child.ts', 'class Child', 'class Child extends Base']],
  },
  {
    name: 'a class that brings those below it with it',
    files: {
      ...CALL_THROUGH_BASE,
      'child.ts': "import { Base } from './base';\nexport class Child {}\nexport { Base };\n",
      'grandchild.ts': `${SLOW_AND_FAST}import { Child } from './child';\nexport class Grandchild extends Child {\n  run(): void { slow(); }\n}\n`,
    },
    edits: [['child.ts', 'class Child', 'class Child extends Base']],
  },
  {
    name: 'a method that comes to stand in for that of a class above',
    files: {
      ...CALL_THROUGH_BASE,
      'child.ts': `${SLOW_AND_FAST}import { Base } from './base';\nexport class Child extends Base {\n  other(): void { slow(); }\n}\n`,
    },
    edits: [['child.ts', 'other()', 'run()']],
  },
  {
    name: 'a global that another file declares',
    files: {
      'workers.ts': `${SLOW_AND_FAST}export class Slow { run(): void { slow(); } }\nexport class Fast { run(): void { fast(); } }\n`,
      'globals.ts':
        "import type { Fast, Slow } from './workers';\ndeclare global {\n  const theWorker: Slow;\n  const other: Fast;\n}\n",
      'use.ts': 'export async function use() {\n  theWorker.run();\n}\n',
    },
    edits: [['globals.ts', 'theWorker: Slow', 'theWorker: Fast']],
  },
  {
    name: 'an export that is handed on',
    files: {
      'one.ts': `${SLOW_AND_FAST}export { slow as work };\n`,
      'three.ts': `${SLOW_AND_FAST}export { slow as work };\n`,
      'two.ts': `${SLOW_AND_FAST}export { fast as work };\n`,
      'index.ts': "export { work } from './two';\n",
      'use.ts': "import { work } from './index';\nexport async function use() {\n  work();\n}\n",
    },
    edits: [
      ['two.ts', 'fast as work', 'fast, fast as work'],
      ['index.ts', './two', './one'],
      ['one.ts', 'slow as work', 'fast as work'],
      ['one.ts', 'fast as work', 'slow as work'],
    ],
  },
  {
    name: 'functions that are numbered anew while others call them',
    files: STORE,
    edits: [
      ['disk.ts', '  console.log(1);', '  [1].map((one) => one); console.log(1);'],
      [
        'disk.ts',
        "import { readFileSync } from 'node:fs';",
        "import { readFileSync } from 'node:fs';\nconst first = () => 1;",
      ],
      ['store.ts', 'const text = read(name);', 'const text = [name].map((one) => read(one)).join();'],
    ],
  },
];

describe('an edit that matters elsewhere', () => {
  it.each(FAR_EFFECTS)('$name', ({ files, edits }) => {
    const follower = follow(files);
    const states = new Set([expectFresh(follower)]);
    for (const [file, from, to] of edits) {
      edit(follower, file, (text) => text.replace(from, to));
      states.add(expectFresh(follower));
    }
    expect(states.size).toBeGreaterThan(1);
  });
});
