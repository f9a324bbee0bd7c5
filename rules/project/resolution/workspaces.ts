import { isDirectory, isFile, namesIn, realDirectory, type FileTree } from './file-tree.js';
import { expandBraces, matchesName, matchesSegments, parsePlainSegment } from '../../model/glob.js';
import type { SegmentPattern } from '../../model/glob.js';
import { asObject, asText, asTexts, parseJson, parseJsonc } from './json.js';
import { manifestIn, type Manifests, type PackageFacts } from './manifest.js';
import { ancestorsOf, below, isWithin, joinPath } from './paths.js';
import { readYamlList } from './yaml-list.js';

/** Directories looked at for one workspace: `**` over a huge tree gives up rather than hang. */
const MAX_DIRECTORIES = 20_000;

/** The packages of a workspace root by name; of two with one name the first by path. */
type Members = ReadonlyMap<string, PackageFacts>;

export interface Workspaces {
  readonly tree: FileTree;
  readonly manifests: Manifests;
  readonly byRoot: Map<string, Members | undefined>;
  /** By directory, the packages that can be named from there, nearest workspace first. */
  readonly visible: Map<string, readonly Members[]>;
}

export function createWorkspaces(manifests: Manifests): Workspaces {
  return { tree: manifests.tree, manifests, byRoot: new Map(), visible: new Map() };
}

/** Names of the files, besides `package.json`, that can declare a workspace. */
export const WORKSPACE_FILES: ReadonlySet<string> = new Set(['pnpm-workspace.yaml', 'lerna.json', 'rush.json']);

/**
 * The package of that name in the workspaces around a directory, whether or not anything is installed. Last come
 * the packages that the directory itself lies in: examples and tests import the package above them by name.
 */
export function findMember(workspaces: Workspaces, directory: string, name: string): PackageFacts | undefined {
  for (const members of visibleFrom(workspaces, directory)) {
    const member = members.get(name);
    if (member !== undefined) return member;
  }
  return undefined;
}

function visibleFrom(workspaces: Workspaces, directory: string): readonly Members[] {
  const known = workspaces.visible.get(directory);
  if (known !== undefined) return known;
  const above = ancestorsOf(directory, workspaces.tree.root);
  const around = new Map<string, PackageFacts>();
  for (const facts of above.map((at) => manifestIn(workspaces.manifests, at))) {
    if (facts?.name !== undefined && !around.has(facts.name)) around.set(facts.name, facts);
  }
  const found = above.map((at) => membersOf(workspaces, at)).filter((members) => members !== undefined);
  const visible = around.size > 0 ? [...found, around] : found;
  workspaces.visible.set(directory, visible);
  return visible;
}

function membersOf(workspaces: Workspaces, directory: string): Members | undefined {
  const { byRoot, manifests } = workspaces;
  if (byRoot.has(directory)) return byRoot.get(directory);
  const patterns = declaredPatterns(workspaces, directory);
  const members = new Map<string, PackageFacts>();
  for (const path of patterns.length === 0 ? [] : expandPatterns(workspaces.tree, directory, patterns)) {
    const facts = manifestIn(manifests, path);
    if (facts?.name !== undefined && !members.has(facts.name)) members.set(facts.name, facts);
  }
  const result = patterns.length === 0 ? undefined : members;
  byRoot.set(directory, result);
  return result;
}

function declaredPatterns(workspaces: Workspaces, directory: string): readonly string[] {
  const { tree, manifests } = workspaces;
  const patterns = [...(manifestIn(manifests, directory)?.workspaces ?? [])];
  const read = (name: string): string | undefined => {
    const path = joinPath(directory, name);
    return isFile(tree, path) ? tree.host.read(path) : undefined;
  };
  const pnpm = read('pnpm-workspace.yaml');
  if (pnpm !== undefined) patterns.push(...readYamlList(pnpm, 'packages'));
  const lerna = parseJson(read('lerna.json'));
  if (lerna !== undefined && patterns.length === 0) patterns.push(...(asTexts(lerna['packages']) ?? ['packages/*']));
  const projects = parseJsonc(read('rush.json'))?.['projects'];
  for (const project of Array.isArray(projects) ? projects : []) {
    const folder = asText(asObject(project)?.['projectFolder']);
    if (folder !== undefined) patterns.push(folder);
  }
  return patterns;
}

function expandPatterns(tree: FileTree, base: string, patterns: readonly string[]): readonly string[] {
  const parsed = patterns
    .flatMap((pattern) => expandBraces(pattern) ?? [])
    .map((pattern) => ({
      isExcluded: pattern.startsWith('!'),
      segments: pattern
        .replace(/^!/, '')
        .split('/')
        .filter((segment) => segment !== '' && segment !== '.'),
    }));
  const excluded = parsed.filter((each) => each.isExcluded).map((each) => each.segments.map(parsePlainSegment));
  const walk: Walk = { tree, found: new Set([base]), seen: new Set() };
  for (const { segments } of parsed.filter((each) => !each.isExcluded)) walkPattern(walk, base, segments);
  return [...walk.found].filter((path) => isWithin(path, tree.root) && !isExcluded(excluded, base, path)).sort();
}

// Patterns speak of directories or of what is in them (`!**/test/**`).
function isExcluded(excluded: readonly (readonly SegmentPattern[])[], base: string, path: string): boolean {
  if (path === base || !isWithin(path, base)) return false;
  const segments = below(base, path).split('/');
  const manifest = [...segments, 'package.json'];
  return excluded.some((each) => matchesSegments(each, segments, 0) || matchesSegments(each, manifest, 0));
}

interface Walk {
  readonly tree: FileTree;
  readonly found: Set<string>;
  /** Directory and rest of the pattern, so that overlapping `**` do the work once. */
  readonly seen: Set<string>;
}

function walkPattern(walk: Walk, base: string, pattern: readonly string[]): void {
  const open: { directory: string; at: number }[] = [{ directory: base, at: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { directory, at } = next;
    const key = `${directory}\n${pattern.slice(at).join('/')}`;
    if (walk.seen.has(key) || walk.seen.size >= MAX_DIRECTORIES) continue;
    walk.seen.add(key);
    const segment = pattern[at];
    if (segment === undefined) {
      walk.found.add(realDirectory(walk.tree, directory));
    } else if (segment === '**') {
      open.push({ directory, at: at + 1 });
      for (const child of childrenOf(walk.tree, directory, '*')) {
        // A link may lead back up: `**` goes down real directories only.
        if (realDirectory(walk.tree, child) === child) open.push({ directory: child, at });
      }
    } else if (segment.includes('*') || segment.includes('?')) {
      for (const child of childrenOf(walk.tree, directory, segment)) open.push({ directory: child, at: at + 1 });
    } else {
      const child = joinPath(directory, segment);
      if (isWithin(child, walk.tree.root) && isDirectory(walk.tree, child)) open.push({ directory: child, at: at + 1 });
    }
  }
}

function childrenOf(tree: FileTree, directory: string, pattern: string): readonly string[] {
  const segment = parsePlainSegment(pattern);
  return namesIn(tree, directory)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.') && matchesName(segment, name))
    .map((name) => joinPath(directory, name))
    .filter((path) => isDirectory(tree, path));
}
