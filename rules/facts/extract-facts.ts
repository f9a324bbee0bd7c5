import type { FileFacts } from '../model/facts.js';
import type { NoticeKind } from '../model/notice.js';
import { parseJavaScript } from '../syntax/javascript/parse.js';
import { parsePython } from '../syntax/python/parse.js';
import { componentScript } from './javascript/component-script.js';
import { extractJavaScript } from './javascript/extract.js';
import { ownTexts } from './javascript/own-texts.js';
import { extractPython } from './python/extract.js';

/** Facts, or why there are none; facts with a notice when a part of the file is not analysed. */
export type Extraction =
  | { readonly ok: true; readonly facts: FileFacts }
  | { readonly ok: false; readonly kind: NoticeKind; readonly message: string };

/** Part of every cache key: raised whenever the facts of an unchanged text change. */
export const EXTRACTOR_VERSION = 5;

const COMPONENTS = new Set(['vue', 'svelte', 'astro']);
const JAVASCRIPT = new Set(['js', 'mjs', 'cjs', 'jsx']);
const TYPESCRIPT = new Set(['ts', 'mts', 'cts', 'tsx']);
const PYTHON = new Set(['py', 'pyi']);

/** Extracts the facts of a file from its text; `path` only decides the dialect. Never throws. */
export function extractFacts(path: string, text: string): Extraction {
  const extension = extensionOf(path);
  if (COMPONENTS.has(extension)) {
    const script = componentScript(text, extension);
    return extractScript({ path, original: text, text: script.text, extension: script.extension });
  }
  if (JAVASCRIPT.has(extension) || TYPESCRIPT.has(extension)) {
    return extractScript({ path, original: text, text, extension });
  }
  if (PYTHON.has(extension)) return extractModule(text);
  return { ok: false, kind: 'not-text', message: `Files with the extension .${extension} are not analysed.` };
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

interface Script {
  readonly path: string;
  readonly original: string;
  readonly text: string;
  readonly extension: string;
}

function extractScript({ path, original, text, extension }: Script): Extraction {
  const parsed = parseJavaScript(text, extension);
  if (!parsed.ok) return tooDeep();
  try {
    const facts = extractJavaScript({
      tree: parsed.tree,
      errors: parsed.errors,
      text: original,
      declarationFile: /\.d\.(?:[mc]?ts|[^/]+\.ts)$/.test(path),
      javascript: JAVASCRIPT.has(extension),
    });
    return { ok: true, facts: ownTexts(facts) };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
    throw error;
  }
}

function extractModule(text: string): Extraction {
  const parsed = parsePython(text);
  if (!parsed.ok) {
    const message =
      parsed.reason === 'not-ready' ? 'The Python parser has not started yet.' : 'The Python parser gave up.';
    return { ok: false, kind: 'internal', message };
  }
  try {
    return { ok: true, facts: extractPython({ root: parsed.root, errors: parsed.errors, text }) };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
    throw error;
  }
}

function tooDeep(): Extraction {
  return { ok: false, kind: 'too-deep', message: 'The code is nested too deeply to be analysed.' };
}
