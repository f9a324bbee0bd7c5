import { createEngine } from '../engine.js';
import type { Engine, FileChange, FileResult } from '../engine-types.js';
import { createDiskHost } from '../host/disk-host.js';
import { findRepositoryTop } from '../host/ignore-chain.js';
import { findProjectFiles } from '../host/project-files.js';
import type { ProjectFiles } from '../host/project-files.js';
import { createRecordingHost } from '../host/recording-host.js';
import type { RecordingHost } from '../host/recording-host.js';
import { SOURCE_EXTENSIONS } from '../host/source-kinds.js';
import type { Language } from '../model/language.js';
import { DEFAULT_SETTINGS } from '../model/settings.js';
import type { ProjectSettings, Settings } from '../model/settings.js';

/** A text to judge, and how. */
export interface Question {
  /** Absolute and real, where the file exists. */
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly rules: Settings['rules'];
  readonly project: ProjectSettings;
}

/**
 * The code below one folder, for a process of unknown length. Every answer is the one that a fresh process would give:
 * the text that is handed over counts for its own file alone, and everything else is as it is on the disk.
 */
export interface ProjectIndex {
  check(question: Question): FileResult;
  /** The text of a file on the disk. */
  read(path: string): string | undefined;
}

export interface ProjectOptions {
  /** Absolute and real. */
  readonly root: string;
  /** Content of a file that ships with the engine. */
  readonly asset: (name: string) => string | undefined;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

/** What is known of the disk, and the engine that knows it. */
interface Index {
  readonly host: RecordingHost;
  readonly engine: Engine;
  readonly files: Map<Language, ProjectFiles>;
  /** The one file whose text in the engine is not that of the disk. */
  overlay: Overlay | undefined;
  /** For texts that are not among the project's files: each is judged by itself and by what it imports. */
  strays: Engine | undefined;
}

interface Overlay {
  readonly path: string;
  readonly text: string;
}

/**
 * Looking for changes costs a `stat` for each file, folder and question about the disk that the index rests on, so a
 * run over many files cannot look before each of them: looking may take this share of the time. What shows that the
 * run is a new one, or that the disk is another, is looked at without waiting.
 */
const SHARE = 1 / 10;

/** Opens a project. Nothing is read before the first question. */
export function openProject(options: ProjectOptions): ProjectIndex {
  let index: Index | undefined;
  let project = DEFAULT_SETTINGS.project;
  let lookAgainAt = 0;
  /** Lengths of the texts judged in this run by path: one that comes again, and is no repaired one, is of another run. */
  const judged = new Map<string, number>();

  const current = (): Index => (index ??= openIndex(options, project));
  const look = (known: Index): void => {
    const begin = options.now();
    const state = update(known, options.root);
    const end = options.now();
    // What an update costs says nothing about looking.
    if (state === 'unchanged') lookAgainAt = end + (end - begin) / SHARE;
    if (state === 'outdated') index = undefined;
  };
  const refresh = ({ path, text, language }: Question): void => {
    const files = index?.files.get(language);
    const isNew = files?.paths.has(path) === false && files.isStale();
    const isNextRun = judged.get(path) === text.length;
    if (isNextRun) judged.clear();
    judged.set(path, text.length);
    if (index === undefined) return;
    if (isNextRun || isNew || index.host.isStale(path) || options.now() >= lookAgainAt) look(index);
  };
  const configure = (wanted: ProjectSettings): void => {
    if (isSame(wanted, project)) return;
    project = wanted;
    for (const engine of [index?.engine, index?.strays])
      engine?.apply([{ kind: 'settings', settings: settingsOf(project) }]);
  };

  return {
    read: (path) => current().host.read(path),
    check(question) {
      const { path, text, language, rules } = question;
      refresh(question);
      configure(question.project);
      const known = current();
      let files = known.files.get(language);
      if (files === undefined) {
        files = findProjectFiles(options.root, language);
        if (files.problem !== undefined) process.emitWarning(files.problem, { type: 'LooplintWarning' });
        known.files.set(language, files);
        known.engine.apply([...files.paths].map((found) => ({ kind: 'changed', path: found })));
      }
      if (!files.paths.has(path)) {
        known.strays ??= openEngine(known.host, options.root, project);
        return checkStray(known.strays, question);
      }
      show(known, known.host.read(path) === text ? undefined : { path, text });
      return known.engine.check(path, { rules });
    },
  };
}

function settingsOf(project: ProjectSettings): Settings {
  // ESLint obeys comments itself: one that was already obeyed it would call unused.
  return { ...DEFAULT_SETTINGS, preset: 'none', project, inlineConfig: false };
}

function isSame(left: ProjectSettings, right: ProjectSettings): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function openIndex({ root, asset }: ProjectOptions, project: ProjectSettings): Index {
  const roots = [root, findRepositoryTop(root) ?? root];
  const host = createRecordingHost({ ...createDiskHost({ roots, assetDirectory: '' }), asset });
  return { host, engine: openEngine(host, root, project), files: new Map(), overlay: undefined, strays: undefined };
}

function openEngine(host: RecordingHost, root: string, project: ProjectSettings): Engine {
  return createEngine({ host, root, settings: settingsOf(project) });
}

/** Makes the engine see this text in place of a file's, and no other. */
function show(index: Index, wanted: Overlay | undefined): void {
  const { overlay } = index;
  if (overlay?.path === wanted?.path && overlay?.text === wanted?.text) return;
  const changes: FileChange[] = [];
  if (overlay !== undefined && overlay.path !== wanted?.path) changes.push({ kind: 'changed', path: overlay.path });
  if (wanted !== undefined) changes.push({ kind: 'overlay', ...wanted });
  index.engine.apply(changes);
  index.overlay = wanted;
}

function checkStray(strays: Engine, { path, text, rules }: Question): FileResult {
  strays.apply([{ kind: 'overlay', path, text }]);
  const result = strays.check(path, { rules });
  strays.apply([{ kind: 'removed', path }]);
  return result;
}

const RELEVANT = new RegExp(
  `(?:${[...SOURCE_EXTENSIONS, '.json', '.jsonc', '.yaml', '.toml'].map((extension) => `\\${extension}`).join('|')})$`,
  'u',
);

/** Does something that came or went say anything about code? Caches and temporary files do not. */
function isRelevant(host: RecordingHost, path: string): boolean {
  if (path.slice(path.lastIndexOf('/') + 1).startsWith('.')) return false;
  return RELEVANT.test(path) || host.kind(path) === 'directory';
}

/**
 * Tells the engine what changed on the disk. The project's own sources are its daily business; after any other change
 * (a manifest, a configuration, a dependency, a folder) everything is read anew, which is rare and surely right.
 */
function update(index: Index, root: string): 'unchanged' | 'updated' | 'outdated' {
  const { host, engine, files } = index;
  const { files: changed, entries } = host.findChanges();
  if (changed.length + entries.length === 0 && ![...files.values()].some((one) => one.isStale())) return 'unchanged';
  const touched = new Set(changed);
  const sources = new Set<string>();
  const changes: (FileChange & { readonly path: string })[] = [];
  for (const [language, before] of files) {
    const after = findProjectFiles(root, language);
    files.set(language, after);
    for (const path of new Set([...before.paths, ...after.paths])) {
      sources.add(path);
      if (!after.paths.has(path)) changes.push({ kind: 'removed', path });
      else if (!before.paths.has(path) || touched.has(path)) changes.push({ kind: 'changed', path });
    }
  }
  if ([...changed, ...entries.filter((path) => isRelevant(host, path))].some((path) => !sources.has(path)))
    return 'outdated';
  host.forget(changed);
  engine.apply(changes);
  if (changes.some(({ path }) => path === index.overlay?.path)) index.overlay = undefined;
  if (changes.length > 0) index.strays = undefined;
  return 'updated';
}
