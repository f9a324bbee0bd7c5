import type { PositionEncoding } from '../protocol/places.js';
import { isTrueAt, stringsOf, valueAt } from './read-json.js';

/** What the client can do, as it said in `initialize`. */
export interface ClientFeatures {
  readonly encoding: PositionEncoding;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly diagnosticTags: boolean;
  readonly codeDescription: boolean;
  /** `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly progress: boolean;
  readonly actionLiterals: boolean;
  /** Edits of code actions can be asked for later. */
  readonly resolvesEdits: boolean;
  readonly disabledActions: boolean;
  readonly preferredActions: boolean;
  readonly documentChanges: boolean;
  readonly changeAnnotations: boolean;
  readonly appliesEdits: boolean;
  readonly markdown: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  /** Our own extension, which shows `looplint/status`; other clients would log a message that they do not know. */
  readonly showsStatus: boolean;
}

const ENCODINGS: readonly string[] = ['utf-8', 'utf-16', 'utf-32'] satisfies readonly PositionEncoding[];

/** Reads the parameters of `initialize`. Whatever has the wrong shape counts as not said. */
export function readClientFeatures(params: unknown): ClientFeatures {
  const client = valueAt(params, 'capabilities');
  const has = (...names: readonly string[]): boolean => isTrueAt(client, ...names);
  const offers = (...names: readonly string[]): boolean => valueAt(client, ...names) !== undefined;
  const published = ['textDocument', 'publishDiagnostics'] as const;
  const pulled = ['textDocument', 'diagnostic'] as const;
  const action = ['textDocument', 'codeAction'] as const;
  const edit = ['workspace', 'workspaceEdit'] as const;
  return {
    encoding: pickEncoding(valueAt(client, 'general', 'positionEncodings')),
    pullsDiagnostics: offers(...pulled),
    refreshesDiagnostics: has('workspace', 'diagnostics', 'refreshSupport'),
    relatedInformation: has(...pulled, 'relatedInformation') || has(...published, 'relatedInformation'),
    diagnosticTags: offers(...pulled, 'tagSupport') || offers(...published, 'tagSupport'),
    codeDescription: has(...pulled, 'codeDescriptionSupport') || has(...published, 'codeDescriptionSupport'),
    configuration: has('workspace', 'configuration'),
    registersConfiguration: has('workspace', 'didChangeConfiguration', 'dynamicRegistration'),
    registersWatchers: has('workspace', 'didChangeWatchedFiles', 'dynamicRegistration'),
    progress: has('window', 'workDoneProgress'),
    actionLiterals: offers(...action, 'codeActionLiteralSupport'),
    resolvesEdits:
      has(...action, 'dataSupport') &&
      stringsOf(valueAt(client, ...action, 'resolveSupport', 'properties')).includes('edit'),
    disabledActions: has(...action, 'disabledSupport'),
    preferredActions: has(...action, 'isPreferredSupport'),
    documentChanges: has(...edit, 'documentChanges'),
    changeAnnotations: offers(...edit, 'changeAnnotationSupport'),
    appliesEdits: has('workspace', 'applyEdit'),
    markdown: stringsOf(valueAt(client, 'textDocument', 'hover', 'contentFormat')).includes('markdown'),
    refreshesLenses: has('workspace', 'codeLens', 'refreshSupport'),
    refreshesHints: has('workspace', 'inlayHint', 'refreshSupport'),
    showsStatus: typeof valueAt(params, 'initializationOptions', 'cacheDirectory') === 'string',
  };
}

/** The client's first choice among those that we have; UTF-16 where it says nothing. */
function pickEncoding(offered: unknown): PositionEncoding {
  const known = stringsOf(offered).find((name) => ENCODINGS.includes(name));
  return (known as PositionEncoding | undefined) ?? 'utf-16';
}
