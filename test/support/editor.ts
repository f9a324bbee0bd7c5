import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileChangeType } from 'vscode-languageserver/node';
import { uriOfPath } from '../../server/lsp/uris.js';
import type { PositionEncoding } from '../../server/protocol/places.js';
import type { LanguageClient } from './language-client.js';
import type { Random } from './random.js';
import { changesBetween } from './text-edits.js';

/** What somebody does in an editor, and what happens to the files below it meanwhile. Names are relative to the folder. */
export interface Editor {
  readonly folder: string;
  /** Texts of all files. */
  readonly disk: ReadonlyMap<string, string>;
  /** Texts of the open documents. */
  readonly open: ReadonlyMap<string, string>;
  show(name: string): Promise<void>;
  type(name: string, text: string): Promise<void>;
  undo(name: string): Promise<void>;
  /** Without saving. */
  close(name: string): Promise<void>;
  save(name: string): Promise<void>;
  /** Another program writes files: an open document takes over what it has no own text for. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  remove(name: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  renameFolder(from: string, to: string): Promise<void>;
  copyFolder(from: string, to: string): Promise<void>;
}

interface OpenDocument {
  text: string;
  version: number;
  readonly past: string[];
}

interface State {
  readonly client: Pick<LanguageClient, 'notify'>;
  readonly encoding: PositionEncoding;
  readonly random: Random;
  readonly folder: string;
  readonly disk: Map<string, string>;
  readonly documents: Map<string, OpenDocument>;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  vue: 'vue',
  cjs: 'javascript',
  tsx: 'typescriptreact',
};

const languageOf = (name: string): string => LANGUAGES[name.slice(name.lastIndexOf('.') + 1)] ?? 'typescript';

/** Opens an editor over a folder that has these files already. */
export function openEditor(
  options: Pick<State, 'client' | 'encoding' | 'random' | 'folder'>,
  files: ReadonlyMap<string, string>,
): Editor {
  const state: State = { ...options, disk: new Map(files), documents: new Map() };
  const { folder, disk, documents } = state;
  return {
    folder,
    disk,
    get open() {
      return new Map([...documents].map(([name, { text }]) => [name, text]));
    },
    show: (name) => show(state, name, disk.get(name) ?? ''),
    type: (name, text) => type(state, name, text),
    async undo(name) {
      const document = documents.get(name);
      const text = document?.past.pop();
      if (text === undefined) return;
      await type(state, name, text);
      document?.past.pop();
    },
    close: (name) => close(state, name),
    save: (name) => save(state, name),
    write: (texts) => write(state, texts),
    remove: (name) => remove(state, name),
    rename: (from, to) => move(state, { from, to, names: [from].filter((name) => disk.has(name)) }),
    renameFolder: (from, to) => move(state, { from, to, names: namesIn(state, from) }),
    async copyFolder(from, to) {
      const names = namesIn(state, from);
      if (names.length > 0) await cp(join(folder, from), join(folder, to), { recursive: true });
      for (const name of names) disk.set(moved(name, from, to), disk.get(name) ?? '');
      await tellDisk(state, ...names.map((name) => [moved(name, from, to), FileChangeType.Created] as const));
    },
  };
}

const uriOf = ({ folder }: State, name: string): string => uriOfPath(join(folder, name));

const namesIn = ({ disk }: State, folder: string): readonly string[] =>
  [...disk.keys()].filter((name) => name.startsWith(`${folder}/`));

const moved = (name: string, from: string, to: string): string => to + name.slice(from.length);

function tellDisk(state: State, ...changes: readonly (readonly [string, FileChangeType])[]): Promise<void> {
  const told = changes.map(([name, kind]) => ({ uri: uriOf(state, name), type: kind }));
  return state.client.notify('workspace/didChangeWatchedFiles', { changes: told });
}

async function show(state: State, name: string, text: string): Promise<void> {
  if (state.documents.has(name)) return;
  state.documents.set(name, { text, version: 1, past: [] });
  const textDocument = { uri: uriOf(state, name), languageId: languageOf(name), version: 1, text };
  await state.client.notify('textDocument/didOpen', { textDocument });
}

async function type(state: State, name: string, text: string): Promise<void> {
  const document = state.documents.get(name);
  if (document === undefined) return;
  const contentChanges = changesBetween(state.random, document.text, text, state.encoding);
  document.past.push(document.text);
  document.text = text;
  document.version++;
  const textDocument = { uri: uriOf(state, name), version: document.version };
  await state.client.notify('textDocument/didChange', { textDocument, contentChanges });
}

async function close(state: State, name: string): Promise<void> {
  if (!state.documents.delete(name)) return;
  await state.client.notify('textDocument/didClose', { textDocument: { uri: uriOf(state, name) } });
}

async function put({ folder, disk }: State, name: string, text: string): Promise<FileChangeType> {
  const kind = disk.has(name) ? FileChangeType.Changed : FileChangeType.Created;
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
  disk.set(name, text);
  return kind;
}

async function save(state: State, name: string): Promise<void> {
  const text = state.documents.get(name)?.text;
  if (text === undefined) return;
  const kind = await put(state, name, text);
  await state.client.notify('textDocument/didSave', { textDocument: { uri: uriOf(state, name) } });
  await tellDisk(state, [name, kind]);
}

async function write(state: State, files: Readonly<Record<string, string>>): Promise<void> {
  const { disk, documents } = state;
  const entries = Object.entries(files);
  const clean = entries.filter(([name]) => documents.get(name)?.text === disk.get(name));
  const changes = await Promise.all(entries.map(async ([name, text]) => [name, await put(state, name, text)] as const));
  await tellDisk(state, ...changes);
  for (const [name, text] of clean) await type(state, name, text);
}

/** A document that was changed stays open when its file goes. */
async function remove(state: State, name: string): Promise<void> {
  const { folder, disk, documents } = state;
  const isClean = documents.get(name)?.text === disk.get(name);
  await rm(join(folder, name), { force: true });
  disk.delete(name);
  const isToldFirst = state.random.below(2) === 0;
  if (isToldFirst) await tellDisk(state, [name, FileChangeType.Deleted]);
  if (isClean) await close(state, name);
  if (!isToldFirst) await tellDisk(state, [name, FileChangeType.Deleted]);
}

interface Move {
  readonly from: string;
  readonly to: string;
  /** Files that it takes along. */
  readonly names: readonly string[];
}

/** The documents of what moves are closed and opened under their new names, with what was typed. */
async function move(state: State, { from, to, names }: Move): Promise<void> {
  const { folder, disk, documents, client, random } = state;
  if (names.length === 0 || disk.has(to) || namesIn(state, to).length > 0) return;
  await mkdir(dirname(join(folder, to)), { recursive: true });
  await rename(join(folder, from), join(folder, to));
  for (const name of names) {
    disk.set(moved(name, from, to), disk.get(name) ?? '');
    disk.delete(name);
  }
  const isFile = names.length === 1 && names[0] === from;
  const created = names.map((name) => [moved(name, from, to), FileChangeType.Created] as const);
  const tell = async (): Promise<void> => {
    // Of a folder that is renamed in the editor itself, some systems tell nothing else.
    if (!isFile)
      await client.notify('workspace/didRenameFiles', {
        files: [{ oldUri: uriOf(state, from), newUri: uriOf(state, to) }],
      });
    if (isFile || random.below(2) === 0) await tellDisk(state, [from, FileChangeType.Deleted], ...created);
  };
  const isToldFirst = random.below(2) === 0;
  if (isToldFirst) await tell();
  for (const name of names) {
    const text = documents.get(name)?.text;
    if (text === undefined) continue;
    await close(state, name);
    await show(state, moved(name, from, to), text);
  }
  if (!isToldFirst) await tell();
}
