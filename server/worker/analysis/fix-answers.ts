import type { FileResult } from '../../../rules/engine-types.js';
import { isInside } from '../../../rules/host/paths.js';
import type { Finding } from '../../../rules/model/finding.js';
import type { Edit, Fix } from '../../../rules/model/fix.js';
import type { FileEdits, FixAllRequest, FixRequest } from '../../protocol/analysis.js';
import type { PositionEncoding, TextSpan } from '../../protocol/places.js';
import { chooseFix } from '../../workspace/choose-fix.js';
import { fixInRounds, type FixedFile } from '../../workspace/fix-rounds.js';
import { suppressFile } from '../../workspace/suppress-file.js';
import { createConverter, type Converter } from './convert.js';
import { checkSubject, type Subject } from './file-report.js';
import type { Project } from './project.js';
import type { Workspace } from './workspace.js';

/** What fixing needs. */
export interface FixContext {
  readonly workspace: Workspace;
  readonly encoding: PositionEncoding;
  readonly subjectOf: (path: string) => Subject;
  /** Why a file is in quarantine. */
  readonly judge: (subject: Subject) => string | undefined;
}

/** The edits of one fix of one finding. */
export function answerEdits(context: FixContext, request: FixRequest): FileEdits | undefined {
  const subject = context.subjectOf(request.path);
  const { real, project } = subject;
  const converter = createConverter(context.workspace, project, context.encoding);
  const result = checkSubject(subject, () => context.judge(subject));
  const finding = result.findings.find(
    (one) => one.ruleId === request.ruleId && isSame(converter.spanOf(real, one.range), request.span),
  );
  const edits = finding && editsOf(subject, { finding, result, fix: request.fix });
  return edits && toFileEdits(subject, converter, { edits, count: 1 });
}

interface Chosen {
  readonly finding: Finding;
  readonly result: FileResult;
  readonly fix: string;
}

function editsOf({ real, project }: Subject, { finding, result, fix }: Chosen): readonly Edit[] | undefined {
  if (fix === 'suppress-file') {
    const text = project.text(real);
    return text === undefined ? undefined : [suppressFile(real, text, finding.ruleId, result.language)];
  }
  const id = fix === 'suppress-line' ? 'suppress' : fix;
  return finding.fixes.find((one) => one.id === id)?.edits;
}

function isSame(left: TextSpan, right: TextSpan): boolean {
  const [a, b] = [left, right].map(({ start, end }) =>
    [start.line, start.character, end.line, end.character].join(':'),
  );
  return a === b;
}

function toFileEdits(
  { real, workspace }: Subject,
  converter: Converter,
  { edits, count }: { readonly edits: readonly Edit[]; readonly count: number },
): FileEdits {
  const document = workspace.documents.find(real);
  return {
    path: document?.path ?? workspace.paths.toEditor(real),
    ...(document === undefined ? {} : { version: document.version }),
    edits: converter.editsOf(real, edits),
    count,
  };
}

/** Applies fixes in memory, project by project; afterwards every engine sees the texts that there are. */
export function answerFixAll(context: FixContext, request: FixAllRequest): readonly FileEdits[] {
  const edits: FileEdits[] = [];
  for (const { project, paths } of scopeOf(context, request)) {
    const fixed = fixProject(context, request, { project, paths });
    const converter = createConverter(context.workspace, project, context.encoding);
    for (const [real, file] of fixed) {
      const subject = { real, project, workspace: context.workspace };
      edits.push(toFileEdits(subject, converter, { edits: file.edits, count: file.applied }));
    }
  }
  return edits;
}

interface Scope {
  readonly project: Project;
  /** Real paths. */
  readonly paths: readonly string[];
}

function scopeOf({ workspace, subjectOf }: FixContext, { scope }: FixAllRequest): readonly Scope[] {
  if (scope !== 'workspace' && 'path' in scope) {
    const { real, project } = subjectOf(scope.path);
    return [{ project, paths: [real] }];
  }
  const within = scope === 'workspace' ? undefined : workspace.paths.toReal(scope.folder);
  const taken = new Set<string>();
  return workspace.folders().map(({ project }) => {
    const open = workspace.documents.paths.filter((real) => workspace.projectOf(real) === project);
    const paths = [...new Set([...project.files.own, ...open])].filter(
      (real) =>
        !taken.has(real) &&
        (within === undefined || isInside(within, real)) &&
        // A file of several folders belongs to the deepest one.
        workspace.projectOf(real) === project,
    );
    for (const real of paths) taken.add(real);
    return { project, paths };
  });
}

function fixProject(
  { workspace, judge }: FixContext,
  request: FixAllRequest,
  { project, paths }: Scope,
): ReadonlyMap<string, FixedFile> {
  const shown = new Set<string>();
  try {
    return fixInRounds({
      paths,
      check: (all) =>
        all.map((real) => {
          const subject = { real, project, workspace };
          return checkSubject(subject, () => judge(subject));
        }),
      show(texts) {
        for (const path of texts.keys()) shown.add(path);
        project.preview(texts);
      },
      choose: (finding) => choose(finding, request),
      read: project.text,
    }).changes;
  } finally {
    project.preview(new Map([...shown].map((path) => [path, undefined])));
  }
}

function choose(finding: Finding, { ruleId, fixId, applicability }: FixAllRequest): Fix | undefined {
  if (ruleId !== undefined && finding.ruleId !== ruleId) return undefined;
  if (fixId === undefined) return chooseFix(finding, applicability === 'safe' ? 'safe' : 'unsafe');
  const fix = finding.fixes.find(({ id }) => id === fixId);
  return fix !== undefined && (applicability === 'all' || fix.applicability === 'safe') ? fix : undefined;
}
