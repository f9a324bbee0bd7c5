/** A comment that speaks to ESLint: `# eslint-disable-next-line looplint/no-blocking-call -- why`. */
export interface DirectiveComment {
  readonly label: 'eslint' | 'disable' | 'enable' | 'disable-line' | 'disable-next-line';
  readonly value: string;
  readonly justification: string;
}

const LABEL = /^#\s*eslint(?:-(disable-next-line|disable-line|disable|enable))?(?=\s|$)/;

/** Reads a comment; `undefined` when it is none of ESLint's. */
export function readDirective(comment: string): DirectiveComment | undefined {
  const match = LABEL.exec(comment);
  if (match === null) return undefined;
  const label = (match[1] ?? 'eslint') as DirectiveComment['label'];
  const rest = comment.slice(match[0].length);
  const dashes = /\s-{2,}\s/.exec(rest);
  const value = dashes === null ? rest : rest.slice(0, dashes.index);
  const justification = dashes === null ? '' : rest.slice(dashes.index + dashes[0].length);
  return { label, value: value.trim(), justification: justification.trim() };
}

export type InlineRules =
  | { readonly ok: true; readonly rules: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly message: string };

/** Reads the rules of `# eslint a/b: "off", c: ["error", {}]`: JSON without its outer braces and the quotes of its keys. */
export function readInlineRules(value: string): InlineRules {
  const quoted = value.replace(/(^|[,{]\s*)([\w@][\w@/-]*)(?=\s*:)/g, '$1"$2"');
  try {
    return { ok: true, rules: JSON.parse(`{${quoted}}`) as Readonly<Record<string, unknown>> };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `Failed to parse JSON from '${value}': ${reason}` };
  }
}
