import type { InspectedBlock, InspectedFunction } from '../../../rules/engine-types.js';
import type {
  BlockReport,
  CallerReport,
  FileInspection,
  FunctionPlace,
  FunctionReport,
} from '../../protocol/analysis.js';
import type { Converter } from './convert.js';
import type { Subject } from './file-report.js';

/** What is known of the functions and calls of a file. */
export function answerInspect(subject: Subject, converter: Converter): FileInspection | undefined {
  const { real, project, workspace } = subject;
  const inspected = project.ask(real, (engine) => engine.inspect(real));
  if (inspected === undefined) return undefined;
  const document = workspace.documents.find(real);
  return {
    path: document?.path ?? workspace.paths.toEditor(real),
    ...(document === undefined ? {} : { version: document.version }),
    functions: inspected.functions.map((fn) => reportFunction(fn, subject, converter)),
    calls: inspected.calls.map(({ range, calleeRange, blocks, targets, ...call }) => ({
      ...call,
      span: converter.spanOf(real, range),
      calleeSpan: converter.spanOf(real, calleeRange),
      blocks: blocks.map((block) => reportBlock(block, converter)),
      targets: targets.map((target) => ({ ...target, path: workspace.paths.toEditor(target.path) })),
    })),
    directives: inspected.directives.map(({ range, ...directive }) => ({
      ...directive,
      span: converter.spanOf(real, range),
    })),
  };
}

/** Calls of a function from anywhere in its project. */
export function answerCallers(
  subject: Subject,
  { function: fn }: FunctionPlace,
  converter: Converter,
): readonly CallerReport[] {
  const { real, project } = subject;
  return project
    .ask(real, (engine) => engine.callersOf(real, fn))
    .map(({ caller, ranges }) => ({
      caller: reportFunction(caller, subject, converter),
      spans: ranges.map((range) => converter.spanOf(caller.path, range)),
    }));
}

function reportFunction(fn: InspectedFunction, { workspace }: Subject, converter: Converter): FunctionReport {
  const { path, range, nameRange, blocks, ...rest } = fn;
  return {
    ...rest,
    path: workspace.documents.find(path)?.path ?? workspace.paths.toEditor(path),
    span: converter.spanOf(path, range),
    nameSpan: converter.spanOf(path, nameRange),
    blocks: blocks.map((block) => reportBlock(block, converter)),
  };
}

function reportBlock({ chain, ...block }: InspectedBlock, converter: Converter): BlockReport {
  return { ...block, chain: converter.chainOf(chain) };
}
