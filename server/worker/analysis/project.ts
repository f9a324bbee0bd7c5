import { createEngine, extractFacts, type Extract } from '../../../rules/engine.js';
import type { Engine, FileChange, FileResult } from '../../../rules/engine-types.js';
import type { DiskHost } from '../../../rules/host/disk-host.js';
import { MAX_SOURCE_BYTES } from '../../../rules/host/limits.js';
import { isInLibrary, isInside } from '../../../rules/host/paths.js';
import { findLanguage } from '../../../rules/host/source-kinds.js';
import type { Language } from '../../../rules/model/language.js';
import { FEW_FILES, glanceAt } from './glance.js';
import { createProjectHost, type ProjectHost, type ProjectHostOptions } from './project-host.js';
import type { ProjectPaths, ProjectSettings } from './project-setup.js';

/** What all projects of a thread share. */
export interface Shared extends Omit<ProjectHostOptions, 'root'> {
  /** Ends the question at hand by throwing, when it is not to be gone on with. */
  readonly checkpoint: () => void;
  /** Runs work on one file, which is to blame for what happens meanwhile. */
  readonly inJournal: <Result>(path: string, work: () => Result) => Result;
  /** Throws when the parser of a language is not ready yet: the question is asked again when it is. */
  readonly require: (language: Language) => void;
  /** Stands in for the extraction of facts. */
  readonly extract?: Extract;
}

/** A folder, or a program outside of all folders, with an engine of its own. */
export interface Project {
  readonly settings: ProjectSettings;
  readonly host: DiskHost;
  readonly files: ProjectPaths;
  /** Another number after every change that an answer may depend on. */
  readonly revision: number;
  readonly isOpen: boolean;
  /** A text that the engine reads: of an open document, or from the disk. Nothing of one in quarantine. */
  text(path: string): string | undefined;
  /** Does an unsaved text of this file belong to the program? */
  concerns(path: string): boolean;
  check(path: string): FileResult;
  /** What can be said about an open document at once, while the project is not read yet; nothing when that is not worth it. */
  glance(path: string): FileResult | undefined;
  /** Runs a question to the engine about one file. */
  ask<Result>(path: string, question: (engine: Engine) => Result): Result;
  /** Texts of these files may be others now. */
  refresh(paths: Iterable<string>): void;
  /** Files that are no sources of the project changed: manifests, configurations, declarations. */
  invalidate(paths: Iterable<string>): void;
  /** Other settings, and perhaps other files, for the same root. */
  configure(settings: ProjectSettings, files: ProjectPaths): void;
  /** Tries texts that are nowhere yet; `undefined` goes back to what there is. */
  preview(texts: ReadonlyMap<string, string | undefined>): void;
  /** Frees what can be worked out again. */
  forget(): void;
}

/** What a project is made of while it lives. */
interface State {
  readonly shared: Shared;
  readonly texts: ProjectHost;
  settings: ProjectSettings;
  files: ProjectPaths;
  engine: Engine | undefined;
  revision: number;
  readonly results: Map<string, FileResult>;
  readonly glanced: Set<string>;
}

export function createProject(shared: Shared, settings: ProjectSettings, files: ProjectPaths): Project {
  const texts = createProjectHost({ ...shared, root: settings.root });
  const begun = { engine: undefined, revision: 0, results: new Map<string, FileResult>(), glanced: new Set<string>() };
  const state: State = { shared, texts, settings, files, ...begun };
  return {
    get settings() {
      return state.settings;
    },
    host: texts.disk,
    get files() {
      return state.files;
    },
    get revision() {
      return state.revision;
    },
    get isOpen() {
      return state.engine !== undefined;
    },
    text: texts.text,
    concerns: (path) => concerns(state, path),
    check: (path) => check(state, path),
    glance: (path) => glance(state, path),
    ask: (path, question) => shared.inJournal(path, () => question(open(state, path))),
    refresh(paths) {
      if (state.engine === undefined) return;
      change(
        state,
        [...paths].filter((path) => !texts.isSeen(path)).map((path) => changeOf(state, path)),
      );
    },
    invalidate(paths) {
      change(
        state,
        [...paths].map((path) => ({ kind: 'surroundings', path })),
      );
    },
    configure: (next, nextFiles) => configure(state, next, nextFiles),
    preview(given) {
      const changes = [...given].map(([path, text]): FileChange =>
        text === undefined ? changeOf(state, path) : { kind: 'overlay', path, text },
      );
      change(state, changes);
    },
    forget() {
      state.results.clear();
      state.engine?.apply([{ kind: 'settings', settings: state.settings.settings }]);
    },
  };
}

