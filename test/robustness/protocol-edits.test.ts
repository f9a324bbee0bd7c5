import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { pathOfUri, uriOfPath } from '../../server/lsp/uris.js';
import type { PositionEncoding } from '../../server/protocol/places.js';
import { escapeText } from '../../server/workspace/escape.js';
import { makeFolder, writeFiles } from '../host/temporary-folder.js';
import { looplint } from '../hosts/cli/looplint-process.js';
import '../support/analyse.js';
import { jsonLines, runCommandLine } from '../support/command-line.js';
import { openEditor, type Editor } from '../support/editor.js';
import { encodedPositions } from '../support/encoded-positions.js';
import { PULL_CAPABILITIES, type LanguageClient } from '../support/language-client.js';
import { startRealClient } from '../support/language-server.js';
import { mutateText } from '../support/mutations.js';
import { createRandom, seedOf, type Random } from '../support/random.js';
import { CONFIGURATIONS, startingFiles, VARIANTS } from '../support/small-workspace.js';

/*
 * Random scripts of what people do in an editor, through the protocol and over a real folder: after each, the server has
 * to say what a new run of the command line says when everything is saved.
 */

const SEED = seedOf(20261120);
const SCRIPTS = 500;
const LONGEST = 4;
const ENCODINGS: readonly PositionEncoding[] = ['utf-8', 'utf-16', 'utf-32'];
/** Scripts after whose every step, not only after the last one, findings are compared. */
const EVERY_STEP = 5;
/** Scripts that are compared with a process of its own. */
const WITH_PROCESS = 50;

/** Settings of the editor, and the flags that mean the same. */
const SETTINGS: readonly (readonly [settings: object, flags: readonly string[]])[] = [
  [{}, []],
  [{ preset: 'all' }, ['--preset', 'all']],
  [
    { preset: 'none', rules: { 'no-blocking-call': 'error' } },
    ['--preset', 'none', '--rule', 'no-blocking-call:error'],
  ],
  [{ rules: { 'no-floating-promises': 'hint' } }, ['--rule', 'no-floating-promises:hint']],
];

/** Where files may be renamed to: so that imports break, and other imports come to life. */
const NEW_NAMES = [
  'src/disk.ts',
  'src/config.ts',
  'src/config.tsx',
  'src/config/index.ts',
  'other/config.ts',
  'py/other.py',
];
const FOLDERS = ['src', 'other', 'py', 'packages/shared', 'packages/other'];
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|py)$/;
const IGNORED = ['', 'src/store.ts\n', 'packages/\n'];

/** A server with what was done to it. */
interface Conversation {
  readonly client: LanguageClient;
  readonly encoding: PositionEncoding;
  settings: (typeof SETTINGS)[number];
}

/** One run of a script. */
interface Run {
  readonly conversation: Conversation;
  readonly editor: Editor;
  readonly random: Random;
  /** Where the same texts lie saved. */
  readonly saved: string;
  readonly savedTexts: Map<string, string>;
  readonly steps: string[];
}

/** A text as any editor can have it, and as the protocol and the command line count its lines alike. */
function mutate(random: Random, name: string, text: string): string {
  const made = random.below(3) === 0 ? widen(random, name, text) : mutateText(random, text);
  return made.replace(/[\p{Cs}\uFEFF\u2028\u2029]/gu, '');
}

/** Puts characters into a line that every encoding counts in another way. */
function widen(random: Random, name: string, text: string): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const wide = name.endsWith('.py') ? '"é漢\u{1F600}"; ' : '/* é漢\u{1F600} */ ';
  return lines.map((line, index) => (index === at ? line.replace(/(?=\S)/u, wide) : line)).join('\n');
}

type Step = readonly [words: string, run: () => Promise<void>];

