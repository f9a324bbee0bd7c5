import { CodeActionTriggerKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import { FIX_ALL_COMMAND, FIX_ALL_KIND, FIX_ALL_UNSAFE_KIND } from '../../protocol/names.js';
import type { ReportedFinding } from '../../protocol/analysis.js';
import type { CancelSignal } from '../../protocol/analysis-client.js';
import { escapeText } from '../../workspace/escape.js';
import type { ServerContext } from '../context.js';
import { toDiagnostics } from '../diagnostics/to-diagnostics.js';
import { isSameSpan, readSpan, readUri, toSpan } from '../params.js';
import { isObject, stringsOf, valueAt, type JsonObject } from '../read-json.js';
import { contentModified } from '../workspace-edit.js';
import { readActionData } from './action-data.js';
import { REFACTORING_KINDS } from './kinds.js';
import { collectOffers, type Offer } from './offers.js';
import { findEdits } from './resolve.js';

export const ACTION_KINDS: readonly string[] = ['quickfix', ...REFACTORING_KINDS, FIX_ALL_KIND, FIX_ALL_UNSAFE_KIND];

export interface CodeActions {
  /** `textDocument/codeAction`. */
  answer(params: unknown, signal: CancelSignal): Promise<readonly CodeAction[]>;
  /** `codeAction/resolve`. */
  resolve(params: unknown, signal: CancelSignal): Promise<CodeAction>;
}

/**
 * Offers are made from the report of the text, not from what the client sends back with a diagnostic: several clients
 * send nothing back.
 */
export function createCodeActions(context: ServerContext): CodeActions {
  const { features, documents } = context;

  const toAction = async (offer: Offer, shown: readonly Diagnostic[], signal: CancelSignal): Promise<CodeAction[]> => {
    const { title, kind, finding, preferred, does } = offer;
    const diagnostics =
      finding && shown.filter((each) => each.code === finding.ruleId && isSameSpan(each.range, finding.span));
    const action: CodeAction = {
      title: escapeText(title),
      kind,
      ...(diagnostics !== undefined && diagnostics.length > 0 && { diagnostics }),
      ...(preferred && features.preferredActions && { isPreferred: true }),
    };
    if (does.kind === 'command')
      return [{ ...action, command: { title, command: FIX_ALL_COMMAND, arguments: [does.arguments] } }];
    if (does.kind === 'nothing')
      return features.disabledActions ? [{ ...action, disabled: { reason: does.reason } }] : [];
    if (features.resolvesEdits) return [{ ...action, data: does.data }];
    const edit = await findEdits(context, does.data, signal);
    return edit === undefined ? [] : [{ ...action, edit }];
  };
  return {
    async answer(params, signal) {
      const uri = readUri(params);
      const span = readSpan(valueAt(params, 'range'));
      const path = context.pathOf(uri);
      if (path === undefined || !features.actionLiterals) return [];
      const settings = await context.settings.of(uri);
      if (!settings.enable) return [];
      const revision = documents.find(uri)?.revision;
      const outcome = await context.checks.check(path, { signal, urgency: 'urgent' });
      if (outcome.kind === 'none' || outcome.report.version !== revision) return [];
      const ours = toDiagnostics(outcome.report, { ...context, settings, isOpen: true });
      const isShown = ({ ruleId, span: at }: ReportedFinding): boolean =>
        ours.some(({ code, range }) => code === ruleId && isSameSpan(range, at));
      const only = valueAt(params, 'context', 'only');
      const offers = collectOffers({
        findings: outcome.report.findings.filter(isShown),
        uri,
        revision,
        span,
        only: Array.isArray(only) ? stringsOf(only) : undefined,
        canApply: features.appliesEdits,
        isAutomatic: valueAt(params, 'context', 'triggerKind') === CodeActionTriggerKind.Automatic,
      });
      const shown = shownDiagnostics(params, ours);
      return (await Promise.all(offers.map((offer) => toAction(offer, shown, signal)))).flat();
    },
    async resolve(params, signal) {
      const edit = await findEdits(context, readActionData(valueAt(params, 'data')), signal);
      if (edit === undefined) throw contentModified();
      return { ...(params as CodeAction), edit };
    },
  };
}

/** Our diagnostics as the client has them, so that it knows them again; else as we would send them. */
function shownDiagnostics(params: unknown, ours: readonly Diagnostic[]): readonly Diagnostic[] {
  const sent = valueAt(params, 'context', 'diagnostics');
  const known = Array.isArray(sent) ? (sent as readonly unknown[]).filter(isObject) : [];
  return ours.map(
    (diagnostic) => known.find((each) => isSameDiagnostic(each, diagnostic)) ?? diagnostic,
  ) as Diagnostic[];
}

function isSameDiagnostic(sent: JsonObject, ours: Diagnostic): boolean {
  const span = toSpan(sent['range']);
  return (
    sent['code'] === ours.code && sent['source'] === ours.source && span !== undefined && isSameSpan(span, ours.range)
  );
}
