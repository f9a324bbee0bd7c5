/**
 * Modules that Node provides under their bare name. Modules that exist only with the prefix (`node:test`,
 * `node:sqlite`) need no entry: the prefix says it all.
 * Source: `module.builtinModules` of Node 20 to 24, without the internal names that start with `_`.
 */
const BARE_BUILTINS: ReadonlySet<string> = new Set([
  'assert',
  'assert/strict',
  'async_hooks',
  'buffer',
  'child_process',
  'cluster',
  'console',
  'constants',
  'crypto',
  'dgram',
  'diagnostics_channel',
  'dns',
  'dns/promises',
  'domain',
  'events',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'inspector',
  'inspector/promises',
  'module',
  'net',
  'os',
  'path',
  'path/posix',
  'path/win32',
  'perf_hooks',
  'process',
  'punycode',
  'querystring',
  'readline',
  'readline/promises',
  'repl',
  'stream',
  'stream/consumers',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'sys',
  'timers',
  'timers/promises',
  'tls',
  'trace_events',
  'tty',
  'url',
  'util',
  'util/types',
  'v8',
  'vm',
  'wasi',
  'worker_threads',
  'zlib',
]);

/** Prefixes that only a runtime can resolve: Node, Bun, Deno, Cloudflare's workerd. */
const RUNTIME_SCHEMES: ReadonlySet<string> = new Set(['node', 'bun', 'deno', 'ext', 'cloudflare', 'workerd']);

/** The normalised name (`node:fs`, `bun:sqlite`, `bun`) of a module that the runtime provides. */
export function builtinName(specifier: string): string | undefined {
  if (BARE_BUILTINS.has(specifier)) return `node:${specifier}`;
  if (specifier === 'bun') return specifier;
  const colon = specifier.indexOf(':');
  if (colon <= 0 || !RUNTIME_SCHEMES.has(specifier.slice(0, colon))) return undefined;
  return specifier.length > colon + 1 ? specifier : undefined;
}
