const KINDS = ['file', 'process', 'sleep', 'network', 'database', 'input', 'cpu', 'lock'] as const;
const TIERS = ['unbounded', 'password', 'cpu', 'disk', 'metadata'] as const;

/** `unknown`: no start of a program is known to reach it. */
const ROOTS = ['shared', 'single-request', 'command-line', 'test', 'unknown'] as const;

/** JSON Schema of the rule's options. */
export const options = {
  type: 'object',
  additionalProperties: false,
  properties: {
    kinds: { type: 'array', items: { enum: KINDS }, description: 'Kinds of blocking to report.' },
    tiers: { type: 'array', items: { enum: TIERS }, description: 'Tiers to report.' },
    roots: { type: 'array', items: { enum: ROOTS }, description: 'Starts of programs to report under.' },
    maxDepth: { type: 'integer', minimum: 0, description: 'Longest chain of helpers to report.' },
  },
} as const;

/** A chain of a hundred helpers is as good as any. */
export const defaultOptions = { kinds: KINDS, tiers: TIERS, roots: ROOTS, maxDepth: 100 };
