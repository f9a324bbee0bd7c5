import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { CONFIG_LEVELS, CONFIG_PRESETS, type ConfigLevel, type ConfigPreset } from '../workspace/config-shape.js';

export const FORMATS = ['pretty', 'compact', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** A rule that the command line sets; without a level it is on at its own. */
export interface RuleArgument {
  readonly id: string;
  readonly level?: ConfigLevel;
}

/** What the command line asks for. */
export interface LintArguments {
  readonly kind: 'lint' | 'explain';
  /** Files, folders and globs to analyse; for `explain` the file that it is about. */
  readonly paths: readonly string[];
  /** What to explain: a rule id, or `file:line`. */
  readonly target: string;
  readonly format: Format;
  readonly preset?: ConfigPreset;
  readonly rules: readonly RuleArgument[];
  readonly hints: boolean;
  readonly fix: 'none' | 'safe' | 'unsafe';
  readonly diff: boolean;
  readonly quiet: boolean;
  /** Infinity when warnings never fail a run. */
  readonly maxWarnings: number;
  readonly concurrency: 'auto' | 'off' | number;
  /** The facts cache: off, in its usual place, or in a folder. */
  readonly cache: 'off' | 'default' | { readonly folder: string };
  readonly stdin?: { readonly filename: string | undefined };
  /** Print settings instead of findings: of the project, or of a file. */
  readonly printConfig?: 'project' | { readonly file: string };
  readonly listFiles: boolean;
  readonly stats: boolean;
  readonly inlineConfig: boolean;
  readonly config?: string;
  readonly configLookup: boolean;
  readonly ignorePatterns: readonly string[];
  readonly ignoring: 'on' | 'off';
  readonly colour: 'on' | 'off' | 'auto';
}

export type ParsedArguments =
  | LintArguments
  /** Serve an editor over standard input and output. */
  | { readonly kind: 'serve' }
  /** Help or the version was asked for. */
  | { readonly kind: 'printed'; readonly text: string }
  /** One sentence that says what to do. */
  | { readonly kind: 'wrong'; readonly message: string };

interface Values {
  format?: Format;
  preset?: ConfigPreset;
  rule?: readonly RuleArgument[];
  hints?: boolean;
  fix?: boolean;
  unsafeFixes?: boolean;
  diff?: boolean;
  quiet?: boolean;
  maxWarnings?: number;
  concurrency?: 'auto' | 'off' | number;
  cache?: boolean;
  cacheLocation?: string;
  stdin?: boolean;
  stdinFilename?: string;
  printConfig?: string | true;
  listFiles?: boolean;
  stats?: boolean;
  inlineConfig?: boolean;
  config?: string;
  configLookup?: boolean;
  ignorePattern?: readonly string[];
  ignore?: boolean;
  color?: boolean;
}

/** Reads the arguments after the program's name. Never throws and prints nothing. */
export function parseArguments(argv: readonly string[], version: string): ParsedArguments {
  let printed = '';
  let chosen: { readonly kind: 'lint' | 'explain' | 'serve'; readonly operands: readonly string[] } | undefined;
  const program = buildProgram(version, (kind, operands) => (chosen = { kind, operands }));
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({
      writeOut: (text) => (printed += text),
      writeErr: () => undefined,
      getOutHelpWidth: () => 100,
    });
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'printed', text: printed };
    return { kind: 'wrong', message: explainError(error) };
  }
  const { kind, operands } = chosen ?? { kind: 'lint', operands: [] };
  if (kind === 'serve') return { kind };
  const values = program.opts<Values>();
  return checkTogether(toArguments(kind, operands, values), values);
}

