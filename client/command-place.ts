import { Position, Uri, window } from 'vscode';

/** Where a command was called. */
export interface CommandPlace {
  readonly uri: Uri;
  readonly position: Position;
}

/**
 * The place that a command is about. Code lenses and code actions hand it over as a URI and a position in plain data; menus hand over a URI alone or nothing, and then it is the cursor. `undefined` when there is no editor.
 */
export function placeOf(uri: unknown, position: unknown): CommandPlace | undefined {
  if (typeof uri === 'string' && isPosition(position))
    return { uri: Uri.parse(uri), position: new Position(position.line, position.character) };
  const editor = window.activeTextEditor;
  return editor === undefined ? undefined : { uri: editor.document.uri, position: editor.selection.active };
}

function isPosition(value: unknown): value is { readonly line: number; readonly character: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { line, character } = value as Readonly<Record<string, unknown>>;
  return typeof line === 'number' && typeof character === 'number';
}
