import type { FileResult } from '../engine-types.js';
import type { Finding } from '../model/finding.js';
import type { Edit, Fix } from '../model/fix.js';
import type { Range } from '../model/range.js';
import type { RuleSetting } from '../model/settings.js';
import { locateText } from './locate-text.js';
import type { HandedText, Place } from './locate-text.js';
import { openProject } from './project-index.js';
import type { ProjectIndex, ProjectOptions } from './project-index.js';
import type { SharedSettings } from './shared-settings.js';

/** A text that is being linted. */
export interface Source extends HandedText {
  readonly settings: SharedSettings;
  /** The root node: another one in every run over a text, which ESLint's and oxlint's other objects are not. */
  readonly tree: object;
}

/** What the engine says of a text, in offsets of the text as it was handed over. */
export interface Answer {
  readonly findings: readonly Finding[];
  /** Line, from 1, of a hop of a finding's chain. */
  lineOf(hop: { readonly path: string; readonly range: Range }): number;
}

/** A run over one text, shared by all rules that take part in it: the engine is asked once. */
export interface LintSession {
  /** To be called when every rule has joined. */
  answer(): Answer;
}

export interface LintSessions {
  /** A rule joins the run over a text, before any rule asks for the answer. */
  join(source: Source, ruleId: string, setting: RuleSetting): LintSession;
}

interface Joined extends LintSession {
  readonly rules: Map<string, RuleSetting>;
}

/** Makes the state of a process: one project per root, one session per run over a text. */
export function createLintSessions(options: Pick<ProjectOptions, 'asset' | 'now'>): LintSessions {
  const projects = new Map<string, ProjectIndex>();
  const warned = new Set<string>();
  const sessions = new WeakMap<object, Joined>();
  const projectAt = (root: string): ProjectIndex => {
    let project = projects.get(root);
    if (project === undefined) {
      project = openProject({ ...options, root });
      projects.set(root, project);
    }
    return project;
  };
  return {
    join(source, ruleId, setting) {
      let session = sessions.get(source.tree);
      // A rule that is there already is back for another run over the same tree.
      if (session === undefined || session.rules.has(ruleId)) {
        session = startSession(source, { projectAt, warned });
        sessions.set(source.tree, session);
      }
      session.rules.set(ruleId, setting);
      return session;
    },
  };
}

const NOTHING: Answer = { findings: [], lineOf: () => 1 };

interface ProcessState {
  readonly projectAt: (root: string) => ProjectIndex;
  readonly warned: Set<string>;
}

function startSession(source: Source, { projectAt, warned }: ProcessState): Joined {
  const rules = new Map<string, RuleSetting>();
  let answer: Answer | undefined;
  const ask = (): Answer => {
    const place = locateText(source, (root, path) => projectAt(root).read(path));
    if (place === undefined) return NOTHING;
    const project = projectAt(place.root);
    const { language, settings } = source;
    const { path, text } = place;
    const result = project.check({ path, text, language, rules: Object.fromEntries(rules), project: settings.project });
    warnOfFailure(result, warned);
    return {
      findings: result.findings.flatMap((finding) => shiftFinding(finding, place, source.text.length)),
      lineOf: (hop) => lineOf(project, place, hop),
    };
  };
  return { rules, answer: () => (answer ??= ask()) };
}

/** A rule has no other way to say that it could not do its work. Each failure is said once, with the first file. */
function warnOfFailure({ path, notices }: FileResult, warned: Set<string>): void {
  for (const { kind, message } of notices) {
    if (kind !== 'internal' || warned.has(message)) continue;
    warned.add(message);
    process.emitWarning(`${path}: ${message}`, { type: 'LooplintWarning' });
  }
}

/** A finding as seen from the block that was handed over; none when it lies in another block. */
function shiftFinding(finding: Finding, { offset }: Place, length: number): readonly Finding[] {
  const isInside = ({ start, end }: Range): boolean => start >= offset && end <= offset + length;
  if (!isInside(finding.range)) return [];
  if (offset === 0) return [finding];
  const shift = <Span extends Range>(span: Span): Span => ({
    ...span,
    start: span.start - offset,
    end: span.end - offset,
  });
  const fixes = finding.fixes
    .filter(({ edits }) => edits.every(isInside))
    .map((fix): Fix => ({ ...fix, edits: fix.edits.map((edit): Edit => shift(edit)) }));
  return [{ ...finding, range: shift(finding.range), fixes }];
}

function lineOf(
  project: ProjectIndex,
  place: Place,
  { path, range }: { readonly path: string; readonly range: Range },
): number {
  const absolute = /^(?:\/|[A-Za-z]:\/)/u.test(path) ? path : `${place.root}/${path}`;
  const text = absolute === place.path ? place.text : (project.read(absolute) ?? '');
  return text.slice(0, range.start).split(/\r\n|[\n\r\u2028\u2029]/u).length;
}
