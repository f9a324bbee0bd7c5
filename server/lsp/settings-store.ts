import type { Connection } from 'vscode-languageserver';
import { SETTINGS_SECTION } from '../protocol/names.js';
import type { EditorSettings } from '../protocol/settings.js';
import type { ClientFeatures } from './client-features.js';
import { readEditorSettings } from './editor-settings.js';
import type { Log } from './log.js';
import { valueAt } from './read-json.js';

/** The editor's settings per resource, asked for once until they change. */
export interface SettingsStore {
  of(uri: string | undefined): Promise<EditorSettings>;
  /** Settings changed. A client that cannot be asked says what they are. */
  change(pushed: unknown): void;
  forget(uri: string): void;
}

export interface SettingsOptions {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly log: Log;
  /** `initializationOptions`: settings of clients without `workspace/configuration`. */
  readonly initial: unknown;
  /** Longest time that a client may take to tell a setting, in ms. */
  readonly patience: number;
}

export function createSettingsStore({ connection, features, log, initial, patience }: SettingsOptions): SettingsStore {
  const known = new Map<string | undefined, Promise<EditorSettings>>();
  let pushed = valueAt(initial, 'settings') ?? initial;

  const read = (value: unknown): EditorSettings =>
    readEditorSettings(value, (name, expected) => {
      const full = name === '' ? SETTINGS_SECTION : `${SETTINGS_SECTION}.${name}`;
      log.once(`setting|${full}`, 'warning', `The setting \`${full}\` must be ${expected}: its default holds.`);
    });
  const fetch = async (uri: string | undefined): Promise<EditorSettings> => {
    if (!features.configuration) return read(valueAt(pushed, SETTINGS_SECTION) ?? pushed);
    const item = { section: SETTINGS_SECTION, ...(uri !== undefined && { scopeUri: uri }) };
    const answer = await withPatience(connection.sendRequest('workspace/configuration', { items: [item] }), patience);
    if (answer.kind === 'late') log.once('settings|late', 'warning', 'The client does not tell its settings.');
    return read(answer.kind === 'value' && Array.isArray(answer.value) ? answer.value[0] : undefined);
  };
  return {
    of(uri) {
      const before = known.get(uri);
      if (before !== undefined) return before;
      const settings = fetch(uri);
      known.set(uri, settings);
      return settings;
    },
    change(settings) {
      if (valueAt(settings, SETTINGS_SECTION) !== undefined) pushed = settings;
      known.clear();
    },
    forget: (uri) => void known.delete(uri),
  };
}

type Answer = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'late' | 'refused' };

/** What a client answers, without waiting for ever for one that does not. */
async function withPatience(request: Promise<unknown>, patience: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'late' }), patience);
  });
  const answer = request.then(
    (value): Answer => ({ kind: 'value', value }),
    (): Answer => ({ kind: 'refused' }),
  );
  const first = await Promise.race([answer, late]);
  clearTimeout(timer);
  return first;
}
