import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Colours } from './colours.js';
import { escapeText } from '../../workspace/escape.js';

/** A unified patch of one file, as `git apply` and `patch -p1` take it. */
export function buildPatch(path: string, change: { readonly before: string; readonly after: string }): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, change.before, change.after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

/** The patch for a terminal: it cannot be applied any more, and the terminal obeys nothing in it. */
export function showPatch(patch: string, colours: Colours): string {
  return patch
    .split('\n')
    .map((line) => {
      const safe = escapeText(line.replaceAll('\t', '  '));
      if (line.startsWith('+++') || line.startsWith('---')) return colours.bold(safe);
      if (line.startsWith('+')) return colours.green(safe);
      if (line.startsWith('-')) return colours.red(safe);
      return line.startsWith('@@') ? colours.cyan(safe) : safe;
    })
    .join('\n');
}
