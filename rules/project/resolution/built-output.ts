import { isTypeScriptSource, splitExtension } from './candidates.js';
import { withReferences } from './config-owner.js';
import { firstFile, namesIn, type FileTree } from './file-tree.js';
import { nearestManifest, type Manifests } from './manifest.js';
import {
  CERTAIN_OUTPUT,
  extensionsFor,
  findByName,
  findCounterpart,
  isOutputName,
  type Speaker,
} from './output-names.js';
import { ancestorsOf, below, isInstalled, isWithin, joinPath, nameOf, parentOf } from './paths.js';
import { readConfiguration, type CompilerFacts, type Configurations } from './tsconfig.js';

/**
 * From what a build writes back to what it was written from. A checkout has no `dist`, a working tree has one, and
 * both must give the same findings: so output is mapped to source whether it is there or not.
 */
export interface Outputs {
  readonly tree: FileTree;
  readonly manifests: Manifests;
  readonly configurations: Configurations;
  readonly mappings: Map<string, readonly OutputMapping[]>;
  /** By directory, the output directories that hold it. */
  readonly around: Map<string, readonly string[]>;
}

/** `outDir` of one configuration, and the directories its content may have come from. */
interface OutputMapping {
  readonly output: string;
  readonly sources: readonly string[];
}

export function createOutputs(configurations: Configurations, manifests: Manifests): Outputs {
  return { tree: manifests.tree, manifests, configurations, mappings: new Map(), around: new Map() };
}

/** The source that a written file, there or not, was or would be made from. */
export function findSource(outputs: Outputs, target: string, speaker: Speaker): string | undefined {
  for (const directory of packageDirectories(outputs, target)) {
    const found =
      findBeside(outputs, target, directory) ??
      findByOptions(outputs, target, directory, speaker) ??
      findByName(outputs.manifests, target, directory, speaker);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Whether a directory, seen from another one, lies where a build writes. Output does not look at itself as output:
 * built files that are linted import each other.
 */
export function isOutput(outputs: Outputs, directory: string, from: string | undefined): boolean {
  return outputsAround(outputs, directory).some((output) => from === undefined || !isWithin(from, output));
}

function outputsAround(outputs: Outputs, directory: string): readonly string[] {
  const known = outputs.around.get(directory);
  if (known !== undefined) return known;
  const found: string[] = [];
  for (const each of packageDirectories(outputs, joinPath(directory, 'x'))) {
    if (each === directory) continue;
    const top = topOf(each, directory);
    if (isOutputName(top)) found.push(joinPath(each, top));
    found.push(...mappingsFor(outputs, joinPath(directory, 'x'), each, each).map((mapping) => mapping.output));
  }
  outputs.around.set(directory, found);
  return found;
}

/** Name of the first directory below a package on the way to a path. */
function topOf(directory: string, path: string): string {
  return path === directory ? '' : (below(directory, path).split('/')[0] ?? '');
}

/** True when the first directory below the package is one that nobody writes by hand. */
export function isCertainOutput(outputs: Outputs, path: string): boolean {
  return packageDirectories(outputs, path).some((directory) => CERTAIN_OUTPUT.test(topOf(directory, path)));
}

/**
 * The packages that a path may belong to: the nearest manifest, and the one above where the nearest was written by
 * the build too (`dist/package.json`).
 */
function packageDirectories(outputs: Outputs, path: string): readonly string[] {
  const { tree, manifests } = outputs;
  if (!isWithin(path, tree.root) || isInstalled(path, tree.root)) return [];
  const directories: string[] = [];
  let from = path === tree.root ? path : parentOf(path);
  for (;;) {
    const facts = nearestManifest(manifests, from, tree.root);
    if (facts === undefined) break;
    directories.push(facts.directory);
    const isWritten = isOutputName(nameOf(facts.directory)) || facts.name === undefined;
    if (!isWritten || facts.directory === tree.root) break;
    from = parentOf(facts.directory);
  }
  return directories.length > 0 ? directories : [tree.root];
}

/** TypeScript beside its script, as compilers without `outDir` write it. */
function findBeside(outputs: Outputs, target: string, directory: string): string | undefined {
  if (target === directory || CERTAIN_OUTPUT.test(topOf(directory, target))) return undefined;
  const { stem, extension } = splitExtension(nameOf(target));
  const found = firstFile(outputs.tree, parentOf(target), stem, extensionsFor(extension), ['']);
  return found !== undefined && isTypeScriptSource(found) ? found : undefined;
}

function findByOptions(outputs: Outputs, target: string, directory: string, speaker: Speaker): string | undefined {
  const from = speaker === 'manifest' ? undefined : directory;
  for (const mapping of mappingsFor(outputs, target, directory, from)) {
    for (const source of mapping.sources) {
      const path = joinPath(source, below(mapping.output, target));
      const found = path === target ? undefined : findCounterpart(outputs.tree, path, 'any');
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The configured outputs that hold `path` but not `from`: with the package itself as `from`, no `outDir: "."`. */
function mappingsFor(
  outputs: Outputs,
  path: string,
  directory: string,
  from: string | undefined,
): readonly OutputMapping[] {
  return mappingsOf(outputs, directory).filter(
    ({ output }) => isWithin(path, output) && path !== output && (from === undefined || !isWithin(from, output)),
  );
}

function mappingsOf(outputs: Outputs, directory: string): readonly OutputMapping[] {
  const known = outputs.mappings.get(directory);
  if (known !== undefined) return known;
  const { tree, configurations } = outputs;
  const names = namesIn(tree, directory).filter((name) => /^(?:tsconfig|jsconfig)(?:\..+)?\.json$/.test(name));
  const seen = new Set<string | undefined>();
  const mappings: OutputMapping[] = [];
  for (const name of names) {
    const facts = readConfiguration(configurations, joinPath(directory, name));
    for (const each of withReferences(configurations, facts)) {
      if (seen.has(each.configPath)) continue;
      seen.add(each.configPath);
      mappings.push(...mappingsIn(tree, each));
    }
  }
  outputs.mappings.set(directory, mappings);
  return mappings;
}

function mappingsIn(tree: FileTree, facts: CompilerFacts): readonly OutputMapping[] {
  const directory = parentOf(facts.configPath ?? '/');
  const guessed = [commonDirectory(facts.include ?? facts.files ?? []), directory, joinPath(directory, 'src')];
  const sources = facts.rootDir === undefined ? guessed : [facts.rootDir];
  return [facts.outDir, facts.declarationDir]
    .filter((output) => output !== undefined && isWithin(output, tree.root))
    .map((output) => ({
      output: output ?? '',
      sources: [...new Set(sources)].filter(
        (source) => source !== undefined && source !== output && isWithin(source, tree.root),
      ) as readonly string[],
    }));
}

/** The directory that holds all patterns; compilers take it as the root when none is given. */
function commonDirectory(patterns: readonly string[]): string | undefined {
  const fixed = patterns.map((pattern) => {
    const wild = pattern.search(/[*?]/);
    return wild < 0 ? pattern : parentOf(pattern.slice(0, wild) + 'x');
  });
  const [first, ...rest] = fixed;
  if (first === undefined) return undefined;
  const base = /\.\w+$/.test(nameOf(first)) ? parentOf(first) : first;
  return ancestorsOf(base, '/').find((directory) => rest.every((each) => isWithin(each, directory)));
}
