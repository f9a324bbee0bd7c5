import { rules } from '../../../rules/engine.js';
import { comparePaths } from '../../../rules/host/paths.js';
import type { FileReport, QuestionKind, Questions } from '../../protocol/analysis.js';
import type { PositionEncoding } from '../../protocol/places.js';
import { createConverter, type Converter } from './convert.js';
import { answerExplain } from './explain-answer.js';
import { checkSubject, glanceAtSubject, refuseSubject, reportResult, type Subject } from './file-report.js';
import { answerEdits, answerFixAll } from './fix-answers.js';
import { answerCallers, answerInspect } from './inspect-answers.js';
import type { Quarantine } from './quarantine.js';
import { reportStatus } from './status-report.js';
import type { Workspace } from './workspace.js';

/** What answering needs. */
export interface AnswerContext {
  readonly workspace: Workspace;
  readonly quarantine: Quarantine;
  readonly encoding: PositionEncoding;
}

export interface Answers {
  /** Answers one question; what the checkpoint of the workspace throws comes through. */
  answer<Kind extends QuestionKind>(kind: Kind, ask: Questions[Kind]['ask']): Questions[Kind]['answer'];
  /** Drops reports that can be made again. */
  forget(): void;
}

type Handlers = { readonly [Kind in QuestionKind]: (ask: Questions[Kind]['ask']) => Questions[Kind]['answer'] };

interface Remembered {
  readonly project: object;
  readonly revision: number;
  readonly report: FileReport;
}

/** Makes the answers to all questions over one workspace. */
export function createAnswers(context: AnswerContext): Answers {
  const { workspace, quarantine, encoding } = context;
  const reports = new Map<string, Remembered>();
  const subjectOf = (path: string): Subject => {
    const real = workspace.paths.toReal(path);
    return { real, project: workspace.projectOf(real), workspace };
  };
  const judge = ({ real, project }: Subject): string | undefined => {
    const text = workspace.documents.find(real)?.code ?? project.host.read(real);
    return text === undefined ? undefined : quarantine.judge(real, text);
  };
  const check = ({ path }: { readonly path: string }): FileReport => {
    const begin = performance.now();
    const subject = subjectOf(path);
    const { real, project } = subject;
    const document = workspace.documents.find(real);
    const known = reports.get(real);
    const isKnown =
      known?.project === project && known.revision === project.revision && known.report.version === document?.version;
    if (isKnown) return known.report;
    const glance = glanceAtSubject(subject, () => judge(subject));
    const result = glance ?? checkSubject(subject, () => judge(subject));
    const made = reportResult(subject, result, converterOf(subject));
    const report = { ...made, milliseconds: performance.now() - begin };
    if (glance !== undefined) return { ...report, isPartial: true };
    reports.set(real, { project, revision: project.revision, report });
    return report;
  };

  const converterOf = ({ project }: Subject): Converter => createConverter(workspace, project, encoding);
  const fixing = { workspace, encoding, subjectOf, judge };
  const isAnalysed = (subject: Subject): boolean => refuseSubject(subject, () => judge(subject)) === undefined;

  const handlers: Handlers = {
    check,
    files: () => listFiles(workspace),
    status: () => reportStatus(workspace, quarantine),
    page: ({ ruleId }) => (rules.some(({ id }) => id === ruleId) ? workspace.asset(`rules/${ruleId}.md`) : undefined),
    edits: (request) => answerEdits(fixing, request),
    fixAll: (request) => answerFixAll(fixing, request),
    inspect({ path }) {
      const subject = subjectOf(path);
      return isAnalysed(subject) ? answerInspect(subject, converterOf(subject)) : undefined;
    },
    callers(place) {
      const subject = subjectOf(place.path);
      return isAnalysed(subject) ? answerCallers(subject, place, converterOf(subject)) : [];
    },
    explain({ path, position }) {
      const subject = subjectOf(path);
      return answerExplain(subject, position, { converter: converterOf(subject), judge: () => judge(subject) });
    },
  };
  return {
    answer: (kind, ask) => handlers[kind](ask),
    forget: () => reports.clear(),
  };
}

function listFiles(workspace: Workspace): readonly string[] {
  const files = workspace
    .folders()
    .filter(({ project }) => !project.settings.isSilent)
    .flatMap(({ project }) => project.files.own);
  return [...new Set(files)].sort(comparePaths).map((real) => workspace.paths.toEditor(real));
}
