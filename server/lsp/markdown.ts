import { MarkupKind, type MarkupContent } from 'vscode-languageserver';
import type { ClientFeatures } from './client-features.js';

/** For the client: Markdown where it takes it, else the same words. The client must not trust it: it has no links. */
export function toMarkup(markdown: string, { markdown: isTaken }: ClientFeatures): MarkupContent {
  if (isTaken) return { kind: MarkupKind.Markdown, value: markdown };
  return { kind: MarkupKind.PlainText, value: markdown.replace(/\\([!-/:-@[-`{-~])/gu, '$1') };
}
