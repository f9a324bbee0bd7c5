/** What is asked of a returned promise: where something handles its rejection, and elsewhere. */
export type Mode = 'in-try-catch' | 'always' | 'never' | 'error-handling-correctness-only';

const MODES: readonly Mode[] = ['in-try-catch', 'always', 'never', 'error-handling-correctness-only'];

/** JSON Schema of the rule's options. */
export const options = {
  type: 'object',
  additionalProperties: false,
  properties: {
    mode: {
      description: 'Where a returned promise has to be awaited, and where it must not be.',
      type: 'string',
      enum: MODES,
    },
  },
} as const;

export const defaultOptions: { readonly mode: Mode } = { mode: 'in-try-catch' };

/** Whether `await` before a returned promise is style is a matter of taste; what it does to a handler is not. */
export const presetOptions: { readonly mode: Mode } = { mode: 'error-handling-correctness-only' };

type Wanted = 'await' | 'none' | 'either';

/** What a mode asks for, by whether a handler or a disposal comes after the `return`. */
export function wantedIn(mode: unknown, sheltered: boolean): Wanted {
  switch (mode as Mode) {
    case 'always':
      return 'await';
    case 'never':
      return 'none';
    case 'error-handling-correctness-only':
      return sheltered ? 'await' : 'either';
    default:
      return sheltered ? 'await' : 'none';
  }
}
