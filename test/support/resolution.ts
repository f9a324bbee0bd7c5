import { createResolver, type Resolver } from '../../rules/project/resolution/resolver.js';
import { createLinkedHost, type LinkedHost } from './linked-host.js';

export interface Resolving {
  readonly host: LinkedHost;
  readonly resolver: Resolver;
  /** Where a specifier leads, in one word: a path below the root, `external …`, `builtin …`, `missing …`. */
  lead(from: string, specifier: string, mode?: 'import' | 'require'): string;
}

/** A resolver over files whose paths, like all others here, are given below the root `/r` unless they start with `/`. */
export function resolving(
  files: Readonly<Record<string, unknown>>,
  links: Readonly<Record<string, string>> = {},
): Resolving {
  const host = createLinkedHost(
    Object.fromEntries(Object.entries(files).map(([path, content]) => [inRoot(path), textOf(content)])),
    Object.fromEntries(Object.entries(links).map(([path, target]) => [inRoot(path), target])),
  );
  const resolver = createResolver(host, '/r');
  return {
    host,
    resolver,
    lead: (from, specifier, mode = 'import') => describeLead(resolver, inRoot(from), specifier, mode),
  };
}

export function describeLead(
  resolver: Resolver,
  from: string,
  specifier: string,
  mode: 'import' | 'require' = 'import',
): string {
  const found = resolver.resolve(from, specifier, mode);
  switch (found.kind) {
    case 'file':
      return `${found.external ? 'external ' : ''}${found.path.replace(/^\/r\//, '')}`;
    case 'builtin':
      return `builtin ${found.name}`;
    case 'missing':
      return `missing ${found.packageName ?? ''}`.trim();
  }
}

export function inRoot(path: string): string {
  return path.startsWith('/') ? path : `/r/${path}`;
}

/** Manifests and configurations are written as objects. */
function textOf(content: unknown): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}
