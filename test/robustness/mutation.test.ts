import { describe, expect, it } from 'vitest';
import '../support/analyse.js';
import { createEngine, extractFacts } from '../../rules/engine.js';
import type { Engine, FileResult } from '../../rules/engine-types.js';
import type { FileFacts } from '../../rules/model/facts.js';
import { EVERY_RULE } from '../support/engine-run.js';
import { createMemoryHost, type MemoryHost } from '../support/memory-host.js';
import { mutateText, shrinkText } from '../support/mutations.js';
import { createRandom, seedOf } from '../support/random.js';
import { exampleSources, realSources } from '../support/real-sources.js';
import type { ProjectFile } from '../support/repository.js';

const SEED = seedOf(20261120);
const RUNS = Number(process.env['LOOPLINT_MUTATIONS'] ?? 1_000);
const ROOT = '/project';
/** Larger files cost more time than they bring to light. */
const LONGEST = 40_000;
/** As many edits to one file as it takes for its parts to meet each other. */
const EDITS = 3;

interface Desk {
  readonly host: MemoryHost;
  readonly engine: Engine;
}

/** One engine for many mutations: what a broken text leaves behind would show in the next one. */
function openDesk(neighbours: readonly ProjectFile[]): Desk {
  const host = createMemoryHost(neighbours.map(({ path, text }) => [`${ROOT}/${path}`, text]));
  const engine = createEngine({ host, root: ROOT, settings: EVERY_RULE });
  engine.apply(neighbours.map(({ path }) => ({ kind: 'changed', path: `${ROOT}/${path}` })));
  return { host, engine };
}

/** What is wrong with the answer for a text; nothing may be thrown, and nothing may be said that makes no sense. */
function problemsOf({ engine }: Desk, path: string, text: string): readonly string[] {
  try {
    const extraction = extractFacts(path, text);
    if (!extraction.ok) return extraction.kind === 'internal' ? [extraction.message] : [];
    engine.apply([{ kind: 'overlay', path, text }]);
    const result = engine.check(path);
    engine.apply([{ kind: 'removed', path }]);
    return resultProblems(result, extraction.facts, text);
  } catch (error) {
    return [error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error)];
  }
}

function resultProblems(result: FileResult, facts: FileFacts, text: string): readonly string[] {
  const isInside = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
    start >= 0 && start <= end && end <= text.length;
  const found = [...result.findings, ...result.suppressed];
  return [
    ...result.notices.filter(({ kind }) => kind === 'internal').map(({ message }) => message),
    ...found.filter(({ range }) => !isInside(range)).map(({ ruleId }) => `${ruleId} reports outside of the text.`),
    ...found
      .filter(({ fixes }) => fixes.some(({ edits }) => !edits.every(isInside)))
      .map(({ ruleId }) => `${ruleId} mends outside of the text.`),
    ...found
      .filter(({ range }) => innermost(facts, range.start)?.incomplete === true)
      .map(({ ruleId }) => `${ruleId} reports in a function with a syntax error.`),
    ...(JSON.stringify(JSON.parse(JSON.stringify(result))) === JSON.stringify(result)
      ? []
      : ['The result is not JSON.']),
  ];
}

function innermost({ functions }: FileFacts, offset: number): FileFacts['functions'][number] | undefined {
  return functions.findLast(({ range }) => range.start <= offset && offset < range.end) ?? functions[0];
}

function report(desk: Desk, file: ProjectFile, text: string, run: number): string {
  const path = `${ROOT}/mutated-${file.path.replaceAll('/', '-')}`;
  const [problem = ''] = problemsOf(desk, path, text);
  const least = shrinkText(text, (smaller) => problemsOf(desk, path, smaller).length > 0);
  return `Mutation ${String(run)} of ${file.path} (LOOPLINT_SEED=${String(SEED)}): ${problem}\n${JSON.stringify(least)}`;
}

function mutateAll(sources: readonly ProjectFile[], runs: number): readonly string[] {
  const random = createRandom(SEED);
  const short = sources.filter(({ text }) => text.length <= LONGEST);
  const desk = openDesk(short.filter((_, index) => index % 40 === 0).slice(0, 12));
  const failures: string[] = [];
  for (let run = 0; run < runs && failures.length < 3; run++) {
    const file = random.pick(short);
    let { text } = file;
    for (let edits = 1 + random.below(EDITS); edits > 0; edits--) text = mutateText(random, text);
    const path = `${ROOT}/mutated-${file.path.replaceAll('/', '-')}`;
    if (problemsOf(desk, path, text).length > 0) failures.push(report(desk, file, text, run));
  }
  return failures;
}

const languages = {
  'JavaScript and TypeScript': realSources().filter(({ path }) => !path.endsWith('.py')),
  Python: [...realSources(), ...exampleSources()].filter(({ path }) => path.endsWith('.py')),
  'components and JSX': exampleSources().filter(({ path }) => /\.(?:[jt]sx|vue|svelte|astro)$/.test(path)),
};

describe(`random edits of real code (seed ${String(SEED)})`, () => {
  it.each([
    ['JavaScript and TypeScript', 0.7],
    ['Python', 0.2],
    ['components and JSX', 0.1],
  ] as const)(
    'never break the analysis of %s',
    (language, share) => {
      const sources = languages[language];
      expect(sources.length).toBeGreaterThan(0);
      expect(mutateAll(sources, Math.round(RUNS * share))).toEqual([]);
    },
    300_000,
  );
});
