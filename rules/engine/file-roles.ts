import { programRoots } from '../knowledge/roots/index.js';
import type { Root } from '../knowledge/types.js';
import type { FileRole } from '../effects/effects-input.js';
import { expandBraces, matchesSegments, parsePlainSegment } from '../model/glob.js';
import type { SegmentPattern } from '../model/glob.js';
import type { PackageFacts } from '../project/resolution/manifest.js';
import type { Resolver } from '../project/resolution/resolver.js';

/** What each file is to its package, by the package's manifest and the conventions of its frameworks. */
export type FileRoles = (path: string) => FileRole;

const PLAIN: FileRole = { sharing: 'none', name: '', entries: [] };

interface Convention {
  readonly root: Root;
  readonly patterns: readonly (readonly SegmentPattern[])[];
}

const conventions: readonly Convention[] = programRoots
  .filter((root) => root.files !== undefined)
  .map((root) => ({
    root,
    patterns: (root.files ?? [])
      .flatMap((pattern) => expandBraces(pattern) ?? [])
      .map((pattern) =>
        pattern
          .split('/')
          .filter((part) => part !== '')
          .map(parsePlainSegment),
      ),
  }));

export function createFileRoles(resolver: Resolver): FileRoles {
  const roles = new Map<string, FileRole>();
  const commands = new Map<string, ReadonlyMap<string, CommandRole>>();
  return (path) => {
    let role = roles.get(path);
    if (role === undefined) {
      role = findRole(resolver, commands, path);
      roles.set(path, role);
    }
    return role;
  };
}

function findRole(resolver: Resolver, commands: Map<string, ReadonlyMap<string, CommandRole>>, path: string): FileRole {
  const facts = resolver.packageOf(path);
  if (facts === undefined) return PLAIN;
  let known = commands.get(facts.directory);
  if (known === undefined) {
    known = commandFiles(resolver, facts);
    commands.set(facts.directory, known);
  }
  const command = known.get(path);
  const matching = conventions.filter(
    ({ root, patterns }) =>
      isPresent(root, facts) &&
      patterns.some((pattern) => matchesSegments(pattern, relativeParts(path, facts.directory), 0)),
  );
  const body = matching.find(({ root }) => root.exports === undefined)?.root;
  const entries = matching.flatMap(({ root }) =>
    (root.exports ?? []).map((name) => ({ export: name, sharing: root.loop, name: root.name })),
  );
  if (command !== undefined) return { ...command, entries };
  return body === undefined ? { ...PLAIN, entries } : { sharing: body.loop, name: body.name, entries };
}

function relativeParts(path: string, directory: string): readonly string[] {
  return path.slice(directory.length + 1).split('/');
}

function isPresent(root: Root, facts: PackageFacts): boolean {
  if (root.requires === undefined) return true;
  return root.requires.some((name) => {
    if (name.startsWith('engines.')) return Object.hasOwn(facts.engines, name.slice('engines.'.length));
    return [facts.dependencies, facts.devDependencies, facts.peerDependencies, facts.optionalDependencies].some(
      (list) => Object.hasOwn(list, name),
    );
  });
}

type CommandRole = Pick<FileRole, 'sharing' | 'name'>;

/** Scripts that build, install or fill a database serve nobody; any other one serves whoever types it. */
function scriptRole(name: string): CommandRole {
  const isSetup =
    /^(?:pre|post)?(?:install|build|compile|bundle|generate|codegen|migrate|migration|seed|prepare|publish|pack|prepublishOnly)(?:[:.-]|$)/.test(
      name,
    );
  return isSetup
    ? { sharing: 'build', name: `the script \`${name}\`` }
    : { sharing: 'command-line', name: `the command \`${name}\`` };
}

/** Files that `bin` and the runners in `scripts` start. */
function commandFiles(resolver: Resolver, facts: PackageFacts): ReadonlyMap<string, CommandRole> {
  const files = new Map<string, CommandRole>();
  const add = (target: string, role: CommandRole): void => {
    const found = resolver.resolve(
      `${facts.directory}/package.json`,
      target.startsWith('.') ? target : `./${target}`,
      'import',
    );
    if (found.kind === 'file' && !files.has(found.path)) files.set(found.path, role);
  };
  for (const [name, target] of Object.entries(facts.bin))
    add(target, { sharing: 'command-line', name: `the command \`${name}\`` });
  for (const [name, script] of Object.entries(facts.scripts)) {
    for (const match of script.matchAll(
      /(?:^|[\s;&|])(?:node|tsx|ts-node|bun|esno|jiti|vite-node)\s+(?:-\S+\s+)*([\w./-]+\.[mc]?[jt]s)\b/g,
    )) {
      if (match[1] !== undefined) add(match[1], scriptRole(name));
    }
  }
  return files;
}
