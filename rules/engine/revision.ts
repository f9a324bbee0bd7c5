import { createEffects } from '../effects/effects.js';
import type { CallGroups } from '../effects/call-groups.js';
import type { Effects } from '../effects/effects.js';
import type { NameIndex } from '../effects/name-index.js';
import type { FunctionRef, Inference } from '../inference/inference.js';
import type { FileFacts } from '../model/facts.js';
import type { Host } from '../model/host.js';
import type { Settings } from '../model/settings.js';
import { exportedFunctions } from '../project/exported-functions.js';
import type { FileStore } from '../project/file-store.js';
import type { JavaScriptState } from '../project/javascript-state.js';
import { createFileRoles } from './file-roles.js';
import { createPythonInference } from '../project/python/python-project.js';
import type { Resolver } from '../project/resolution/resolver.js';
import type { StatisticsCounter } from './statistics.js';

export interface RevisionSource {
  readonly host: Host;
  readonly root: string;
  readonly store: FileStore;
  readonly resolver: Resolver;
  readonly settings: Settings;
  readonly statistics: Pick<StatisticsCounter, 'timed'>;
  readonly names: NameIndex;
  readonly groups: CallGroups;
  /** In the state that the revision is about. */
  readonly javascript: JavaScriptState;
  readonly checkpoint: () => void;
}

/** Everything derived from one state of the project's files. */
export interface Revision {
  readonly store: FileStore;
  readonly effects: Effects;
  inference(path: string): Inference;
  facts(path: string): FileFacts | undefined;
  text(path: string): string;
  display(path: string): string;
  missing(): ReadonlyMap<string, number>;
}

export function isPython(path: string): boolean {
  return path.endsWith('.py') || path.endsWith('.pyi');
}

export function createRevision({
  host,
  root,
  store,
  resolver,
  settings,
  statistics,
  names,
  groups,
  javascript,
  checkpoint,
}: RevisionSource): Revision {
  const paths = store.sortedPaths();
  const python = createPythonInference(store.facts, host, root, () => paths);
  const inference = (path: string): Inference => (isPython(path) ? python : javascript.inference);
  // Every fix asks for the text of its file.
  const texts = new Map<string, string>();
  const facts = (path: string): FileFacts | undefined => store.facts(path);
  const display = (path: string): string => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path);
  const locate = (from: string, path: string): string | undefined => {
    const found = resolver.resolve(from, path.startsWith('.') || path.startsWith('/') ? path : `./${path}`, 'import');
    return found.kind === 'file' && !found.external ? found.path : undefined;
  };
  const effects = createEffects({
    paths,
    locate,
    facts,
    inference,
    role: createFileRoles(resolver),
    exported: (path, name): readonly FunctionRef[] => exportedFunctions(javascript.project, path, name),
    display,
    settings: settings.project,
    names,
    groups,
    checkpoint,
    timed: statistics.timed,
  });
  return {
    store,
    effects,
    inference,
    facts,
    display,
    text(path) {
      let text = texts.get(path);
      if (text === undefined) {
        text = store.text(path) ?? '';
        texts.set(path, text);
      }
      return text;
    },
    missing: () => new Map([...(paths.some(isPython) ? python.missing() : []), ...javascript.inference.missing()]),
  };
}
