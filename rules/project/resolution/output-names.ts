import { isDeclaration, splitExtension } from './candidates.js';
import { firstFile, isDirectory, namesIn, type FileTree } from './file-tree.js';
import { manifestIn, type Manifests } from './manifest.js';
import { below, isWithin, joinPath, nameOf, parentOf } from './paths.js';

/**
 * Who says that there is a file: a manifest, which speaks of the published package, or an import, which speaks of
 * the disk. A hand-written `lib/` is likely behind an import and unlikely behind a manifest with a `src/` beside it.
 */
export type Speaker = 'manifest' | 'import';

/** Directories that nobody writes by hand. */
export const CERTAIN_OUTPUT =
  /^(?:dist|out|output|\.output|esm|cjs|umd|_(?:esm|cjs|types)|dist[-_.].*|.*-dist|lib-(?:commonjs|cjs|amd|umd|esm|es\d+|esnext|dts))$/;
/** Directories that are output in one project and source in the next. */
const POSSIBLE_OUTPUT = /^(?:lib|build|es|es\d+|types|typings|compiled|release|module|commonjs|pkg)$/;
/** What bundlers put below their output directory: one folder for each format or platform. */
const FORMAT =
  /^(?:modern|legacy|node|browser|production|development|prod|dev|esnext|es\d+|src|source|packages|umd|bundle|ts|server|client)$/;
/** Endings of bundles: `index.cjs.js`, `store.esm-bundler.js`, `main.min.js`. */
const FORMAT_TAG =
  /\.(?:cjs|esm|es|mjs|umd|iife|global|common|module|modern|legacy|min|prod|dev|production|development|bundle|runtime|browser|node|esm-bundler|esm-browser)$/;

const SOURCE_DIRECTORIES = ['src', 'source', 'lib', ''];
const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte'];
/** Folders of `src` that hold nothing but the texts of entry points. */
const ENTRY_FOLDERS: ReadonlySet<string> = new Set(['exports', 'entrypoints', 'entries', 'entry', 'public']);
const PLAIN = [''];

/** Where a package's main text is by convention, when its manifest names a bundle without a counterpart. */
const CONVENTIONAL_ENTRIES = [
  'src/index',
  'src/main',
  'src/mod',
  'src/public-api',
  'src/public_api',
  'src/lib/index',
  'source/index',
  'lib/index',
  'index',
  'mod',
];

export function isOutputName(name: string): boolean {
  return CERTAIN_OUTPUT.test(name) || POSSIBLE_OUTPUT.test(name);
}

