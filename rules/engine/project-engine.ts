import type { Rule } from '../catalogue/define-rule.js';
import type { Engine, FileChange, FileResult } from '../engine-types.js';
import { extractFacts } from '../facts/extract-facts.js';
import { createFileStore } from '../project/file-store.js';
import type { Extract, FileStore } from '../project/file-store.js';
import { openLibrary } from '../project/library.js';
import { createOverlayHost } from '../project/overlay-host.js';
import { createResolver } from '../project/resolution/resolver.js';
import type { Host } from '../model/host.js';
import type { Settings } from '../model/settings.js';
import { checkFileOf, emptyResult } from './analyse-file.js';
import { createRevision } from './revision.js';
import type { Revision, RevisionSource } from './revision.js';
import { createStatistics } from './statistics.js';
import type { StatisticsCounter } from './statistics.js';

export interface ProjectEngineOptions {
  readonly host: Host;
  readonly root: string;
  readonly settings: Settings;
  readonly measure?: boolean;
  readonly extract?: Extract;
  readonly rules: readonly Rule[];
}

/**
 * The engine over one root. Facts are kept per file text; everything derived belongs to one revision and is dropped
 * as a whole when anything changes, so that an answer can never depend on the way the project came to its state.
 */
export function createProjectEngine({
  host,
  root,
  settings,
  measure = false,
  extract,
  rules,
}: ProjectEngineOptions): Engine {
  const statistics = createStatistics(measure);
  const store = createFileStore(
    measure ? timedHost(host, statistics) : host,
    measure ? (path, text) => statistics.timed('(facts)', () => (extract ?? extractFacts)(path, text)) : extract,
  );
  const resolver = createResolver(createOverlayHost(host, store.overlays), root);
  const library = openLibrary(host);
  let current: Settings = settings;
  let revision: Revision | undefined;
  let isAsked = false;

  const source = (): RevisionSource => ({ host, root, store, resolver, library, settings: current, statistics });
  const open = (): Revision => {
    isAsked = true;
    revision ??= createRevision(source());
    return revision;
  };

  return {
    apply(changes) {
      if (changes.length === 0) return;
      const touched = changes.flatMap((change) => {
        if (change.kind === 'settings') current = change.settings;
        return applyChange(store, change, { isAsked });
      });
      if (touched.length > 0) resolver.invalidate(touched);
      revision = undefined;
    },
    check(path, { rules: chosen } = {}): FileResult {
      if (!store.paths.has(path)) {
        store.announce(path);
        revision = undefined;
      }
      try {
        return checkFileOf(
          {
            revision: open(),
            rules,
            settings: chosen === undefined ? current : onlyRules(current, chosen),
            statistics,
          },
          path,
        );
      } catch (error) {
        // A bug in the engine costs one file its findings, never the run.
        const message = error instanceof Error ? error.message : String(error);
        return emptyResult(path, { path, kind: 'internal', message: `The analysis failed: ${message}.` });
      }
    },
    statistics: () => statistics.read(store, revision?.missing() ?? new Map()),
  };
}

/** Notes how long reading takes. */
function timedHost(host: Host, { timed }: StatisticsCounter): Host {
  return { ...host, read: (path) => timed('(reading)', () => host.read(path)) };
}

function onlyRules(settings: Settings, rules: Settings['rules']): Settings {
  return { ...settings, preset: 'none', overrides: [], rules };
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
    case 'removed':
      store.remove(change.path);
      return [change.path];
    default:
      return [];
  }
}
