import { decodeFacts } from '../facts/javascript/encode.js';
import type { JavaScriptFacts } from '../facts/javascript/model.js';
import type { SourceUnit } from '../inference/javascript/program.js';
import { createUnit } from '../inference/javascript/program.js';
import type { Host } from '../model/host.js';

/** The platform's own declarations, summarised when the package is built and read unit by unit. */
export interface Library {
  globals(name: string): readonly SourceUnit[];
  /** The unit that declares a runtime module such as `node:fs`. */
  module(name: string): SourceUnit | undefined;
  isModule(name: string): boolean;
  /** Forgets what inference remembered of the units; their facts stay. */
  reset(): void;
}

interface Index {
  readonly globals: Readonly<Record<string, readonly number[]>>;
  readonly modules: Readonly<Record<string, number>>;
  /** Length of each unit's line. */
  readonly lengths: readonly number[];
}

const ASSET = 'library.txt';

/** Opens the summaries; a host without them has an empty platform, and every global is unknown. */
export function openLibrary(host: Host): Library {
  const text = host.asset(ASSET) ?? '{"globals":{},"modules":{},"lengths":[]}';
  const headEnd = text.indexOf('\n') < 0 ? text.length : text.indexOf('\n');
  const index = JSON.parse(text.slice(0, headEnd)) as Index;
  const starts = offsets(index.lengths, headEnd + 1);
  const facts = new Map<number, JavaScriptFacts>();
  const units = new Map<string, SourceUnit>();

  const unit = (id: number, library: string): SourceUnit => {
    const key = `${library}:${String(id)}`;
    let found = units.get(key);
    if (found === undefined) {
      let parsed = facts.get(id);
      if (parsed === undefined) {
        const start = starts[id] ?? 0;
        parsed = decodeFacts(text.slice(start, start + (index.lengths[id] ?? 0)));
        facts.set(id, parsed);
      }
      found = createUnit(`library:${key}`, parsed, library);
      units.set(key, found);
    }
    return found;
  };

  return {
    globals: (name) =>
      Object.hasOwn(index.globals, name) ? (index.globals[name] ?? []).map((id) => unit(id, 'global')) : [],
    module(name) {
      const bare = name.replace(/^node:/, '');
      const key = Object.hasOwn(index.modules, `node:${bare}`) ? `node:${bare}` : bare;
      const id = Object.hasOwn(index.modules, key) ? index.modules[key] : undefined;
      return id === undefined ? undefined : unit(id, `node:${bare}`);
    },
    isModule: (name) => Object.hasOwn(index.modules, name) || Object.hasOwn(index.modules, `node:${name}`),
    reset: () => {
      units.clear();
    },
  };
}

function offsets(lengths: readonly number[], first: number): readonly number[] {
  const starts: number[] = [];
  let at = first;
  for (const length of lengths) {
    starts.push(at);
    at += length + 1;
  }
  return starts;
}