function buildProgram(
  version: string,
  choose: (kind: 'lint' | 'explain' | 'serve', operands: readonly string[]) => void,
): Command {
  const program = new Command('looplint')
    .usage('[options] [paths...]')
    .description('Finds lost promises, blocked event loops and tasks that nobody owns.')
    .argument('[paths...]', 'files, folders and globs; the current folder when there are none')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', HELP_END)
    .action((paths: readonly string[]) => choose('lint', paths));
  addReportOptions(program);
  addFixOptions(program);
  addFileOptions(program);
  program
    .command('explain')
    .usage('<rule | file:line>')
    .argument('<what>', 'a rule id, or a file and a line such as `src/a.ts:12`')
    .description('print the page of a rule, or why there is a finding at a line and how to mend or silence it')
    .helpOption('-h, --help', 'print this help')
    .action((what: string) => choose('explain', [what]));
  program
    .command('lsp')
    .description('serve an editor: a language server on standard input and output')
    .option('--stdio', 'talk over standard input and output, which is the only way there is')
    // Clients put it behind every command.
    .addOption(new Option('--clientProcessId <id>').hideHelp())
    .helpOption('-h, --help', 'print this help')
    .action(() => choose('serve', []));
  return program;
}

const HELP_END = `
Exit codes:
  0  no errors, and no more warnings than --max-warnings
  1  errors, too many warnings, or a patch from --diff
  2  a wrong flag, a broken configuration, no file to analyse, more files than memory, or a failure
     of looplint itself

Without a configuration file the recommended preset holds. Settings: looplint.config.json.`;

function addReportOptions(program: Command): void {
  program
    .addOption(new Option('-f, --format <form>', 'form of the report').choices(FORMATS).default('pretty'))
    .addOption(new Option('--preset <name>', 'the set of rules to start from').choices(CONFIG_PRESETS))
    .option('--rule <id[:level]>', 'turn a rule on, or set its level (repeatable): off, hint, warn, error', collectRule)
    .option('--hints', 'also print hints')
    .option('--quiet', 'print errors only')
    .option('--max-warnings <n>', 'fail when there are more warnings', parseLimit)
    .option('--no-inline-config', 'do not let comments silence findings')
    .option('--stats', 'print times, memory and how much was understood (on stderr)')
    .option('--color', 'colour the report')
    .option('--no-color', 'do not colour the report');
}

function addFixOptions(program: Command): void {
  program
    .option('--fix', 'apply safe fixes')
    .option('--unsafe-fixes', 'apply fixes that may change behaviour as well')
    .option('--diff', 'print the fixes as a patch and write nothing');
}

