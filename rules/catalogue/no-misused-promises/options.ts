/** Places where a result can be dropped, by the names of the switches. */
export const PLACES = ['arguments', 'attributes', 'inheritedMethods', 'properties', 'returns', 'variables'] as const;

/** JSON Schema of the rule's options. */
export const options = {
  type: 'object',
  additionalProperties: false,
  properties: {
    checksConditionals: { type: 'boolean', description: 'Report promises used as truth values.' },
    checksVoidReturn: {
      description: 'Report async functions where the result is dropped: everywhere, nowhere, or by place.',
      anyOf: [
        { type: 'boolean' },
        {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(PLACES.map((place) => [place, { type: 'boolean' }])),
        },
      ],
    },
    checksSpreads: { type: 'boolean', description: 'Report promises spread into objects.' },
  },
} as const;

export const defaultOptions = { checksConditionals: true, checksVoidReturn: true, checksSpreads: true };
