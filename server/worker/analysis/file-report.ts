import type { FileResult } from '../../../rules/engine-types.js';
import { explainRefusal } from '../../../rules/host/discover-files.js';
import { parseIgnoreRules } from '../../../rules/host/ignore-rules.js';
import { describeTooLarge, MAX_SOURCE_BYTES } from '../../../rules/host/limits.js';
import { findLanguage } from '../../../rules/host/source-kinds.js';
import type { Finding } from '../../../rules/model/finding.js';
import type { Notice } from '../../../rules/model/notice.js';
import type { FileReport, ReportedFinding } from '../../protocol/analysis.js';
import { isRepair } from '../../workspace/choose-fix.js';
import type { Converter } from './convert.js';
import type { Project } from './project.js';
import type { Workspace } from './workspace.js';

/** A file as its project sees it. */
export interface Subject {
  readonly real: string;
  readonly project: Project;
  readonly workspace: Workspace;
}

/** Findings of one file, or why there are none. `judge` says which texts are in quarantine. */
export function checkSubject(subject: Subject, judge: (real: string) => string | undefined): FileResult {
  return refuse(subject, judge) ?? explainNotices(subject, subject.project.check(subject.real));
}

/** Some of the findings of an open document, while all of them would take long. */
export function glanceAtSubject(subject: Subject, judge: (real: string) => string | undefined): FileResult | undefined {
  if (refuse(subject, judge) !== undefined) return undefined;
  const result = subject.project.glance(subject.real);
  return result && explainNotices(subject, result);
}

function refuse(subject: Subject, judge: (real: string) => string | undefined): FileResult | undefined {
  const { real, project } = subject;
  const notice = project.settings.isSilent ? undefined : refuseSubject(subject, judge);
  if (notice === undefined && !project.settings.isSilent) return undefined;
  const language = findLanguage(real) ?? 'javascript';
  return { path: real, language, findings: [], suppressed: [], notices: notice === undefined ? [] : [notice] };
}

function explainNotices({ project }: Subject, result: FileResult): FileResult {
  return { ...result, notices: result.notices.map((one) => explain(project, one)) };
}

/** Why a file is not analysed. */
export function refuseSubject(
  { real, project, workspace }: Subject,
  judge: (real: string) => string | undefined,
): Notice | undefined {
  const ignores = project.settings.ignores.map(({ folder, patterns }) => parseIgnoreRules(patterns, folder));
  const refusal = explainRefusal(real, ignores);
  if (refusal !== undefined) return { path: real, kind: 'ignored', message: `Not analysed: ${refusal}.` };
  const document = workspace.documents.find(real);
  if (document !== undefined) {
    const size = Buffer.byteLength(document.code);
    if (size > MAX_SOURCE_BYTES) return { path: real, kind: 'too-large', message: describeTooLarge(size) };
  } else if (!project.files.all.has(real)) {
    const source = project.host.readSource(real);
    if (source.kind === 'refused') return source.notice;
  }
  const reason = judge(real);
  return reason === undefined ? undefined : { path: real, kind: 'internal', message: reason };
}

/** A notice in the host's words where the engine only knows that there is no text. */
function explain({ host }: Project, notice: Notice): Notice {
  if (notice.kind !== 'unreadable') return notice;
  const source = host.readSource(notice.path);
  return source.kind === 'refused' ? source.notice : notice;
}

/** A result as the editor sees it. */
export function reportResult(
  { real, project, workspace }: Subject,
  result: FileResult,
  converter: Converter,
): Omit<FileReport, 'milliseconds'> {
  const document = workspace.documents.find(real);
  const path = document?.path ?? workspace.paths.toEditor(real);
  const content = {
    findings: result.findings.map((finding) => reportFinding(finding, converter)),
    suppressed: result.suppressed.map(({ ruleId, range, message, justification }) => ({
      ruleId,
      span: converter.spanOf(real, range),
      message,
      justification,
    })),
    notices: result.notices.map((notice) => ({ ...notice, path })),
  };
  return {
    path,
    language: result.language,
    ...(document === undefined ? {} : { version: document.version }),
    id: project.host.hash(JSON.stringify(content)),
    ...content,
  };
}

function reportFinding(finding: Finding, converter: Converter): ReportedFinding {
  const { ruleId, path, range, message, level, why, chain, fixes } = finding;
  return {
    ruleId,
    span: converter.spanOf(path, range),
    message,
    level,
    ...(why === undefined ? {} : { why }),
    chain: converter.chainOf(chain),
    fixes: fixes.filter(isRepair).map(({ id, title, applicability }) => ({ id, title, applicability })),
  };
}
