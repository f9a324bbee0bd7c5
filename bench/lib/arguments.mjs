import { parseArgs } from 'node:util';
import { readCorpora, withFolders } from './corpora.mjs';
import { useBuild } from './tools.mjs';

const options = {
  /** The folder that holds all corpora. */
  corpora: { type: 'string' },
  /** The folder of the one corpus that is named, with `pristine` and `mutated` in it. */
  corpus: { type: 'string' },
  'ours-only': { type: 'boolean', default: false },
  refresh: { type: 'boolean', default: false },
  open: { type: 'boolean', default: false },
  role: { type: 'string' },
  /** The command line under test, in place of this checkout's own build. */
  cli: { type: 'string' },
  rounds: { type: 'string', default: '3' },
  edits: { type: 'string', default: '240' },
  tool: { type: 'string', multiple: true },
  scaling: { type: 'boolean', default: false },
};

/** Reads the command line that all scripts of this folder share: names of corpora, else all of some roles. */
export function readArguments(args, defaultRoles) {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.cli !== undefined) useBuild(values.cli);
  const all = readCorpora(values.corpora);
  const roles = values.role === undefined ? defaultRoles : [values.role];
  const chosen =
    positionals.length > 0
      ? positionals.map((name) => findByName(all, name))
      : all.filter((corpus) => roles === undefined || corpus.roles.some((role) => roles.includes(role)));
  if (values.corpus === undefined) return { ...values, corpora: chosen };
  if (chosen.length !== 1) throw new Error('--corpus needs the name of exactly one corpus.');
  return { ...values, corpora: chosen.map((entry) => withFolders(entry, values.corpus)) };
}

function findByName(all, name) {
  const found = all.find((corpus) => corpus.name === name);
  if (found === undefined) throw new Error(`No corpus is named ${name}: ${all.map((each) => each.name).join(', ')}.`);
  return found;
}
