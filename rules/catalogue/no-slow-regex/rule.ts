import { NONE } from '../../model/facts.js';
import type { CallFact, ExpressionId } from '../../model/facts.js';
import { isTestPath } from '../../model/is-test-path.js';
import type { RuleView } from '../../model/rule-view.js';
import { defineRule } from '../define-rule.js';
import { growthOf } from './analyse-pattern.js';
import type { Growth } from './analyse-pattern.js';

// A slow expression does harm where somebody else chooses the text and others wait meanwhile. Where nobody is known to
// wait, as in a library, only what a line of text can freeze is worth a word.
export default defineRule({
  id: 'no-slow-regex',
  summary: 'Points out regular expressions that a long text makes slow, where the text is handed in and others wait.',
  languages: ['javascript'],
  kind: 'problem',
  presets: ['strict'],
  level: 'hint',
  since: '0.1.0',
  messages: {
    exponential: 'A few dozen `{{character}}` in `{{text}}` freeze the event loop: this takes exponential time.',
    polynomial: 'A long run of `{{character}}` in `{{text}}` holds the event loop: this takes quadratic time or more.',
  },
  fixes: 'none',
  safeFixes: false,
  replaces: [
    'regexp/no-super-linear-backtracking',
    'regexp/no-super-linear-move',
    'security/detect-unsafe-regex',
    'sonarjs/slow-regex',
    'sonarjs/super-linear-regex',
  ],
  supersedes: [],

  check(view, report) {
    if (view.file.test || isTestPath(view.path)) return;
    for (const call of view.file.calls) {
      const use = useOf(view, call);
      if (use === undefined || !isHandedIn(view, use.text)) continue;
      const growth = patternGrowth(view, use.regexp);
      if (growth === undefined || !isWaitedFor(view, call, growth)) continue;
      const data = { character: growth.character, text: view.describe(use.text) };
      report({ message: growth.kind, range: view.rangeOf(use.regexp), data });
    }
  },
});

interface Use {
  readonly regexp: ExpressionId;
  readonly text: ExpressionId;
}

const OF_REGEXP = new Set(['exec', 'test']);
const OF_TEXT = new Set(['match', 'matchAll', 'replace', 'replaceAll', 'search', 'split']);

/** The expression and the text of a call that searches one with the other. */
function useOf(view: RuleView, call: CallFact): Use | undefined {
  const [first] = call.arguments;
  if (first === undefined) return undefined;
  if (OF_REGEXP.has(call.name)) return { regexp: view.receiverOf(call), text: first };
  return OF_TEXT.has(call.name) ? { regexp: first, text: view.receiverOf(call) } : undefined;
}

function patternGrowth(view: RuleView, regexp: ExpressionId): Growth | undefined {
  const origin = view.originOf(regexp);
  if (origin.kind === 'regexp') {
    const written = view.file.regexps.find(({ expression }) => expression === origin.expression);
    return written === undefined ? undefined : growthOf(written.pattern, written.flags);
  }
  if (origin.kind !== 'call') return undefined;
  const call = view.call(origin.call);
  if (call.name !== 'RegExp' || !view.apiIds(call).includes('global#RegExp')) return undefined;
  const [pattern, flags] = call.arguments.map((argument) => view.textOf(argument));
  const isWritten = pattern !== undefined && (call.arguments.length < 2 || flags !== undefined);
  return isWritten ? growthOf(pattern, flags ?? '') : undefined;
}

/** Methods that give a text as long as the one that they are called on. */
const KEEPS = new Set(['normalize', 'toLowerCase', 'toString', 'toUpperCase', 'trim', 'trimEnd', 'trimStart']);

/** A parameter, a part of one, or what is made of one without making it shorter. */
function isHandedIn(view: RuleView, text: ExpressionId): boolean {
  let at = text;
  for (let steps = 0; at !== NONE && steps < 8; steps++) {
    const origin = view.originOf(at);
    if (origin.kind === 'parameter')
      return view.functionOf(origin.function).name !== '' || isHandler(view, origin.function);
    if (origin.kind === 'member') at = origin.object;
    else if (origin.kind === 'call' && KEEPS.has(view.call(origin.call).name))
      at = view.receiverOf(view.call(origin.call));
    else return false;
  }
  return false;
}

/** Called by the loop, not by an array's method, whose elements the program may have made itself. */
function isHandler(view: RuleView, fn: number): boolean {
  return view.runsOnLoop(view.functionOf(fn)) === 'yes';
}

function isWaitedFor(view: RuleView, call: CallFact, { kind }: Growth): boolean {
  const { sharing } = view.waiters(view.ownerOf(view.functionOf(call.function)));
  return sharing === 'shared' || (kind === 'exponential' && (sharing === 'none' || sharing === 'single-request'));
}