/** The text behind a package's subpath by convention alone: `.` is `src/index`, `./x` is `src/x`. */
export function findConventional(manifests: Manifests, directory: string, subpath: string): string | undefined {
  const name = manifestIn(manifests, directory)?.name ?? '';
  const entries =
    subpath === '.'
      ? [...CONVENTIONAL_ENTRIES, `src/${name.replace(/^@[^/]*\//, '')}`]
      : ['src/', 'source/', '', 'lib/'].map((prefix) => prefix + subpath.slice(2));
  for (const entry of entries) {
    const path = joinPath(directory, entry);
    // At the top of the package and in `lib`, script may be what was built.
    const isCertain = entry.startsWith('src/') || entry.startsWith('source/');
    const found = findCounterpart(manifests.tree, path, isCertain ? 'any' : 'typescript');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The source of a file that lies in a directory with the name of build output, by its place and name. */
export function findByName(
  manifests: Manifests,
  target: string,
  directory: string,
  speaker: Speaker,
): string | undefined {
  if (!isWithin(target, directory) || target === directory) return undefined;
  const { tree } = manifests;
  const segments = below(directory, target).split('/');
  const first = segments[0] ?? '';
  const isThere = firstFile(tree, parentOf(target), nameOf(target), PLAIN, PLAIN) !== undefined;
  if (!isOutputName(first)) {
    if (speaker === 'import') return undefined;
    // `./index.js` written next to `src/` by a bundler; a hand-written one stays what it is.
    return findCounterpart(tree, joinPath(directory, `src/${segments.join('/')}`), isThere ? 'typescript' : 'any');
  }
  const rests = withoutOutput(segments);
  if (speaker === 'import' && isThere && !CERTAIN_OUTPUT.test(first)) {
    return isDeclaration(target) ? undefined : findInSources(tree, directory, { first, rests, scripts: false });
  }
  return (
    findInSources(tree, directory, { first, rests, scripts: true }) ??
    findBundled(manifests, directory, rests.at(-1) ?? '', speaker)
  );
}

/** The source of a file whose place in the output says nothing. */
function findBundled(manifests: Manifests, directory: string, rest: string, speaker: Speaker): string | undefined {
  const entry = speaker === 'manifest' ? findEntryFile(manifests.tree, directory, rest) : undefined;
  if (entry !== undefined || !isNamedAfter(manifests, directory, rest)) return entry;
  return findConventional(manifests, directory, '.');
}

interface Rests {
  /** The output directory. */
  readonly first: string;
  readonly rests: readonly string[];
  /** Whether source may be script. */
  readonly scripts: boolean;
}

function findInSources(tree: FileTree, directory: string, { first, rests, scripts }: Rests): string | undefined {
  for (const rest of rests) {
    for (const source of SOURCE_DIRECTORIES) {
      if (source === first) continue;
      // At the top of the package and in `lib`, script may be what was built.
      const isCertain = source === 'src' || source === 'source' || rest.startsWith('src/');
      const path = joinPath(directory, `${source}/${rest}`);
      const found = findCounterpart(tree, path, isCertain && scripts ? 'any' : 'typescript');
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Bundlers flatten: `dist/control.js` may come from `src/exports/control.ts`, or from the only `control` there is. */
function findEntryFile(tree: FileTree, directory: string, rest: string): string | undefined {
  const source = joinPath(directory, 'src');
  const folders = namesIn(tree, source).filter((name) => isDirectory(tree, joinPath(source, name)));
  const find = (folder: string): string | undefined =>
    findCounterpart(tree, joinPath(source, `${folder}/${rest}`), 'any');
  const named = folders.filter((folder) => ENTRY_FOLDERS.has(folder)).map(find);
  const first = named.find((file) => file !== undefined);
  if (first !== undefined || splitExtension(rest).stem === 'index') return first;
  const all = folders.map(find).filter((file) => file !== undefined);
  return all.length === 1 ? all[0] : undefined;
}

/** `dist/vue.cjs.prod.js` in `vue`, `dist/tanstack-query.js` in `@tanstack/query`: the package in one file. */
function isNamedAfter(manifests: Manifests, directory: string, rest: string): boolean {
  const name = manifestIn(manifests, directory)?.name;
  if (name === undefined || rest.includes('/')) return false;
  const names = [name.replace(/^@[^/]*\//, ''), name.replace('@', '').replace('/', '-')];
  return namesWithoutTags(splitExtension(rest).stem).some((each) => names.includes(each));
}

/** What is left of `dist/esm/a.js` without one, two, … leading output directories; a lone directory is its index. */
function withoutOutput(segments: readonly string[]): readonly string[] {
  const rests: string[] = [];
  for (let count = 1; count <= segments.length; count += 1) {
    const rest = segments.slice(count);
    rests.push(rest.length === 0 ? 'index' : rest.join('/'));
    const next = rest[0] ?? '';
    const isPackaged = segments[count - 1] === 'packages';
    if (rest.length <= 1 && (rest.length === 0 || splitExtension(next).extension !== '')) break;
    if (!isOutputName(next) && !FORMAT.test(next) && !isPackaged && !rest.includes('src')) break;
  }
  return rests;
}

/** The source file for a path with the extension of output, a format's tag, or a directory's index. */
export function findCounterpart(tree: FileTree, path: string, accept: 'any' | 'typescript'): string | undefined {
  const { stem, extension } = splitExtension(path);
  const extensions = extensionsFor(extension).filter((each) => accept === 'any' || /^\.[cm]?tsx?$/.test(each));
  for (const name of namesWithoutTags(nameOf(stem))) {
    const file = firstFile(tree, parentOf(path), name, extensions, PLAIN);
    if (file !== undefined) return file;
  }
  return isDirectory(tree, stem) ? firstFile(tree, stem, 'index', extensions, PLAIN) : undefined;
}

/** `a.esm-bundler.prod`, `a.esm-bundler`, `a`. */
function namesWithoutTags(name: string): readonly string[] {
  const names: string[] = [];
  for (let each = name; each !== '' && each !== names.at(-1); each = each.replace(FORMAT_TAG, '')) names.push(each);
  return names;
}

/** Extensions of source for a written one, most likely first. */
export function extensionsFor(written: string): readonly string[] {
  const module = /^\.(?:d\.)?([cm])/.exec(written)?.[1];
  const same = [
    ...(module === undefined ? [] : [`.${module}ts`]),
    ...(written === '.jsx' ? ['.tsx', '.jsx'] : []),
    ...(written === '.vue' || written === '.svelte' || written === '.astro' ? [written] : []),
  ];
  // A declaration file that was copied rather than made stands in the sources as one.
  return [...new Set([...same, ...SOURCE_EXTENSIONS, ...(written.startsWith('.d.') ? [written] : [])])];
}