function chooseStep({ conversation, editor, random }: Run): Step {
  const name = random.pick(Object.keys(VARIANTS));
  const text = random.pick(VARIANTS[name] ?? ['']);
  const own = [...editor.disk.keys()].filter((path) => SOURCE.test(path) && !path.startsWith('node_modules/'));
  const there = random.pick(own.length > 0 ? own : ['src/main.ts']);
  const opened = [...editor.open.keys()];
  const shown = random.pick(opened.length > 0 ? opened : [there]);
  const [folder, otherFolder] = [random.pick(FOLDERS), random.pick(FOLDERS)];
  const typed = (path: string, made: string): Step => [
    `type ${path} ${JSON.stringify(made)}`,
    async () => {
      await editor.show(path);
      await editor.type(path, made);
    },
  ];
  const settings = random.pick(SETTINGS);
  const to = random.pick(NEW_NAMES);
  const configuration = random.pick(CONFIGURATIONS);
  const ignored = random.pick(IGNORED);
  const choices: readonly Step[] = [
    [`open ${there}`, () => editor.show(there)],
    typed(there, mutate(random, there, editor.open.get(there) ?? editor.disk.get(there) ?? '')),
    typed(shown, mutate(random, shown, editor.open.get(shown) ?? editor.disk.get(shown) ?? '')),
    ...(SOURCE.test(name) ? [typed(name, text), typed(name, text)] : []),
    [`undo ${shown}`, () => editor.undo(shown)],
    [`close ${shown}`, () => editor.close(shown)],
    [`save ${shown}`, () => editor.save(shown)],
    [`write ${name} ${JSON.stringify(text)}`, () => editor.write({ [name]: text })],
    [`rename ${there} to ${to}`, () => editor.rename(there, to)],
    [`delete ${there}`, () => editor.remove(there)],
    [`rename folder ${folder} to ${otherFolder}`, () => editor.renameFolder(folder, otherFolder)],
    [`copy folder ${folder} to ${otherFolder}`, () => copyFolder(editor, folder, otherFolder)],
    [`configure ${configuration}`, () => editor.write({ 'looplint.config.json': configuration })],
    ['unconfigure', () => editor.remove('looplint.config.json')],
    [`ignore ${JSON.stringify(ignored)}`, () => editor.write({ '.gitignore': ignored })],
    [`settings ${JSON.stringify(settings[0])}`, () => configure(conversation, settings)],
  ];
  return random.pick(choices);
}

async function copyFolder(editor: Editor, from: string, to: string): Promise<void> {
  const isThere = [...editor.disk.keys(), ...editor.open.keys()].some((name) => name.startsWith(`${to}/`));
  if (!isThere) await editor.copyFolder(from, to);
}

async function configure(conversation: Conversation, settings: Conversation['settings']): Promise<void> {
  conversation.settings = settings;
  await conversation.client.notify('workspace/didChangeConfiguration', { settings: null });
}

/** Is a file left out because of `.gitignore`? It is judged when somebody opens it, or names it on the command line. */
function isHidden({ disk }: Editor, name: string): boolean {
  const patterns = (disk.get('.gitignore') ?? '').split('\n').filter((line) => line !== '');
  return patterns.some((pattern) => name.startsWith(pattern));
}

/** What the server says of every file that there is. */
async function askServer({ conversation, editor }: Run): Promise<readonly string[]> {
  const texts = new Map([...editor.disk, ...editor.open]);
  const isAsked = (name: string): boolean =>
    SOURCE.test(name) && !name.startsWith('node_modules/') && (editor.open.has(name) || !isHidden(editor, name));
  const answers = await Promise.all(
    [...texts.keys()].filter(isAsked).map((name) => pull(conversation.client, join(editor.folder, name))),
  );
  const placeOf = (path: string, { start, end }: Diagnostic['range']): readonly number[] => {
    const text = texts.get(path.slice(editor.folder.length + 1)) ?? '';
    const [received, usual] = [encodedPositions(text, conversation.encoding), encodedPositions(text, 'utf-16')];
    return [start, end].flatMap((position) => {
      const { line, character } = usual.positionAt(received.offsetAt(position));
      return [line + 1, character + 1];
    });
  };
  const lines = answers.flatMap(({ path, items }) =>
    items.map(({ range, severity, code, message, relatedInformation = [] }) => {
      const hops = relatedInformation.map(({ location, message: text }) => {
        const hop = pathOfUri(location.uri) ?? '';
        return `${hop}:${placeOf(hop, location.range).slice(0, 2).join(':')} ${text}`;
      });
      const level = ['', 'error', 'warning', 'information', 'hint'][severity ?? 0] ?? '';
      return `${path}:${placeOf(path, range).join(':')} ${level} ${String(code)} ${message} <${hops.join('; ')}>`;
    }),
  );
  return lines.sort();
}

/** Findings of a file; what is said about the file itself has no code. */
async function pull(
  client: LanguageClient,
  path: string,
): Promise<{ readonly path: string; readonly items: readonly Diagnostic[] }> {
  const textDocument = { uri: uriOfPath(path) };
  const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
  if (report.kind !== 'full') throw new Error('There is no full report.');
  return { path, items: report.items.filter(({ code }) => code !== undefined) };
}

