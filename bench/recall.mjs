// Recall on bugs that were repaired in the history of public repositories. Usage: see README.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { benchFolder, resultsFolder } from './lib/corpora.mjs';
import { filesOf, judge, readFixes, rulesOfClass } from './lib/fixes.mjs';
import { placePackages } from './lib/packages.mjs';
import { formatTable, percent } from './lib/table.mjs';
import { isBuilt, ourEntry, useBuild } from './lib/tools.mjs';
import { ensureTree, findRepository } from './lib/trees.mjs';

const { values: options } = parseArgs({
  options: {
    repositories: { type: 'string', default: join(benchFolder, '.corpus') },
    trees: { type: 'string', default: join(benchFolder, '.corpus/trees') },
    class: { type: 'string', multiple: true },
    repository: { type: 'string', multiple: true },
    /** Leaves the declarations of dependencies out, as a linter sees a fresh clone. */
    bare: { type: 'boolean', default: false },
    cli: { type: 'string' },
  },
});
if (options.cli !== undefined) useBuild(options.cli);
if (!isBuilt()) throw new Error('dist/cli.js is not built.');

const fixes = readFixes().filter(
  (fix) => (options.class?.includes(fix.class) ?? true) && (options.repository?.includes(fix.repository) ?? true),
);
const judged = [];
const absent = new Set();
for (const group of groupByTree(fixes).values()) runGroup(group);
report();

/** One run for all bugs that stood in the same commit: the project around them is read once. */
function groupByTree(all) {
  const groups = new Map();
  for (const fix of all) {
    const key = `${fix.repository} ${fix.parent}`;
    groups.set(key, [...(groups.get(key) ?? []), fix]);
  }
  return groups;
}

function runGroup(group) {
  const [first] = group;
  const clone = findRepository(options.repositories, first.repository);
  if (clone === undefined) {
    absent.add(first.repository);
    return;
  }
  const tree = ensureTree(options.trees, clone, first);
  const packages = options.bare ? {} : Object.assign({}, ...group.map((fix) => fix.packages ?? {}));
  const problem = placePackages(tree, packages);
  if (problem !== undefined) console.log(`${tree}: ${problem}`);
  const findings = lint(tree, [...new Set(group.flatMap(filesOf))]);
  for (const fix of group) judged.push({ fix, ...judge(fix, findings) });
}

function lint(tree, files) {
  const there = files.filter((file) => existsSync(join(tree, file)));
  const flags = ['--preset', 'all', '--hints', '--no-config-lookup', '--no-ignore', '--format', 'json'];
  const run = spawnSync(process.execPath, [ourEntry(), ...flags, ...there], {
    cwd: tree,
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
  });
  if (run.status === null || run.stdout === '') throw new Error(`${tree}: ${run.stderr || run.signal}`);
  return new Map(JSON.parse(run.stdout).map((result) => [relative(tree, result.filePath), result]));
}

function report() {
  const misses = judged.filter(({ hit }) => hit === undefined);
  for (const { fix, reason } of misses) {
    console.log(
      `${fix.class}: ${fix.repository}@${fix.parent.slice(0, 9)} ${fix.path}:${fix.line}\n  ${reason} (${fix.note})`,
    );
  }
  const rows = Object.keys(rulesOfClass).map((name) =>
    row(
      name,
      judged.filter(({ fix }) => fix.class === name),
    ),
  );
  console.log(`\n${formatTable(['class', 'bugs', 'found', 'recall %'], [...rows, row('together', judged)])}`);
  for (const name of absent) console.log(`${name}: left out, no clone in ${options.repositories}.`);
  mkdirSync(resultsFolder, { recursive: true });
  const path = join(resultsFolder, 'recall.json');
  writeFileSync(path, JSON.stringify(judged, undefined, 1));
  console.log(`All ${judged.length} in ${path}`);
}

function row(name, part) {
  const found = part.filter(({ hit }) => hit !== undefined).length;
  return [name, part.length, found, part.length === 0 ? '' : percent(found / part.length)];
}
