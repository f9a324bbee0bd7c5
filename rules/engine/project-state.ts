import type { FileChange } from '../engine-types.js';
import { createCallGroups } from '../effects/call-groups.js';
import { createNameIndex } from '../effects/name-index.js';
import { extractFacts } from '../facts/extract-facts.js';
import type { FileFacts } from '../model/facts.js';
import type { Host } from '../model/host.js';
import type { Settings } from '../model/settings.js';
import { createFileStore } from '../project/file-store.js';
import type { Extract, FileStore } from '../project/file-store.js';
import { createJavaScriptState } from '../project/javascript-state.js';
import type { JavaScriptState } from '../project/javascript-state.js';
import type { FactsChange } from '../project/kept-answers.js';
import { openLibrary } from '../project/library.js';
import { createOverlayHost } from '../project/overlay-host.js';
import { createResolver } from '../project/resolution/resolver.js';
import { createRevision } from './revision.js';
import type { Revision } from './revision.js';
import type { AskedOfInference, StatisticsCounter } from './statistics.js';

export interface ProjectStateOptions {
  readonly host: Host;
  readonly root: string;
  readonly settings: Settings;
  readonly extract?: Extract;
  readonly statistics: StatisticsCounter;
  readonly checkpoint: () => void;
}

/**
 * The files of a project as they are now. Facts are kept per file text. What is derived belongs to one revision and is
 * dropped as a whole when anything changes, so that an answer can never depend on the way the project came to its
 * state; only the index of names and the answers that a change certainly leaves as they were go on.
 */
export interface ProjectState {
  readonly store: FileStore;
  settings(): Settings;
  apply(changes: readonly FileChange[]): void;
  /** A file that nobody told about belongs to the project, too. */
  announce(path: string): void;
  /** The present revision, made at the first question about it. */
  open(): Revision;
  asked(): AskedOfInference;
}

export function createProjectState(options: ProjectStateOptions): ProjectState {
  const { host, root, statistics, checkpoint } = options;
  const { timed } = statistics;
  const extract = options.extract ?? extractFacts;
  const store = createFileStore({ ...host, read: (path) => timed('(reading)', () => host.read(path)) }, (path, text) =>
    timed('(facts)', () => extract(path, text)),
  );
  const resolver = createResolver(createOverlayHost(host, store.overlays), root);
  const javascript = createJavaScriptState({ store, resolver, library: openLibrary(host) });
  const names = createNameIndex();
  const groups = createCallGroups();
  /** Facts before what was applied since the last revision. */
  const before = new Map<string, FileFacts>();
  let settings = options.settings;
  let revision: Revision | undefined;
  let isAsked = false;

  /** The set of files or what surrounds them is another: nothing is known file by file. */
  const startOver = (): void => {
    javascript.clear();
    before.clear();
  };

  return {
    store,
    settings: () => settings,
    apply(changes) {
      if (changes.length === 0) return;
      const touched = changes.flatMap((change) => {
        if (change.kind === 'settings') settings = change.settings;
        if (isAsked && (change.kind === 'settings' || !noteBefore(store, before, change))) startOver();
        return applyChange(store, change, { isAsked });
      });
      if (touched.length > 0 && resolver.invalidate(touched)) startOver();
      revision = undefined;
    },
    announce(path) {
      if (store.paths.has(path)) return;
      store.announce(path);
      startOver();
      revision = undefined;
    },
    open() {
      isAsked = true;
      if (revision !== undefined) return revision;
      advance(javascript, before, store);
      const kept = { store, resolver, names, groups, javascript };
      revision = createRevision({ host, root, settings, statistics, checkpoint, ...kept });
      return revision;
    },
    asked: () => ({ missing: revision?.missing() ?? new Map(), resolutions: javascript.inference.resolutions() }),
  };
}

/** Keeps the facts that a change replaces; false when they are not there to be compared. */
function noteBefore(
  store: FileStore,
  before: Map<string, FileFacts>,
  change: Exclude<FileChange, { readonly kind: 'settings' }>,
): boolean {
  const isText = change.kind === 'changed' || change.kind === 'overlay';
  if (before.has(change.path)) return isText;
  const facts = isText && store.paths.has(change.path) ? store.known(change.path) : undefined;
  if (facts === undefined) return false;
  before.set(change.path, facts);
  return true;
}

/** Brings what is kept of JavaScript to the state of the store. */
function advance(javascript: JavaScriptState, before: Map<string, FileFacts>, store: FileStore): void {
  const changes = [...before].map(([path, facts]) => ({ path, before: facts, after: store.facts(path) }));
  before.clear();
  if (changes.length === 0) return;
  const known = changes.flatMap((change): readonly FactsChange[] =>
    change.after === undefined ? [] : [{ ...change, after: change.after }],
  );
  if (known.length < changes.length) javascript.clear();
  else javascript.advance(known);
}

/** Applies one change to the store; gives the path when it changes what is on disk. */
function applyChange(
  store: FileStore,
  change: FileChange,
  { isAsked }: { readonly isAsked: boolean },
): readonly string[] {
  switch (change.kind) {
    case 'overlay':
      store.announce(change.path);
      store.setOverlay(change.path, change.text);
      return [change.path];
    case 'changed': {
      const isNew = !store.paths.has(change.path);
      store.announce(change.path);
      store.setOverlay(change.path, undefined);
      // The first announcement of a project names every file: nothing was asked yet that could be stale.
      return isNew && !isAsked ? [] : [change.path];
    }
    case 'surroundings':
      store.forget(change.path);
      return [change.path];
    case 'removed':
      store.remove(change.path);
      return [change.path];
    default:
      return [];
  }
}
