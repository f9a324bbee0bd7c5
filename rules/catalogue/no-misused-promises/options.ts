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
    checksNullish: { type: 'boolean', description: 'Report promises that are asked whether they are null.' },
    checksArrays: { type: 'boolean', description: 'Report arrays of promises that are awaited as if they were one.' },
    checksKnownCallbacks: {
      type: 'boolean',
      description: 'Also report callbacks that known functions drop or test, where their types do not say so.',
    },
    checksHandled: {
      type: 'boolean',
      description: 'Also report async callbacks that see to every failure themselves.',
    },
  },
} as const;

export const defaultOptions = {
  checksConditionals: true,
  checksVoidReturn: true,
  checksSpreads: true,
  checksNullish: true,
  checksArrays: true,
  checksKnownCallbacks: true,
  checksHandled: false,
};
