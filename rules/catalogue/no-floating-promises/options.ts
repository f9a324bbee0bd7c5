const NAMES = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } as const;
const SPECIFIER = {
  type: 'object',
  additionalProperties: false,
  required: ['from', 'name'],
  properties: {
    from: { enum: ['file', 'lib', 'package'] },
    name: NAMES,
    package: { type: 'string' },
    path: { type: 'string' },
  },
} as const;
const SPECIFIERS = { type: 'array', items: { anyOf: [{ type: 'string' }, SPECIFIER] } } as const;

/** JSON Schema of the rule's options. */
export const options = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ignoreVoid: { type: 'boolean', description: 'Leave promises behind `void` alone.' },
    ignoreIIFE: { type: 'boolean', description: 'Leave immediately invoked async functions alone.' },
    checkThenables: {
      type: 'boolean',
      description: 'Also report values that are no promises but have a `then` method.',
    },
    checkQueries: { type: 'boolean', description: 'Report queries that never run because nobody awaits them.' },
    checkKnownCalls: {
      type: 'boolean',
      description: 'Report calls that have to be awaited although their types do not say so.',
    },
    ignoreKnownSafe: { type: 'boolean', description: 'Leave calls alone whose promise something else looks after.' },
    allowForKnownSafePromises: { ...SPECIFIERS, description: 'Types whose promises may be dropped.' },
    allowForKnownSafeCalls: { ...SPECIFIERS, description: 'Functions whose promises may be dropped.' },
  },
} as const;

export const defaultOptions = {
  ignoreVoid: true,
  ignoreIIFE: false,
  checkThenables: false,
  checkQueries: true,
  checkKnownCalls: true,
  ignoreKnownSafe: true,
  allowForKnownSafePromises: [],
  allowForKnownSafeCalls: [],
};