/** What the command line says when everything is saved. */
function askCommandLine(run: Run, how: 'here' | 'process'): readonly string[] {
  const { conversation, editor, saved } = run;
  mirror(run);
  const config = editor.disk.get('looplint.config.json') ?? '';
  const named = [...editor.open.keys()].filter(
    (name) => isHidden(editor, name) && !name.endsWith('.d.ts') && !config.includes(`"${name}"`),
  );
  const flags = [...conversation.settings[1], '.', ...named];
  const lines =
    how === 'here'
      ? runCommandLine(saved, flags)
      : jsonLines(looplint(['--format', 'json', '--hints', ...flags], saved).stdout);
  return lines.map((line) => escapeText(line.replaceAll(saved, editor.folder))).sort();
}

function mirror({ editor, saved, savedTexts }: Run): void {
  const wanted = new Map([...editor.disk, ...editor.open]);
  for (const name of [...savedTexts.keys()].filter((each) => !wanted.has(each))) {
    rmSync(join(saved, name));
    savedTexts.delete(name);
  }
  for (const [name, text] of wanted) {
    if (savedTexts.get(name) === text) continue;
    writeFiles(saved, { [name]: text });
    savedTexts.set(name, text);
  }
}

async function compare(run: Run, script: number, how: 'here' | 'process'): Promise<string> {
  const asked = askServer(run);
  // The questions go out before this process is busy.
  await new Promise((resolve) => setImmediate(resolve));
  const expected = askCommandLine(run, how);
  const found = await asked;
  if (found.join('\n') !== expected.join('\n')) {
    const { encoding } = run.conversation;
    const lacks = expected.filter((line) => !found.includes(line));
    const more = found.filter((line) => !expected.includes(line));
    const words = `Script ${String(script)} of seed ${String(SEED)} in ${encoding}:\n${run.steps.join('\n')}`;
    throw new Error(`${words}\nThe server lacks\n${lacks.join('\n')}\nand has\n${more.join('\n')}`);
  }
  return expected.join('\n').replaceAll(run.editor.folder, '');
}

async function openFolder(
  client: LanguageClient,
  files: ReadonlyMap<string, string>,
  before: string | undefined,
): Promise<string> {
  const folder = makeFolder(Object.fromEntries(files));
  const toFolder = (path: string) => ({ uri: uriOfPath(path), name: path });
  const event = { added: [toFolder(folder)], removed: before === undefined ? [] : [toFolder(before)] };
  await client.notify('workspace/didChangeWorkspaceFolders', { event });
  return folder;
}

async function runScript(
  conversation: Conversation,
  script: number,
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const random = createRandom(SEED + script);
  const editor = openEditor({ ...conversation, random, folder }, files);
  const run: Run = { conversation, editor, random, saved: makeFolder({}), savedTexts: new Map(), steps: [] };
  const states: string[] = [];
  const isSlow = script % EVERY_STEP === 0;
  // What is known before the first step can be out of date after it.
  await askServer(run);
  for (let left = 1 + random.below(LONGEST); left > 0; left--) {
    const [words, act] = chooseStep(run);
    run.steps.push(words);
    await act();
    if (left === 1) states.push(await compare(run, script, script % WITH_PROCESS === 0 ? 'process' : 'here'));
    else if (isSlow) states.push(await compare(run, script, 'here'));
    // Now and then many things happen before anybody asks.
    else if (random.below(3) > 0) await askServer(run);
  }
  for (const name of editor.open.keys()) await editor.close(name);
  rmSync(run.saved, { recursive: true });
  return states;
}

it.each(ENCODINGS.map((encoding, at) => [encoding, at] as const))(
  `follows random scripts of an editor in %s as the command line would see them (seed ${String(SEED)})`,
  async (encoding, first) => {
    const states = new Set<string>();
    const capabilities = { ...PULL_CAPABILITIES, general: { positionEncodings: [encoding] } };
    const client = await startRealClient({ capabilities, settings: () => conversation.settings[0] });
    const conversation: Conversation = { client, encoding, settings: [{}, []] };
    const files = new Map([...startingFiles()].map(([path, text]) => [path.replace('/project/', ''), text]));
    let folder: string | undefined;
    let scripts = 0;
    for (let script = first; script < SCRIPTS; script += ENCODINGS.length) {
      await configure(conversation, [{}, []]);
      const before = folder;
      folder = await openFolder(client, files, before);
      if (before !== undefined && existsSync(before)) rmSync(before, { recursive: true });
      for (const state of await runScript(conversation, script, folder, files)) states.add(state);
      scripts++;
    }
    // The scripts change what is found, or they would prove nothing.
    expect(states.size).toBeGreaterThan(scripts / 4);
  },
  600_000,
);
