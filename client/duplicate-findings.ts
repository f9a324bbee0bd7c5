/** What matters of a diagnostic to tell whether another one says the same. */
export interface Shown {
  readonly source?: string | undefined;
  readonly code?: string | number | { readonly value: string | number } | undefined;
  readonly range: { readonly start: Place; readonly end: Place };
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** Name of the ESLint extension's diagnostics, and what our plugin's rules are called there. */
const ESLINT_SOURCE = 'eslint';
const PLUGIN_PREFIX = 'looplint/';

/** Keys of what ESLint shows for our plugin: `rule` and range. */
export function findingsOfPlugin(shown: readonly Shown[]): ReadonlySet<string> {
  return new Set(
    shown
      .filter((finding) => finding.source === ESLINT_SOURCE && ruleOf(finding).startsWith(PLUGIN_PREFIX))
      .map((finding) => keyOf(ruleOf(finding).slice(PLUGIN_PREFIX.length), finding)),
  );
}

/** Our findings without those that ESLint shows at the same place for the same rule. */
export function withoutDuplicates<Finding extends Shown>(
  own: readonly Finding[],
  known: ReadonlySet<string>,
): Finding[] {
  return own.filter((finding) => !known.has(keyOf(ruleOf(finding), finding)));
}

function ruleOf({ code }: Shown): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

function keyOf(rule: string, { range: { start, end } }: Shown): string {
  return [rule, start.line, start.character, end.line, end.character].join(' ');
}
