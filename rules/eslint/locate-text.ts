import { createDiskHost } from '../host/disk-host.js';
import { findStartFolder } from '../host/discover-files.js';
import { MAX_SOURCE_BYTES } from '../host/limits.js';
import { isInside, normalisePath, parentFolder } from '../host/paths.js';
import { findLanguage } from '../host/source-kinds.js';
import type { Language } from '../model/language.js';

/** What ESLint says about the text that it hands over. */
export interface HandedText {
  readonly text: string;
  readonly filename: string;
  readonly physicalFilename: string;
  readonly cwd: string;
  readonly language: Language;
}

/** Where a text stands: the project, and the file that the engine takes it for. */
export interface Place {
  readonly root: string;
  readonly path: string;
  /** The text of the whole file. */
  readonly text: string;
  /** Where the handed text begins in it. */
  readonly offset: number;
}

const COMPONENT = /\.(?:vue|svelte|astro)$/u;

/** Places a text; `undefined` when it is not to be analysed. */
export function locateText(
  handed: HandedText,
  read: (root: string, path: string) => string | undefined,
): Place | undefined {
  const { text, language } = handed;
  if (text.length > MAX_SOURCE_BYTES) return undefined;
  const { root, path, isVirtual } = findPath(handed);
  if (findLanguage(path) !== language) return undefined;
  if (!COMPONENT.test(path) || isVirtual) return { root, path, text, offset: 0 };
  // oxlint hands over the blocks of a component one by one, and ESLint's parsers the file as a whole.
  const whole = read(root, path);
  const offset = whole?.indexOf(text) ?? -1;
  if (whole !== undefined && offset >= 0) return { root, path, text: whole, offset };
  const isWhole = /<script[\s>]|^\s*---/u.test(text);
  return { root, path: isWhole ? path : `${path}.block.ts`, text, offset: 0 };
}

/** The disk without bounds, to follow the links of paths that the host of the rules has read already. */
const disk = createDiskHost({ assetDirectory: '' });

interface FoundPath {
  readonly root: string;
  readonly path: string;
  readonly isVirtual: boolean;
}

function findPath({ filename, physicalFilename, cwd, language }: HandedText): FoundPath {
  const folder = disk.realpath(normalisePath(cwd));
  const extension = language === 'python' ? 'py' : 'js';
  // A text without a name, such as standard input.
  if (physicalFilename.startsWith('<'))
    return { root: folder, path: `${folder}/looplint-input.${extension}`, isVirtual: true };
  const path = disk.realpath(normalisePath(physicalFilename, cwd));
  // Nobody means the whole disk: then, as for files elsewhere, the package or repository around the file is the project.
  const isRooted = isInside(folder, path) && parentFolder(folder) !== folder;
  const root = isRooted ? folder : findStartFolder(path, [path]);
  if (filename !== physicalFilename) {
    // A block that a processor took out of a file: it stands beside that file, so that its imports lead somewhere.
    const name = normalisePath(filename, cwd).slice(normalisePath(physicalFilename, cwd).length);
    return { root, path: `${path}${name.replaceAll('/', '__')}`, isVirtual: true };
  }
  // Scripts with an interpreter line have no extension.
  const isBare = !path.slice(path.lastIndexOf('/') + 1).includes('.');
  return isBare ? { root, path: `${path}__.${extension}`, isVirtual: true } : { root, path, isVirtual: false };
}