function glance(state: State, path: string): FileResult | undefined {
  const { shared, texts, settings, files, glanced } = state;
  const text = shared.documents.find(path) === undefined ? undefined : texts.text(path);
  const isWorth = state.engine === undefined && files.all.size >= FEW_FILES && !isPython(path) && !glanced.has(path);
  if (text === undefined || !isWorth) return undefined;
  const { checkpoint, inJournal } = shared;
  const extract: Extract = (file, source) => inJournal(file, () => (shared.extract ?? extractFacts)(file, source));
  const options = { host: texts.host, root: settings.root, settings: settings.settings, extract, checkpoint };
  const result = inJournal(path, () => glanceAt(options, path, text));
  glanced.add(path);
  return result;
}

function open(state: State, path: string): Engine {
  const { shared, texts, settings, files } = state;
  const { documents, checkpoint, inJournal } = shared;
  if (isPython(path) || hasPython(files) || documents.paths.some(isPython)) shared.require('python');
  if (state.engine !== undefined) return state.engine;
  const extract: Extract = (file, text) => inJournal(file, () => (shared.extract ?? extractFacts)(file, text));
  const { root } = settings;
  const engine = createEngine({ host: texts.host, root, settings: settings.settings, extract, checkpoint });
  texts.expect(files.all);
  engine.apply([...files.all].map((file) => ({ kind: 'changed', path: file })));
  const unsaved = documents.paths.filter(
    (file) => concerns(state, file) && (!files.all.has(file) || texts.disk.read(file) !== texts.text(file)),
  );
  const changes = unsaved.map((file) => changeOf(state, file));
  texts.note(changes);
  engine.apply(changes);
  state.engine = engine;
  return engine;
}

function check(state: State, path: string): FileResult {
  const { results, shared } = state;
  const known = results.get(path);
  if (known !== undefined) return known;
  const result = shared.inJournal(path, () => open(state, path).check(path));
  results.set(path, result);
  return result;
}

function change(state: State, changes: readonly FileChange[]): void {
  if (changes.length === 0) return;
  state.revision++;
  state.results.clear();
  if (state.engine === undefined) return;
  state.texts.note(changes);
  state.engine.apply(changes);
}

/** What makes the engine see a file as it is now. */
function changeOf({ shared, texts, files }: State, path: string): FileChange {
  const document = shared.documents.find(path);
  if (document !== undefined && Buffer.byteLength(document.code) <= MAX_SOURCE_BYTES)
    return { kind: 'overlay', path, text: texts.text(path) ?? '' };
  return { kind: files.all.has(path) ? 'changed' : 'removed', path };
}

/** An unsaved text counts where its file would be a part of the program, and wherever the file is one. */
function concerns({ files, settings }: State, path: string): boolean {
  return files.all.has(path) || (isInside(settings.root, path) && !isInLibrary(path));
}

function configure(state: State, next: ProjectSettings, files: ProjectPaths): void {
  const before = state.files.all;
  const isSame = JSON.stringify(state.settings.settings) === JSON.stringify(next.settings);
  state.settings = next;
  state.files = files;
  const gone = [...before].filter((path) => !files.all.has(path));
  const come = [...files.all].filter((path) => !before.has(path));
  change(state, [
    ...(isSame ? [] : [{ kind: 'settings', settings: next.settings } as const]),
    ...[...gone, ...come].map((path) => changeOf(state, path)),
  ]);
}

const pythonIn = new WeakMap<ProjectPaths, boolean>();

function hasPython(files: ProjectPaths): boolean {
  let known = pythonIn.get(files);
  if (known === undefined) {
    known = [...files.all].some(isPython);
    pythonIn.set(files, known);
  }
  return known;
}

function isPython(path: string): boolean {
  return findLanguage(path) === 'python';
}
