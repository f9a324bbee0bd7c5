import { createDiskHost, type DiskHost } from '../../../rules/host/disk-host.js';
import { findStartFolder } from '../../../rules/host/discover-files.js';
import { isInLibrary, isInside } from '../../../rules/host/paths.js';
import { findLanguage } from '../../../rules/host/source-kinds.js';
import type { Announcement, FolderSetup, WorkspaceEvent } from '../../protocol/analysis.js';
import { CONFIG_FILE } from '../../workspace/config-shape.js';
import { collectRoots } from '../../workspace/project-files.js';
import { createDocuments, type Documents } from './documents.js';
import { createProject, type Project, type Shared } from './project.js';
import { findFilesAround, findFolderFiles, readSettings, type ProjectSettings } from './project-setup.js';
import type { Quarantine } from './quarantine.js';
import { createRealPaths, type RealPaths } from './real-paths.js';

/** Everything that the editor has open, with an engine for each folder, made when it is first asked. */
export interface Workspace {
  readonly documents: Documents;
  readonly paths: RealPaths;
  /**
   * Takes events in the order in which they happened; what they lead to is done with the next question. Says whether
   * answers about any file may differ, not only about those that lead to an open document.
   */
  take(events: readonly WorkspaceEvent[]): boolean;
  /** The project that judges a file. */
  projectOf(real: string): Project;
  /** Projects of the folders, in their order. */
  folders(): readonly Place[];
  /** Projects that have an engine. */
  opened(): readonly Project[];
  /** Content of a file that ships with the engine. */
  asset(name: string): string | undefined;
}

/** A folder with its project. */
export interface Place {
  readonly folder: string;
  readonly setup: FolderSetup;
  readonly project: Project;
}

export type WorkspaceOptions = Omit<Shared, 'documents'> & {
  readonly announce: (announcement: Announcement) => void;
};

/** A project, and what is not yet up to date in it. */
interface Slot {
  /** A real folder; outside of the editor's folders the one where a package begins, or a file of a dependency. */
  readonly target: string;
  readonly kind: 'folder' | 'stray';
  /** Files that were asked about, for what lies outside of the editor's folders. */
  readonly asked: Set<string>;
  setup: FolderSetup;
  project: Project | undefined;
  settings: ProjectSettings | undefined;
  /** Configuration, ignore files or files changed: look again. */
  isStale: boolean;
}

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const documents = createDocuments();
  const disk = createDiskHost({ assetDirectory: options.setup.assetDirectory });
  const paths = createRealPaths(disk);
  const shared: Shared = { ...options, documents };
  let folders: Slot[] = [];
  /** Programs outside of all folders, the last one asked last. */
  const strays = new Map<string, Slot>();

  const update = (slot: Slot): Project => {
    if (slot.project !== undefined && !slot.isStale) return slot.project;
    slot.project = updateSlot(slot, { disk, shared, announce: options.announce });
    return slot.project;
  };
  /** Not the user led there, but a link or a URI: there is no project to be read, and a folder's may not read it. */
  const isLedOut = (real: string): boolean => {
    const isAllowed = (root: string): boolean => isInside(root, real);
    if (isInLibrary(real) || folders.some(({ target }) => collectRoots(target, []).some(isAllowed))) return false;
    const document = documents.find(real);
    return document === undefined || folders.some(({ setup }) => isInside(setup.path, document.path));
  };
  const slotOf = (real: string): Slot => {
    const inside = isInLibrary(real) ? [] : folders.filter(({ target }) => isInside(target, real));
    const deepest = inside.sort((left, right) => right.target.length - left.target.length)[0];
    return deepest ?? (isLedOut(real) ? folders[0] : undefined) ?? findStray(strays, real);
  };
  const all = (): readonly Slot[] => [...folders, ...strays.values()];

  const take = (events: readonly WorkspaceEvent[]): boolean => {
    const happened = noteEvents(events, { documents, paths, quarantine: options.quarantine });
    const setups = events.findLast((event) => event.kind === 'folders')?.folders;
    if (setups !== undefined) {
      paths.setFolders(setups.map(({ path }) => path));
      folders = replaceFolders(folders, setups, paths);
    }
    const before = stateOf(all());
    for (const slot of all()) applyToSlot(slot, { ...happened, documents });
    return setups !== undefined || (happened.onDisk.size > 0 && stateOf(all()) !== before);
  };

  return {
    documents,
    paths,
    take,
    projectOf: (real) => update(slotOf(real)),
    folders: () => folders.map((slot) => ({ folder: slot.target, setup: slot.setup, project: update(slot) })),
    opened: () => all().flatMap(({ project }) => (project?.isOpen === true ? [project] : [])),
    asset: disk.asset,
  };
}

