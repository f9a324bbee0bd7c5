/** `{a,b}{c,d}…` grows by multiplication; past this many alternatives the rest is dropped. */
const MAX_ALTERNATIVES = 256;

/** Expands `{a,b}` groups, nested ones too. */
export function expandBraces(pattern: string): readonly string[] {
  const done: string[] = [];
  const open = [pattern];
  while (open.length > 0 && done.length + open.length <= MAX_ALTERNATIVES) {
    const current = open.shift() ?? '';
    // Innermost group first, so that nesting needs no counting.
    const group = /\{([^{},]*,[^{}]*)\}/.exec(current);
    if (group === null) {
      done.push(current);
      continue;
    }
    const end = group.index + group[0].length;
    for (const choice of (group[1] ?? '').split(',')) {
      open.push(current.slice(0, group.index) + choice + current.slice(end));
    }
  }
  return [...new Set(done)];
}

/**
 * Whether path segments match pattern segments: `**` is any number of segments, `*` and `?` stay within one.
 * Iterative with one point of return, so linear in practice and without regular expressions made from user text.
 */
export function matchesGlob(pattern: readonly string[], path: readonly string[]): boolean {
  let at = 0;
  let to = 0;
  let star = -1;
  let resumed = 0;
  while (to < path.length) {
    const segment = pattern[at];
    if (segment === '**') {
      star = at;
      resumed = to;
      at += 1;
    } else if (segment !== undefined && matchesSegment(segment, path[to] ?? '')) {
      at += 1;
      to += 1;
    } else if (star >= 0) {
      resumed += 1;
      at = star + 1;
      to = resumed;
    } else {
      return false;
    }
  }
  while (pattern[at] === '**') at += 1;
  return at === pattern.length;
}

export function matchesSegment(pattern: string, name: string): boolean {
  if (pattern === name || pattern === '*') return true;
  if (!pattern.includes('*') && !pattern.includes('?')) return false;
  let at = 0;
  let to = 0;
  let star = -1;
  let resumed = 0;
  while (to < name.length) {
    if (pattern[at] === '*') {
      star = at;
      resumed = to;
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === name[to]) {
      at += 1;
      to += 1;
    } else if (star >= 0) {
      resumed += 1;
      at = star + 1;
      to = resumed;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
