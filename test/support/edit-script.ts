import { createEngine, type Extract } from '../../rules/engine.js';
import type { Engine, FileResult } from '../../rules/engine-types.js';
import type { Settings } from '../../rules/model/settings.js';
import { createMemoryHost, type MemoryHost } from './memory-host.js';

/** One thing that happens to a project while somebody works on it. */
export type Step =
  /** A file gets a text on disk: new, changed or the same. */
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  /** An editor shows another text than the disk has. */
  | { readonly kind: 'type'; readonly path: string; readonly text: string }
  /** The editor closes the file. */
  | { readonly kind: 'close'; readonly path: string }
  | { readonly kind: 'settings'; readonly settings: Settings };

/** A project that is being worked on, and the engine that follows it. */
export interface Session {
  readonly host: MemoryHost;
  readonly engine: Engine;
  readonly root: string;
  readonly extract: Extract;
  readonly overlays: Map<string, string>;
  settings: Settings;
}

const CODE = /\.(?:[mc]?[jt]sx?|vue|py)$/;

/** What a host announces: dependencies are there to be read, and nothing more. */
function isOwn(path: string): boolean {
  return CODE.test(path) && !path.includes('/node_modules/');
}

function isChecked(path: string): boolean {
  return isOwn(path) && !path.endsWith('.d.ts');
}

export function openSession(
  root: string,
  files: ReadonlyMap<string, string>,
  settings: Settings,
  extract: Extract,
): Session {
  const host = createMemoryHost(files);
  const engine = createEngine({ host, root, settings, extract });
  engine.apply([...files.keys()].filter(isOwn).map((path) => ({ kind: 'changed', path })));
  return { host, engine, root, extract, overlays: new Map(), settings };
}

/** Does to disk and editor what the step says, and tells the engine as a host would. */
export function applyStep(session: Session, step: Step): void {
  const { host, engine, overlays } = session;
  switch (step.kind) {
    case 'write':
      host.files.set(step.path, step.text);
      // A host does not report changes of a file that an editor holds.
      if (!overlays.has(step.path)) engine.apply([{ kind: 'changed', path: step.path }]);
      break;
    case 'delete':
      host.files.delete(step.path);
      overlays.delete(step.path);
      engine.apply([{ kind: 'removed', path: step.path }]);
      break;
    case 'rename':
      rename(session, step.from, step.to);
      break;
    case 'type':
      overlays.set(step.path, step.text);
      engine.apply([{ kind: 'overlay', path: step.path, text: step.text }]);
      break;
    case 'close':
      overlays.delete(step.path);
      engine.apply([{ kind: host.files.has(step.path) ? 'changed' : 'removed', path: step.path }]);
      break;
    case 'settings':
      session.settings = step.settings;
      engine.apply([{ kind: 'settings', settings: step.settings }]);
  }
}

function rename({ host, engine, overlays }: Session, from: string, to: string): void {
  const text = host.files.get(from);
  if (text === undefined) return;
  host.files.delete(from);
  host.files.set(to, text);
  overlays.delete(from);
  overlays.delete(to);
  engine.apply([
    { kind: 'removed', path: from },
    { kind: 'changed', path: to },
  ]);
}

/** Files that can be asked about, on disk or in an editor. */
export function sourcesOf({ host, overlays }: Session): readonly string[] {
  return [...new Set([...host.files.keys(), ...overlays.keys()])].filter(isChecked).sort();
}

/** What the engine says that followed every step. */
export function askFollower(session: Session): ReadonlyMap<string, FileResult> {
  return new Map(sourcesOf(session).map((path) => [path, session.engine.check(path)]));
}

/** What an engine says that sees the same state for the first time. */
export function askNewcomer(session: Session): ReadonlyMap<string, FileResult> {
  const { host, root, settings, extract, overlays } = session;
  const paths = sourcesOf(session);
  const engine = createEngine({ host: createMemoryHost(host.files), root, settings, extract });
  const known = [...host.files.keys()].filter(isOwn);
  engine.apply(known.sort().map((path) => ({ kind: 'changed', path })));
  engine.apply([...overlays].map(([path, text]) => ({ kind: 'overlay', path, text })));
  return new Map(paths.map((path) => [path, engine.check(path)]));
}
