import { NONE } from '../../model/facts.js';
import type { CallFact, FunctionFact } from '../../model/facts.js';
import type { Level } from '../../model/level.js';
import { quoteName } from '../../model/quote-name.js';
import type { RuleView } from '../../model/rule-view.js';
import type { Blocks, BlockingTier, LoopSharing } from '../../model/summary.js';
import { defineRule } from '../define-rule.js';
import { blockingLevel } from './blocking-level.js';
import { explain } from './explain.js';
import { defaultOptions, options } from './options.js';

// Reported once, at the frontier: the call in the function that the event loop enters. Below it the same effect is
// evidence, not another finding. A *may* analysis: one blocking path is enough, because guards such as `if (!cache)`
// hide nearly every real case from a *must* analysis; guarded calls are hints instead.
export default defineRule({
  id: 'no-blocking-call',
  summary:
    'Reports calls that block the event loop where others wait for it, directly or through any number of helpers.',
  languages: ['javascript', 'python'],
  kind: 'problem',
  presets: ['recommended', 'strict'],
  level: 'warning',
  since: '0.1.0',
  messages: {
    direct: '`{{callee}}` blocks the event loop inside `{{owner}}`.',
    twin: '`{{callee}}` may block the event loop: `{{twin}}` does the same without.',
    reached: '`{{callee}}` blocks the event loop: it reaches `{{root}}`.',
  },
  fixes: 'sometimes',
  safeFixes: false,
  replaces: [
    'n/no-sync',
    'node/no-sync',
    'deno/no-sync-fn-in-async-fn',
    'ASYNC210',
    'ASYNC212',
    'ASYNC220',
    'ASYNC221',
    'ASYNC222',
    'ASYNC230',
    'ASYNC240',
    'ASYNC250',
    'ASYNC251',
  ],
  supersedes: [],
  options,
  defaultOptions,

  check(view, report) {
    for (const call of view.file.calls) {
      const found = view.blocksOf(call);
      const twin = found.length === 0 ? view.asyncTwin(call) : undefined;
      if (found.length === 0 && twin === undefined) continue;
      const owner = view.ownerOf(view.functionOf(call.function));
      if (owner.kind === 'module' || view.runsOnLoop(owner) !== 'yes') continue;
      if (twin !== undefined) {
        if (owner.async && isTwinWanted(view, owner))
          report({
            message: 'twin',
            range: call.range,
            level: 'hint',
            data: { callee: view.describe(call.callee), twin },
          });
        continue;
      }
      const worst = pickWorst(view, owner, call, found);
      if (worst === undefined) continue;
      const { blocks, level, why } = worst;
      const callee = view.describe(call.callee);
      const isDirect = blocks.evidence.chain.length === 0;
      report({
        range: call.range,
        level,
        why,
        ...(isDirect
          ? { message: 'direct', data: { callee, owner: owner.label } }
          : { message: 'reached', data: { callee, root: blocks.evidence.rootText } }),
        chain: isDirect
          ? []
          : [view.hop(call.range, `${quoteName(owner.label)} calls \`${callee}\``), ...blocks.evidence.chain],
        fixes: isDirect ? view.fix.useAsyncTwin(call) : [],
      });
    }
  },
});

/** Whether it blocks nobody knows, so it is named only where it could matter. */
function isTwinWanted(view: RuleView, owner: FunctionFact): boolean {
  const { tiers } = view.options;
  if (Array.isArray(tiers) && !tiers.includes('unbounded')) return false;
  const { sharing } = view.waiters(owner);
  return (sharing === 'shared' || sharing === 'none') && isReported(view, sharing);
}

/** The option `roots`. */
function isReported({ options: { roots } }: RuleView, sharing: LoopSharing): boolean {
  return !Array.isArray(roots) || roots.includes(sharing === 'none' ? 'unknown' : sharing);
}

interface Judged {
  readonly blocks: Blocks;
  readonly level: Level;
  readonly why: string;
}

const WEIGHT: Readonly<Record<Level, number>> = { error: 3, warning: 2, hint: 1 };
const TIERS: readonly BlockingTier[] = ['unbounded', 'password', 'cpu', 'disk', 'metadata'];

function pickWorst(view: RuleView, owner: FunctionFact, call: CallFact, found: readonly Blocks[]): Judged | undefined {
  // To find out who waits is dear, and where nobody could be harmed it need not be known.
  const harmful = found.filter(
    (blocks) => isWanted(view, blocks) && blockingLevel(blocks, 'shared', call.loop !== NONE) !== undefined,
  );
  if (harmful.length === 0) return undefined;
  const waiters = view.waiters(owner);
  if (!isReported(view, waiters.sharing)) return undefined;
  const judged = harmful.flatMap((blocks): Judged[] => {
    const level = blockingLevel(blocks, waiters.sharing, call.loop !== NONE);
    return level === undefined ? [] : [{ blocks, level, why: explain(blocks, waiters) }];
  });
  judged.sort(
    (a, b) => WEIGHT[b.level] - WEIGHT[a.level] || TIERS.indexOf(a.blocks.tier) - TIERS.indexOf(b.blocks.tier),
  );
  return judged[0];
}

function isWanted({ options }: RuleView, { kind, tier, evidence }: Blocks): boolean {
  const { kinds, tiers, maxDepth } = options;
  if (Array.isArray(kinds) && !kinds.includes(kind)) return false;
  if (Array.isArray(tiers) && !tiers.includes(tier)) return false;
  return typeof maxDepth !== 'number' || evidence.chain.length <= maxDepth;
}
