/** An ApiId, read by its grammar. */
export interface ParsedApiId {
  readonly module: string;
  /** Member names, `*`, `**`, and `()` for a call. */
  readonly segments: readonly string[];
}

const moduleName = /^(?:(?:node|bun):)?@?[\w-]+(?:[./][\w-]+)*$/;
const member = /^(?:[A-Za-z_$][\w$]*|\*)(?:\(\))*$/;

export function parseApiId(api: string): ParsedApiId | undefined {
  const [module, path, ...rest] = api.split('#');
  if (module === undefined || path === undefined || rest.length > 0 || !moduleName.test(module)) return undefined;
  const parts = path.split('.');
  const open = parts.at(-1) === '**';
  const closed = open ? parts.slice(0, -1) : parts;
  if (closed.length === 0 || !closed.every((part) => member.test(part))) return undefined;
  const segments = closed.flatMap((part) => {
    const name = part.replaceAll('()', '');
    return [name, ...Array.from({ length: (part.length - name.length) / 2 }, () => '()')];
  });
  return { module, segments: open ? [...segments, '**'] : segments };
}

/** Does a version lie in a range as the tables write them: `>=1.2.0 <3.0.0`, `>=20`, `*`? */
export function satisfies(version: string, range: string): boolean {
  return range
    .split(' ')
    .filter((comparator) => comparator !== '*')
    .every((comparator) => {
      const [, operator, bound] = /^(>=|<)(.+)$/.exec(comparator) ?? [];
      const order = compareVersions(version, bound ?? '');
      return operator === '<' ? order < 0 : order >= 0;
    });
}

function compareVersions(left: string, right: string): number {
  const parts = (version: string): number[] => version.split('.').map((part) => Number.parseInt(part, 10));
  const [a, b] = [parts(left), parts(right)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
