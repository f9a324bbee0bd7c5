import { isBuiltin } from 'node:module';
import { describe, expect, it } from 'vitest';
import { bundle } from '../../.build/bundle.mjs';
import { findCodeLoading } from '../support/code-loading.js';
import { repositoryRoot } from '../support/repository.js';

/*
 * S3: what is shipped cannot start a process, speak to the network, or run what it reads. By the origin of each import:
 * our own code has none of the modules that could, and what packages bring is listed here with a reason.
 */

const { metafile, files } = await bundle();

const DANGEROUS =
  /^(?:node:)?(?:child_process|cluster|net|dgram|https?|http2|tls|dns(?:\/promises)?|vm|inspector(?:\/promises)?|repl|module|wasi|sqlite)$/u;

/** Dangerous modules that packages import, and why nothing comes of it. */
const BROUGHT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  commander: { child_process: 'Starts subcommands that are programs of their own; we declare none.' },
  'vscode-jsonrpc': { net: 'Pipes and sockets as transports; the server is started with streams or a channel.' },
  'vscode-languageserver': { child_process: 'Looks for global packages when a server asks for it; ours does not.' },
  'vscode-languageclient': { child_process: 'Starts our server, from the extension alone.' },
  'web-tree-sitter': { module: 'Makes a `require` where there is none, to read its binary; it is handed the bytes.' },
};

/** Places in the scripts that could make code of data, and why none does. */
const LOADING: Readonly<Record<string, string>> = {
  '__createRequire(import.meta.url)': 'The `require` of the bundled CommonJS packages: all its names are literals.',
  'createRequire(import.meta.url)': 'web-tree-sitter, where there is no `require`: there is one.',
  'createRequire(__moduleUrl)': 'The same in a CommonJS script.',
  'eval(func)': 'web-tree-sitter, for JavaScript in a WebAssembly module; the bytes of ours are pinned, and have none.',
  'Function.prototype': 'web-tree-sitter, to print a function in a message.',
};

/** The package of an input, or its path when it is ours. */
function originOf(input: string): string {
  if (input.startsWith('parser:')) return 'typescript';
  return /^.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(input)?.[1] ?? input;
}

const isOwn = (origin: string): boolean => /^(?:client|rules|server)\//u.test(origin);

/** Origins in an output and in all that it loads, with the modules of Node that each imports. */
function importsOf(output: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of reachedFrom(output)) {
    for (const input of Object.keys(metafile.outputs[path]?.inputs ?? {})) {
      const modules = found.get(originOf(input)) ?? new Set<string>();
      found.set(originOf(input), modules);
      for (const site of metafile.inputs[input]?.imports ?? []) if (site.external === true) modules.add(site.path);
    }
  }
  return found;
}

function reachedFrom(output: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [output];
  while (open.length > 0) {
    const path = open.pop() as string;
    if (reached.has(path)) continue;
    reached.add(path);
    const imports = metafile.outputs[path]?.imports ?? [];
    open.push(...imports.filter(({ external }) => external !== true).map((site) => site.path));
  }
  return reached;
}

const outputs = Object.keys(metafile.outputs);
const textOf = new Map(
  files.map(({ path, text }) => [path.slice(repositoryRoot.length + 1).replaceAll('\\', '/'), text]),
);
const dangerousOf = (output: string): readonly string[] =>
  [...importsOf(output)].flatMap(([origin, modules]) =>
    [...modules].filter((name) => DANGEROUS.test(name)).map((name) => `${origin}: ${name.replace('node:', '')}`),
  );
const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

describe('imports', () => {
  it('our own code has none of the modules by which a process could do more than read and compute', () => {
    const own = outputs.flatMap((output) => [...importsOf(output)]).filter(([origin]) => isOwn(origin));
    expect(own.length).toBeGreaterThan(100);
    const modules = unique(own.flatMap(([, names]) => [...names]));
    expect(modules).toEqual([
      'node:buffer',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'node:v8',
      'node:worker_threads',
      'vscode',
    ]);
  });

  it('packages bring those on the list, and no others', () => {
    const listed = Object.entries(BROUGHT).flatMap(([origin, names]) =>
      Object.keys(names).map((name) => `${origin}: ${name}`),
    );
    expect(unique(outputs.flatMap(dangerousOf))).toEqual(listed.sort());
  });

  it.each(['dist/analysis.cjs', 'dist/analysis.js', 'dist/thread.js', 'dist/index.js'])(
    'nothing that %s reaches has any but the one that reads a binary',
    (output) => {
      expect(outputs).toContain(output);
      expect([...importsOf(output).keys()]).toEqual(expect.arrayContaining(['typescript', 'rules/host/disk-host.ts']));
      expect(dangerousOf(output)).toEqual(['web-tree-sitter: module']);
      const foreign = [...importsOf(output).keys()].filter((origin) => !isOwn(origin));
      expect(foreign.filter((origin) => origin.startsWith('vscode'))).toEqual([]);
    },
  );

  it('what a script loads at run time is a module of Node, the editor, or shipped with it', () => {
    const others = outputs
      .flatMap((output) => metafile.outputs[output]?.imports ?? [])
      .filter(({ path, external }) => external === true && !isBuiltin(path))
      .map(({ path }) => path);
    expect(unique(others)).toEqual(['vscode']);
  });
});

describe('code made of data', () => {
  it.each([
    ['eval', 'eval(text)'],
    ['indirect eval', '(0, eval)(text)'],
    ['eval of the global object', 'globalThis.eval(text)'],
    ['Function', 'const make = new Function(text)'],
    ['Function without new', 'Function("a", text)'],
    ['an import', 'await import(name)'],
    ['an import of a template', 'await import(`${name}`)'],
    ['require', 'const lib = require(name)'],
    ['require of a module', 'module.require(name)'],
    ['a made require', 'createRequire(url)'],
    ['a way around', 'process.getBuiltinModule("net")'],
    ['a binary', 'globalThis.process.dlopen(module, path)'],
  ])('is seen: %s', (_, text) => {
    expect(findCodeLoading('a.js', text)).toHaveLength(1);
  });

  it('is not taken for other things', () => {
    const text = 'x.eval(1); const y = { Function: 1 }; y instanceof Function; import("a"); require("b"); import(`c`);';
    expect(findCodeLoading('a.js', text)).toEqual([]);
  });

  it.each(
    outputs.filter((output) => /\.c?js$/u.test(output)).map((output) => [output.replace(/-[A-Z0-9]{8}/u, ''), output]),
  )('is in %s only where the list says so', (_, output) => {
    const text = textOf.get(output) ?? '';
    expect(text.length).toBeGreaterThan(0);
    expect(findCodeLoading(output, text).filter((place) => LOADING[place] === undefined)).toEqual([]);
  });
});
