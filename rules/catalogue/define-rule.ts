import type { ChainHop } from '../model/finding.js';
import type { Fix } from '../model/fix.js';
import type { Level } from '../model/level.js';
import type { Range } from '../model/range.js';
import type { RuleMeta } from '../model/rule-meta.js';
import type { RuleView } from '../model/rule-view.js';
import type { FixBuilder } from '../fixes/fix-builder.js';

type Placeholders<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Data<Text extends string> = [Placeholders<Text>] extends [never]
  ? { readonly data?: undefined }
  : { readonly data: Readonly<Record<Placeholders<Text>, string>> };

/** What a rule says of one defect; `data` has exactly the placeholders of the message. */
export type Report<Messages extends Readonly<Record<string, string>>> = {
  [Id in keyof Messages & string]: {
    readonly message: Id;
    readonly range: Range;
    /** Lower than the rule's own level, for a case that is less certain or less grave. */
    readonly level?: Level;
    /** Why here and at this level, in sentences. */
    readonly why?: string;
    readonly chain?: readonly ChainHop[];
    readonly fixes?: readonly Fix[];
  } & Data<Messages[Id]>;
}[keyof Messages & string];

export interface RuleDefinition<Messages extends Readonly<Record<string, string>>> extends Omit<RuleMeta, 'messages'> {
  readonly messages: Messages;
  check(view: RuleView & { readonly fix: FixBuilder }, report: (finding: Report<Messages>) => void): void;
}

/** A rule as the engine runs it, its message types erased. */
export interface Rule extends RuleMeta {
  check(
    view: RuleView & { readonly fix: FixBuilder },
    report: (finding: Report<Readonly<Record<string, string>>>) => void,
  ): void;
}

/** Types a rule: messages and their data cannot drift apart. */
export function defineRule<const Messages extends Readonly<Record<string, string>>>(
  definition: RuleDefinition<Messages>,
): Rule {
  return definition as unknown as Rule;
}
