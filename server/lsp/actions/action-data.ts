import type { TextSpan } from '../../protocol/places.js';
import { invalidParams, toSpan } from '../params.js';
import { isObject, type JsonObject } from '../read-json.js';

/** What an action needs to make its edits later; it travels through the client. */
export type ActionData = FixData | FixAllData;

interface OfDocument {
  readonly uri: string;
  /** Of the text that the action was offered for; absent for a file that is not open. */
  readonly revision?: number;
}

export interface FixData extends OfDocument {
  readonly kind: 'fix';
  readonly ruleId: string;
  readonly span: TextSpan;
  readonly fix: string;
}

export interface FixAllData extends OfDocument {
  readonly kind: 'fix-all';
  readonly ruleId?: string;
  readonly applicability: 'safe' | 'all';
}

export function readActionData(value: unknown): ActionData {
  const data = isObject(value) ? (readFix(value) ?? readFixAll(value)) : undefined;
  if (data === undefined) throw invalidParams('The action has no `data` of ours.');
  return data;
}

function readFix(value: JsonObject): FixData | undefined {
  const { kind, ruleId, fix } = value;
  const document = readDocument(value);
  const span = toSpan(value['span']);
  if (kind !== 'fix' || document === undefined || span === undefined) return undefined;
  return typeof ruleId === 'string' && typeof fix === 'string' ? { kind, ...document, ruleId, span, fix } : undefined;
}

function readFixAll(value: JsonObject): FixAllData | undefined {
  const { kind, ruleId, applicability } = value;
  const document = readDocument(value);
  if (kind !== 'fix-all' || document === undefined) return undefined;
  if (applicability !== 'safe' && applicability !== 'all') return undefined;
  if (ruleId !== undefined && typeof ruleId !== 'string') return undefined;
  return { kind, ...document, applicability, ...(ruleId !== undefined && { ruleId }) };
}

function readDocument({ uri, revision }: JsonObject): OfDocument | undefined {
  if (typeof uri !== 'string') return undefined;
  if (revision === undefined) return { uri };
  return typeof revision === 'number' ? { uri, revision } : undefined;
}