interface Noted {
  readonly documents: Documents;
  readonly paths: RealPaths;
  readonly quarantine: Quarantine;
}

/** Brings documents and quarantine up to date; gives the real paths of files that something happened to. */
function noteEvents(
  events: readonly WorkspaceEvent[],
  { documents, paths, quarantine }: Noted,
): Pick<Happened, 'touched' | 'onDisk'> {
  const touched = new Set<string>();
  const onDisk = new Set<string>();
  for (const event of events) {
    if (event.kind === 'text' || event.kind === 'closed') {
      const real = paths.toReal(event.path);
      if (event.kind === 'text') documents.open(real, event);
      else documents.close(real);
      touched.add(real);
    }
    if (event.kind === 'disk') for (const path of event.paths) onDisk.add(paths.toReal(path));
    if (event.kind === 'quarantine') {
      const before = quarantine.files;
      quarantine.replace(event.files);
      for (const { path } of [...before, ...quarantine.files]) touched.add(path);
    }
  }
  return { touched, onDisk };
}

function stateOf(slots: readonly Slot[]): string {
  return slots.map(({ isStale, project }) => `${String(isStale)} ${String(project?.revision)}`).join();
}

/** Folders that stay keep their engines. */
function replaceFolders(before: readonly Slot[], setups: readonly FolderSetup[], paths: RealPaths): Slot[] {
  return setups.map((setup) => {
    const target = paths.toReal(setup.path);
    const known = before.find((slot) => slot.target === target);
    if (known === undefined) return createSlot(target, 'folder', setup);
    known.isStale ||= JSON.stringify(known.setup) !== JSON.stringify(setup);
    known.setup = setup;
    return known;
  });
}

/** Each of them may be as large as a folder's. */
const MAX_STRAYS = 3;

function findStray(strays: Map<string, Slot>, real: string): Slot {
  // What is installed is judged file by file, and everything else package by package.
  const target = isInLibrary(real) ? real : findStartFolder(real, [real]);
  const slot = strays.get(target) ?? createSlot(target, 'stray', { path: target });
  slot.asked.add(real);
  strays.delete(target);
  strays.set(target, slot);
  for (const other of [...strays.keys()].slice(0, Math.max(0, strays.size - MAX_STRAYS))) strays.delete(other);
  return slot;
}

function createSlot(target: string, kind: Slot['kind'], setup: FolderSetup): Slot {
  return { target, kind, setup, asked: new Set(), project: undefined, settings: undefined, isStale: true };
}

interface UpdateContext {
  readonly disk: DiskHost;
  readonly shared: Shared;
  readonly announce: (announcement: Announcement) => void;
}

/** Reads settings and looks for files again; the engine stays where its root does. */
function updateSlot(slot: Slot, { disk, shared, announce }: UpdateContext): Project {
  const { target, kind, setup, project } = slot;
  const [sample = target] = slot.asked;
  const start = kind === 'folder' ? target : findStartFolder(sample, [sample]);
  const before = slot.settings;
  const settings = readSettings(disk, start, setup, before);
  slot.settings = settings;
  slot.isStale = false;
  announceProblem(before, settings, announce);
  const files =
    kind === 'folder'
      ? findFolderFiles(target, settings)
      : findFilesAround(
          [...slot.asked].filter((path) => disk.kind(path) === 'file'),
          settings,
        );
  for (const notice of files.notices)
    if (notice.kind === 'too-much' || (notice.kind === 'too-large' && notice.path === settings.root))
      announce({ kind: 'log', level: 'warning', message: notice.message });
  if (project === undefined || project.settings.root !== settings.root) return createProject(shared, settings, files);
  project.configure(settings, files);
  return project;
}

