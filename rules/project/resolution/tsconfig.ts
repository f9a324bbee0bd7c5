import type { SegmentPattern } from '../../model/glob.js';
import { isFile, type FileTree } from './file-tree.js';
import { asFlag, asObject, asText, asTexts, parseJsonc, type JsonObject } from './json.js';
import { isAbsolute, joinPath, nameOf, normalizePath, parentOf } from './paths.js';

export interface PathMapping {
  /** As written: `@app/*`. */
  readonly pattern: string;
  /** Absolute, with the star of the pattern. */
  readonly targets: readonly string[];
}

/** What of a `tsconfig.json` matters to analysis; paths are absolute, absent options `undefined` or empty. */
export interface CompilerFacts {
  /** `undefined` where no configuration was found. */
  readonly configPath: string | undefined;
  readonly baseUrl: string | undefined;
  readonly paths: readonly PathMapping[];
  readonly outDir: string | undefined;
  readonly declarationDir: string | undefined;
  readonly rootDir: string | undefined;
  readonly rootDirs: readonly string[];
  readonly types: readonly string[] | undefined;
  readonly typeRoots: readonly string[] | undefined;
  readonly jsx: string | undefined;
  readonly jsxImportSource: string | undefined;
  readonly lib: readonly string[] | undefined;
  readonly target: string | undefined;
  readonly module: string | undefined;
  readonly moduleResolution: string | undefined;
  readonly allowJs: boolean;
  readonly customConditions: readonly string[];
  readonly moduleSuffixes: readonly string[];
  /** Configuration files of the referenced projects. */
  readonly references: readonly string[];
  readonly files: readonly string[] | undefined;
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
}

export interface Configurations {
  readonly tree: FileTree;
  readonly byPath: Map<string, CompilerFacts>;
  readonly texts: Map<string, JsonObject>;
  /** By directory, the configurations in it and above it. */
  readonly above: Map<string, readonly CompilerFacts[]>;
  /** What `config-owner` made of `files`, `include` and `exclude`. */
  readonly patterns: Map<CompilerFacts, FilePatterns>;
  /** Every file that was asked for, there or not: a change of one of them is a change of configuration. */
  readonly asked: Set<string>;
  /** Finds the configuration that `extends` names by package. */
  findPackaged(directory: string, specifier: string): string | undefined;
}

/** Which files a project lists. */
export interface FilePatterns {
  readonly files: ReadonlySet<string>;
  readonly include: readonly FilePattern[];
  readonly exclude: readonly FilePattern[];
}

export interface FilePattern {
  /** The directory before the first wildcard. */
  readonly base: string;
  /** Segments below the base; `anything` for what matches every file there. */
  readonly rest: readonly SegmentPattern[] | 'anything';
}

export function createConfigurations(
  tree: FileTree,
  findPackaged: (directory: string, specifier: string) => string | undefined,
): Configurations {
  return {
    tree,
    byPath: new Map(),
    texts: new Map(),
    patterns: new Map(),
    above: new Map(),
    asked: new Set(),
    findPackaged,
  };
}

