import { isFile } from './file-tree.js';
import { matchesSegments, parsePlainSegment } from '../../model/glob.js';
import { below, childPath, isWithin, joinPath, nameOf, parentOf } from './paths.js';
import {
  NO_CONFIGURATION,
  readConfiguration,
  type CompilerFacts,
  type Configurations,
  type FilePattern,
  type FilePatterns,
} from './tsconfig.js';

/** `tsconfig.base.json` is no project, but where nothing else stands it is what everyone extends. */
const CONFIG_NAMES = ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json'];

/** What `include` leaves out when `exclude` is silent. */
const DEFAULT_EXCLUDED = ['node_modules', 'bower_components', 'jspm_packages'];

/** True for names under which configurations are looked for without being referred to. */
export function isConfigName(name: string): boolean {
  return CONFIG_NAMES.includes(name);
}

/**
 * The configuration that a file belongs to: the nearest one that covers it, itself or through its references; else
 * the nearest one, because tests and scripts that no project lists still live by its `paths`.
 */
export function findConfiguration(configurations: Configurations, file: string, limit: string): CompilerFacts {
  const above = configurationsAbove(configurations, parentOf(file), limit);
  for (const facts of above) {
    const owner = findOwner(configurations, facts, file);
    if (owner !== undefined) return owner;
  }
  const nearest = above[0];
  return nearest === undefined ? NO_CONFIGURATION : spokesmanOf(configurations, nearest);
}

/** The configurations in a directory and above it, nearest first, one for each directory. */
function configurationsAbove(
  configurations: Configurations,
  directory: string,
  limit: string,
): readonly CompilerFacts[] {
  const known = configurations.above.get(directory);
  if (known !== undefined) return known;
  const further =
    directory === limit || !isWithin(directory, limit)
      ? []
      : configurationsAbove(configurations, parentOf(directory), limit);
  const name = CONFIG_NAMES.find((each) => isFile(configurations.tree, childPath(directory, each)));
  const result =
    name === undefined ? further : [readConfiguration(configurations, childPath(directory, name)), ...further];
  configurations.above.set(directory, result);
  return result;
}

/** All configurations that one leads to by `references`, itself first, each once, breadth first. */
export function withReferences(configurations: Configurations, facts: CompilerFacts): readonly CompilerFacts[] {
  const found = [facts];
  const seen = new Set([facts.configPath]);
  for (const each of found) {
    for (const path of each.references) {
      if (seen.has(path)) continue;
      seen.add(path);
      if (isFile(configurations.tree, path)) found.push(readConfiguration(configurations, path));
    }
  }
  return found;
}

function findOwner(configurations: Configurations, facts: CompilerFacts, file: string): CompilerFacts | undefined {
  if (covers(configurations, facts, file)) return facts;
  if (facts.references.length === 0) return undefined;
  return withReferences(configurations, facts).find((each) => covers(configurations, each, file));
}

/** A solution (`files: []` and references) has no options of its own: its first project with some speaks for it. */
function spokesmanOf(configurations: Configurations, facts: CompilerFacts): CompilerFacts {
  if (facts.references.length === 0 || facts.paths.length > 0 || facts.baseUrl !== undefined) return facts;
  const projects = withReferences(configurations, facts).filter((each) => isNear(each, facts));
  return projects.find((each) => each.paths.length > 0 || each.baseUrl !== undefined) ?? facts;
}

function isNear(each: CompilerFacts, facts: CompilerFacts): boolean {
  return parentOf(each.configPath ?? '') === parentOf(facts.configPath ?? '');
}

/** Whether a project lists a file by `files`, or by `include` less `exclude`. */
function covers(configurations: Configurations, facts: CompilerFacts, file: string): boolean {
  let patterns = configurations.patterns.get(facts);
  if (patterns === undefined) {
    patterns = readPatterns(facts);
    configurations.patterns.set(facts, patterns);
  }
  if (patterns.files.has(file)) return true;
  if (patterns.include.length === 0 || !hasOwnKind(facts, file)) return false;
  const isMatch = (pattern: FilePattern): boolean => matchesFile(pattern, file);
  return patterns.include.some(isMatch) && !patterns.exclude.some(isMatch);
}

function hasOwnKind(facts: CompilerFacts, file: string): boolean {
  return facts.allowJs || !/\.[cm]?jsx?$/.test(file);
}

function readPatterns(facts: CompilerFacts): FilePatterns {
  const directory = parentOf(facts.configPath ?? '/');
  const include = facts.include ?? (facts.files === undefined ? [directory] : []);
  const written = [facts.outDir, facts.declarationDir].filter((path) => path !== undefined && path !== directory);
  const exclude = facts.exclude ?? [...DEFAULT_EXCLUDED.map((name) => joinPath(directory, name)), ...written];
  return {
    files: new Set(facts.files),
    include: include.flatMap(includePatterns),
    exclude: exclude.flatMap((pattern) => (pattern === undefined ? [] : excludePatterns(pattern))),
  };
}

function matchesFile({ base, rest }: FilePattern, file: string): boolean {
  if (!isWithin(file, base)) return false;
  return rest === 'anything' || matchesSegments(rest, file === base ? [] : below(base, file).split('/'), 0);
}

/** A last part without dot or wildcard names a directory, and so may a path without any wildcard. */
function includePatterns(pattern: string): readonly FilePattern[] {
  const isDirectory = !/[.*?]/.test(nameOf(pattern)) || !pattern.includes('*');
  return isDirectory ? excludePatterns(pattern) : [toPattern(pattern)];
}

/** What matches a directory leaves out all of it. */
function excludePatterns(pattern: string): readonly FilePattern[] {
  // Without wildcard, one pattern says both: the path and what is below it.
  return /[*?]/.test(pattern) ? [toPattern(pattern), toPattern(joinPath(pattern, '**'))] : [toPattern(`${pattern}/**`)];
}

function toPattern(pattern: string): FilePattern {
  const wild = pattern.search(/[*?]/);
  const base = wild < 0 ? pattern : parentOf(pattern.slice(0, wild));
  const rest = base === pattern ? [] : below(base, pattern).split('/');
  const isAnything = rest[0] === '**' && (rest.length === 1 || (rest.length === 2 && rest[1] === '*'));
  return { base, rest: isAnything ? 'anything' : rest.map(parsePlainSegment) };
}