function addFileOptions(program: Command): void {
  program
    .option('-c, --config <file>', 'use this configuration file')
    .option('--no-config-lookup', 'look for no configuration file')
    .option('--ignore-pattern <pattern>', 'leave out files, as a line of .gitignore does (repeatable)', collect)
    .option('--no-ignore', 'leave out nothing because of .gitignore or ignore patterns')
    .option('--stdin', 'analyse the text on standard input')
    .option('--stdin-filename <path>', 'the name of that text')
    .option('--cache', 'keep facts about files for the next run')
    .option('--cache-location <folder>', 'where to keep them (default: node_modules/.cache/looplint)')
    .option('--concurrency <n>', 'number of threads that read files: a number, "auto" or "off"', parseConcurrency)
    .option('--list-files', 'print the files that would be analysed')
    .option('--print-config [file]', 'print the settings, or those of a file');
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function collectRule(value: string, previous: readonly RuleArgument[] = []): readonly RuleArgument[] {
  const [id = '', level, ...rest] = value.split(':');
  const known = CONFIG_LEVELS.find((candidate) => candidate === level);
  if (id === '' || rest.length > 0 || (level !== undefined && known === undefined))
    throw new InvalidArgumentError('Write a rule id, alone or with a level: no-floating-promises:warn.');
  return [...previous, { id: id.replace(/^looplint\//u, ''), ...(known === undefined ? {} : { level: known }) }];
}

function parseLimit(value: string): number {
  const limit = Number(value);
  if (!Number.isInteger(limit) || limit < -1)
    throw new InvalidArgumentError('Write a whole number; -1 means no limit.');
  return limit === -1 ? Infinity : limit;
}

function parseConcurrency(value: string): 'auto' | 'off' | number {
  if (value === 'auto' || value === 'off') return value;
  const threads = Number(value);
  if (!Number.isInteger(threads) || threads < 1 || threads > 64)
    throw new InvalidArgumentError('Write a number from 1 to 64, "auto" or "off".');
  return threads;
}

function toArguments(kind: 'lint' | 'explain', operands: readonly string[], values: Values): LintArguments {
  const { preset, config, printConfig } = values;
  return {
    kind,
    ...toTarget(kind, operands),
    format: values.format ?? 'pretty',
    ...(preset && { preset }),
    rules: values.rule ?? [],
    hints: values.hints === true,
    fix: toFixMode(values),
    diff: values.diff === true,
    quiet: values.quiet === true,
    maxWarnings: values.maxWarnings ?? Infinity,
    concurrency: values.concurrency ?? 'auto',
    cache: toCache(values),
    ...(values.stdin === true && { stdin: { filename: values.stdinFilename } }),
    ...(printConfig !== undefined && { printConfig: printConfig === true ? 'project' : { file: printConfig } }),
    listFiles: values.listFiles === true,
    stats: values.stats === true,
    inlineConfig: values.inlineConfig !== false,
    ...(config !== undefined && { config }),
    configLookup: values.configLookup !== false,
    ignorePatterns: values.ignorePattern ?? [],
    ignoring: values.ignore === false ? 'off' : 'on',
    colour: toColour(values.color),
  };
}

function toTarget(kind: 'lint' | 'explain', operands: readonly string[]): Pick<LintArguments, 'paths' | 'target'> {
  const [target = ''] = operands;
  if (kind === 'lint') return { paths: operands, target: '' };
  const place = parsePlace(target);
  return { paths: place === undefined ? [] : [place.path], target };
}

/** `file:line` or `file:line:column`; `undefined` when it is neither. */
export function parsePlace(
  text: string,
): { readonly path: string; readonly line: number; readonly column: number | undefined } | undefined {
  const parts = text.split(':');
  const numbers: number[] = [];
  while (numbers.length < 2 && parts.length > 1 && /^\d{1,9}$/u.test(parts.at(-1) ?? ''))
    numbers.unshift(Number(parts.pop()));
  const [line, column] = numbers;
  return line === undefined ? undefined : { path: parts.join(':'), line, column };
}

function toFixMode({ fix, unsafeFixes, diff }: Values): LintArguments['fix'] {
  if (unsafeFixes === true) return 'unsafe';
  return fix === true || diff === true ? 'safe' : 'none';
}

function toCache({ cache, cacheLocation }: Values): LintArguments['cache'] {
  if (cacheLocation !== undefined) return { folder: cacheLocation };
  return cache === true ? 'default' : 'off';
}

function toColour(color: boolean | undefined): LintArguments['colour'] {
  if (color === undefined) return 'auto';
  return color ? 'on' : 'off';
}

/** Flags that make no sense together. */
function checkTogether(parsed: LintArguments, values: Values): ParsedArguments {
  const wrong = (message: string): ParsedArguments => ({ kind: 'wrong', message });
  if (parsed.stdin !== undefined && parsed.paths.length > 0)
    return wrong('`--stdin` analyses standard input alone: remove the paths.');
  if (parsed.stdin === undefined && values.stdinFilename !== undefined)
    return wrong('`--stdin-filename` names the text on standard input: add `--stdin`.');
  if (parsed.diff && parsed.format !== 'pretty') return wrong('`--diff` prints a patch: remove `--format`.');
  if (parsed.stdin !== undefined && parsed.fix !== 'none' && !parsed.diff && parsed.format !== 'json')
    return wrong('Standard input cannot be fixed in place: add `--diff` for a patch, or `--format json`.');
  return parsed;
}

/** `error: unknown option '--fxi'\n(Did you mean --fix?)` as one sentence that says what to do. */
function explainError(error: CommanderError): string {
  const [first = '', second] = error.message.replace(/^error: /u, '').split('\n');
  const sentence = first.charAt(0).toUpperCase() + first.slice(1);
  const nearest = /Did you mean (?:one of )?(.+)\?/u.exec(second ?? '')?.[1];
  if (nearest !== undefined) return `${sentence}: did you mean ${nearest}?`;
  return `${/[.?!]$/u.test(sentence) ? sentence : `${sentence}.`} See \`looplint --help\`.`;
}