function announceProblem(
  before: ProjectSettings | undefined,
  { problem }: ProjectSettings,
  announce: (announcement: Announcement) => void,
): void {
  if (problem?.problem === before?.problem?.problem) return;
  if (problem !== undefined) {
    const { path, message, line } = problem;
    announce({ kind: 'configuration', path, problem: message, ...(line === undefined ? {} : { line }) });
  } else if (before?.problem !== undefined) announce({ kind: 'configuration', path: before.problem.path });
}

/** Names of files that decide which files and settings there are. */
const DECISIVE: ReadonlySet<string> = new Set([
  CONFIG_FILE,
  '.gitignore',
  '.git',
  'exclude',
  'package.json',
  'pyproject.toml',
]);
/** What tools keep beside packages, but for what installers write when they are done. */
const TOOL_FOLDER = /\/node_modules\/\.(?!pnpm\/|package-lock\.json$|yarn-integrity$|yarn-state\.yml$|modules\.yaml$)/u;
/** Files that the resolution of imports may read. */
const RELEVANT = /\.(?:json|jsonc|ya?ml|toml|cfg|pth|[cm]?tsx?|[cm]?jsx?|vue|svelte|astro|pyi?)$/u;

/** What happened to files: in the editor, and on the disk. */
interface Happened {
  readonly touched: ReadonlySet<string>;
  readonly onDisk: ReadonlySet<string>;
  readonly documents: Documents;
}

function applyToSlot(slot: Slot, { touched, onDisk, documents }: Happened): void {
  const { project } = slot;
  if (project === undefined) {
    slot.isStale = true;
    return;
  }
  const texts = new Set<string>([...touched].filter((path) => slot.asked.has(path) || project.concerns(path)));
  // A new file that was saved while it was open is one of the project's from now on.
  slot.isStale ||= [...texts].some((path) => documents.find(path) === undefined && !project.files.all.has(path));
  const others: string[] = [];
  for (const path of onDisk) {
    const effect = judgeChange(project, path);
    if (effect.isInstalled) {
      // Facts of what is installed are kept as long as the engine lives.
      slot.project = undefined;
      slot.isStale = true;
      return;
    }
    for (const file of effect.files) texts.add(file);
    if (effect.isAround) others.push(path);
    slot.isStale ||= effect.isDecisive;
  }
  if (others.length > 0) project.invalidate(others);
  if (texts.size > 0) project.refresh(texts);
}

/** What a change on the disk means to a project. */
interface ChangeEffect {
  /** Files of the project whose text may be another. */
  readonly files: readonly string[];
  /** It may decide what imports mean. */
  readonly isAround: boolean;
  /** It may decide which files and settings there are. */
  readonly isDecisive: boolean;
  /** A dependency changed. */
  readonly isInstalled: boolean;
}

function judgeChange(project: Project, path: string): ChangeEffect {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isKnown = project.files.all.has(path);
  if (isKnown && project.host.kind(path) === 'file')
    return { files: [path], isAround: false, isDecisive: false, isInstalled: false };
  const isFolder = !name.includes('.') || project.host.kind(path) === 'directory';
  // A folder stands for everything in it.
  const within = isFolder ? [...project.files.all].filter((file) => file.startsWith(`${path}/`)) : [];
  return {
    files: isKnown ? [path] : within,
    isAround: !isKnown && !isInLibrary(path) && (isFolder || DECISIVE.has(name) || RELEVANT.test(name)),
    isDecisive: isKnown || (!isInLibrary(path) && (isFolder || DECISIVE.has(name) || findLanguage(path) !== undefined)),
    isInstalled: isInLibrary(path) && !TOOL_FOLDER.test(path),
  };
}
