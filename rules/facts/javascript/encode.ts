import type { ClassFact, Context, JavaScriptFacts, Member, Parameter, Signature } from './model.js';
import { CLASS, MEMBER, NO_CONTEXT, PARAMETER, SIGNATURE } from './usual-records.js';
import { decodeNumbers, encodeNumbers } from './varints.js';

/*
 * Facts as text, for the cache on disk and for the summaries of the platform. Fields that hold what most records hold
 * are left out, and packed tables are written as numbers.
 */

type Plain = Readonly<Record<string, unknown>>;

/** Leaves out what equals the usual value. */
function thin(record: object, usual: object): Plain {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    const expected = (usual as Plain)[key];
    const isUsual =
      value === expected ||
      (Array.isArray(value) && value.length === 0 && Array.isArray(expected)) ||
      isNone(value, expected);
    if (!isUsual) out[key] = value;
  }
  return out;
}

function isNone(value: unknown, expected: unknown): boolean {
  return expected === NO_CONTEXT && (value as Context).k === 'none';
}

/** The facts of one file as text. */
export function encodeFacts(facts: JavaScriptFacts): string {
  const { expressions, scopes, flow } = facts;
  return JSON.stringify({
    ...facts,
    flow: { data: encodeNumbers(flow), count: flow.length },
    expressions: { ...expressions, data: encodeNumbers(expressions.data), count: expressions.data.length },
    scopes: { data: encodeNumbers(scopes.data), count: scopes.data.length, length: scopes.length },
    signatures: facts.signatures.map((signature) => ({
      ...thin(signature, SIGNATURE),
      p: signature.p.length === 0 ? undefined : signature.p.map((parameter) => thin(parameter, PARAMETER)),
    })),
    classes: facts.classes.map((fact) => ({
      ...thin(fact, CLASS),
      members: fact.members.length === 0 ? undefined : fact.members.map((member) => thin(member, MEMBER)),
    })),
  });
}

interface EncodedNumbers {
  readonly data: string;
  readonly count: number;
  readonly length: number;
}

interface Encoded extends Omit<JavaScriptFacts, 'expressions' | 'scopes' | 'flow' | 'signatures' | 'classes'> {
  readonly flow: { readonly data: string; readonly count: number };
  readonly expressions: EncodedNumbers & { readonly names: readonly string[]; readonly contexts: readonly Context[] };
  readonly scopes: EncodedNumbers;
  readonly signatures: readonly (Omit<Partial<Signature>, 'p'> & { readonly p?: readonly Partial<Parameter>[] })[];
  readonly classes: readonly (Omit<Partial<ClassFact>, 'members'> & {
    readonly members?: readonly Partial<Member>[];
  })[];
}

/** The facts of a text that `encodeFacts` made. */
export function decodeFacts(text: string): JavaScriptFacts {
  const encoded = JSON.parse(text) as Encoded;
  const { expressions, scopes, flow } = encoded;
  return {
    ...encoded,
    flow: decodeNumbers(flow.data, flow.count),
    expressions: {
      data: decodeNumbers(expressions.data, expressions.count),
      length: expressions.length,
      names: expressions.names,
      contexts: expressions.contexts,
    },
    scopes: { data: decodeNumbers(scopes.data, scopes.count), length: scopes.length },
    signatures: encoded.signatures.map((signature) => ({
      ...SIGNATURE,
      ...signature,
      p: signature.p?.map((parameter) => ({ ...PARAMETER, ...parameter })) ?? [],
    })),
    classes: encoded.classes.map((fact) => ({
      ...CLASS,
      ...fact,
      members: fact.members?.map((member) => ({ ...MEMBER, ...member })) ?? [],
    })),
  };
}