/** One configuration with what it extends; `${configDir}` still unfilled, everything else absolute. */
interface Layer {
  readonly options: JsonObject;
  readonly pathsBase: string;
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

const TEMPLATE = '${configDir}';
/** Configurations that one may extend, directly or not; also what keeps a long chain from the stack's end. */
const MAX_EXTENDED = 200;
const PATH_OPTIONS = ['baseUrl', 'outDir', 'declarationDir', 'rootDir'];
const PATH_LIST_OPTIONS = ['rootDirs', 'typeRoots'];
const NO_LAYER: Layer = { options: {}, pathsBase: '/' };

export const NO_CONFIGURATION: CompilerFacts = finish(NO_LAYER, undefined, []);

/** The merged configuration in a file; an unreadable one counts as empty. */
export function readConfiguration(configurations: Configurations, path: string): CompilerFacts {
  let facts = configurations.byPath.get(path);
  if (facts === undefined) {
    const json = readJson(configurations, path);
    const references = Array.isArray(json['references']) ? json['references'] : [];
    const directory = parentOf(path);
    facts = finish(
      readLayer(configurations, path, new Map()),
      path,
      references
        .map((each) => asText(asObject(each)?.['path']))
        .filter((each) => each !== undefined)
        .map((each) => referencedFile(configurations.tree, joinPath(directory, each))),
    );
    configurations.byPath.set(path, facts);
  }
  return facts;
}

function referencedFile(tree: FileTree, path: string): string {
  return path.endsWith('.json') && isFile(tree, path) ? path : joinPath(path, 'tsconfig.json');
}

function readJson(configurations: Configurations, path: string): JsonObject {
  let json = configurations.texts.get(path);
  if (json === undefined) {
    const { tree } = configurations;
    json = (isFile(tree, path) ? parseJsonc(tree.host.read(path)) : undefined) ?? {};
    configurations.texts.set(path, json);
    configurations.asked.add(path);
  }
  return json;
}

/**
 * `merged` holds what this one reading has merged so far, and an empty layer for what is being merged: a cycle ends
 * there. It is not kept between readings, because within a cycle the answer depends on where one entered it.
 */
function readLayer(configurations: Configurations, path: string, merged: Map<string, Layer>): Layer {
  const known = merged.get(path);
  if (known !== undefined || merged.size >= MAX_EXTENDED) return known ?? NO_LAYER;
  merged.set(path, NO_LAYER);
  const json = readJson(configurations, path);
  const directory = parentOf(path);
  const parents = typeof json['extends'] === 'string' ? [json['extends']] : (asTexts(json['extends']) ?? []);
  let layer = NO_LAYER;
  for (const specifier of parents) {
    const parent = findExtended(configurations, directory, specifier);
    if (parent !== undefined) layer = merge(layer, readLayer(configurations, parent, merged));
  }
  layer = merge(layer, ownLayer(json, path));
  merged.set(path, layer);
  return layer;
}

function merge(under: Layer, over: Layer): Layer {
  const hasPaths = Object.hasOwn(over.options, 'paths');
  return {
    ...under,
    ...over,
    options: { ...under.options, ...over.options },
    pathsBase: hasPaths ? over.pathsBase : under.pathsBase,
  };
}

function ownLayer(json: JsonObject, path: string): Layer {
  const directory = parentOf(path);
  const absolute = (text: string): string => toAbsolute(directory, text);
  const options: Record<string, unknown> = { ...asObject(json['compilerOptions']) };
  if (nameOf(path) === 'jsconfig.json' && options['allowJs'] === undefined) options['allowJs'] = true;
  for (const name of PATH_OPTIONS) {
    if (typeof options[name] === 'string') options[name] = absolute(options[name]);
  }
  for (const name of PATH_LIST_OPTIONS) {
    if (options[name] !== undefined) options[name] = asTexts(options[name])?.map(absolute);
  }
  const [files, include, exclude] = ['files', 'include', 'exclude'].map((name) => asTexts(json[name])?.map(absolute));
  return {
    options,
    pathsBase: directory,
    ...(files && { files }),
    ...(include && { include }),
    ...(exclude && { exclude }),
  };
}

function toAbsolute(directory: string, text: string): string {
  if (text.startsWith(TEMPLATE)) return text;
  const path = text.replaceAll('\\', '/');
  return isAbsolute(path) ? normalizePath(path) : joinPath(directory, path);
}

function findExtended(configurations: Configurations, directory: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.') && !isAbsolute(specifier)) {
    return configurations.findPackaged(directory, specifier);
  }
  const path = toAbsolute(directory, specifier);
  const candidates = path.endsWith('.json') ? [path] : [`${path}.json`, path];
  for (const candidate of candidates) configurations.asked.add(candidate);
  return candidates.find((candidate) => isFile(configurations.tree, candidate));
}

function finish(layer: Layer, configPath: string | undefined, references: readonly string[]): CompilerFacts {
  const directory = configPath === undefined ? '/' : parentOf(configPath);
  const fill = (text: string): string =>
    text.startsWith(TEMPLATE) ? joinPath(directory, `./${text.slice(TEMPLATE.length)}`) : text;
  const { options } = layer;
  const path = (name: string): string | undefined => {
    const text = asText(options[name]);
    return text === undefined ? undefined : fill(text);
  };
  const baseUrl = path('baseUrl');
  const targetsBase = baseUrl ?? layer.pathsBase;
  return {
    configPath,
    baseUrl,
    paths: Object.entries(asObject(options['paths']) ?? {}).map(([pattern, targets]) => ({
      pattern,
      targets: (asTexts(targets) ?? []).map((target) => fill(toAbsolute(targetsBase, target))),
    })),
    outDir: path('outDir'),
    declarationDir: path('declarationDir'),
    rootDir: path('rootDir'),
    rootDirs: asTexts(options['rootDirs'])?.map(fill) ?? [],
    types: asTexts(options['types']),
    typeRoots: asTexts(options['typeRoots'])?.map(fill),
    jsx: asText(options['jsx']),
    jsxImportSource: asText(options['jsxImportSource']),
    lib: asTexts(options['lib']),
    target: asText(options['target']),
    module: asText(options['module']),
    moduleResolution: asText(options['moduleResolution']),
    allowJs: (asFlag(options['allowJs']) ?? false) || (asFlag(options['checkJs']) ?? false),
    customConditions: asTexts(options['customConditions']) ?? [],
    moduleSuffixes: asTexts(options['moduleSuffixes']) ?? [''],
    references,
    files: layer.files?.map(fill),
    include: layer.include?.map(fill),
    exclude: layer.exclude?.map(fill),
  };
}
