import type { TypeId } from '../../facts/javascript/model.js';
import { evaluateType, lazyType } from './annotations.js';
import type { Site } from './annotations.js';
import { assignable } from './assignable.js';
import { awaited } from './awaitable.js';
import { callResult, constructed } from './call-result.js';
import { signaturesOf } from './context.js';
import type { Evaluation } from './evaluation.js';
import { NONE } from '../../model/facts.js';
import { ABSENT, ANY, NEVER, TEXT, arrayOf, force, lazy, promiseOf, unionOf } from './types.js';
import type { Type } from './types.js';

type Utility = (ev: Evaluation, site: Site, args: readonly TypeId[]) => Type | undefined;

/** Types of the standard library that inference knows by heart; `undefined` for any other name. */
export function platformType(
  ev: Evaluation,
  site: Site,
  name: string,
  args: readonly TypeId[],
): { readonly type: Type | undefined } | undefined {
  const utility = UTILITIES.get(name);
  return utility === undefined ? undefined : { type: utility(ev, site, args) };
}

function argument(ev: Evaluation, { unit, env }: Site, args: readonly TypeId[], index: number): Type | undefined {
  const id = args[index];
  return id === undefined ? undefined : lazyType(ev, unit, id, env);
}

const first: Utility = (ev, { unit, env }, args) => evaluateType(ev, unit, args[0] ?? NONE, env);
const text: Utility = () => TEXT;
const array: Utility = (ev, site, args) => arrayOf(argument(ev, site, args, 0));

/** The members of a union that pass; a type that is no union passes or is `never`. */
function filterUnion(ev: Evaluation, input: Type | undefined, passes: (part: Type) => boolean): Type | undefined {
  const type = force(ev, input);
  if (type === undefined) return undefined;
  if (type.k !== 'union') return passes(type) ? type : NEVER;
  return unionOf(ev, [...type.ts.filter(passes), ...(type.open ? [undefined] : [])]);
}

function picked(omit: boolean): Utility {
  return (ev, site, args) => ({
    k: 'picked',
    of: argument(ev, site, args, 0),
    keys: argument(ev, site, args, 1),
    omit,
  });
}

function parametersOf(isConstruct: boolean): Utility {
  return (ev, site, args) => {
    const callee = force(ev, argument(ev, site, args, 0));
    const callable = callee === undefined ? undefined : signaturesOf(ev, callee, isConstruct);
    const signature = callable?.signatures[callable.signatures.length - 1];
    if (callable === undefined || signature === undefined) return undefined;
    const last = signature.signature.p[signature.signature.p.length - 1];
    const types = signature.signature.p.map(({ t }) => lazyType(ev, signature.unit, t, callable.env));
    if (last?.rest === true) return types.length === 1 ? force(ev, types[0]) : arrayOf(undefined);
    return arrayOf(
      lazy(() => unionOf(ev, types)),
      types,
    );
  };
}

const UTILITIES: ReadonlyMap<string, Utility> = new Map<string, Utility>([
  ['Promise', (ev, site, args) => promiseOf(argument(ev, site, args, 0))],
  ['PromiseLike', (ev, site, args) => promiseOf(argument(ev, site, args, 0), 'PromiseLike')],
  ['Array', array],
  ['ReadonlyArray', array],
  ['Partial', first],
  ['Required', first],
  ['Readonly', first],
  ['NoInfer', first],
  ['ThisType', first],
  ['OmitThisParameter', first],
  ['Pick', picked(false)],
  ['Omit', picked(true)],
  ['NonNullable', (ev, site, args) => filterUnion(ev, argument(ev, site, args, 0), (part) => part !== ABSENT)],
  [
    'Extract',
    (ev, site, args) =>
      filterUnion(
        ev,
        argument(ev, site, args, 0),
        (part) => assignable(ev, part, argument(ev, site, args, 1)) !== 'no',
      ),
  ],
  [
    'Exclude',
    (ev, site, args) =>
      filterUnion(
        ev,
        argument(ev, site, args, 0),
        (part) => assignable(ev, part, argument(ev, site, args, 1)) !== 'yes',
      ),
  ],
  ['Awaited', (ev, site, args) => awaited(ev, argument(ev, site, args, 0))],
  [
    'Record',
    (ev, site, args) => ({
      k: 'mapped',
      of: argument(ev, site, args, 1),
      template: undefined,
      members: undefined,
      renamed: undefined,
    }),
  ],
  ['ReturnType', (ev, site, args) => callResult(ev, argument(ev, site, args, 0))],
  ['InstanceType', (ev, site, args) => constructed(ev, argument(ev, site, args, 0))],
  ['Parameters', parametersOf(false)],
  ['ConstructorParameters', parametersOf(true)],
  ['Uppercase', text],
  ['Lowercase', text],
  ['Capitalize', text],
  ['Uncapitalize', text],
  // Calling something that is only known to be a function gives `any`.
  ['Function', () => ANY],
]);
