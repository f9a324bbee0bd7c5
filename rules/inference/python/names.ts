import type { Evaluation } from './evaluation.js';
import { fromStars, hasOpenStar } from './modules.js';
import type { Found } from './modules.js';
import type { PythonUnit } from './program.js';
import { lookup } from './scope.js';
import { BUILTINS, WELL_KNOWN_MODULES } from './well-known.js';

/** What a name means at a place of a file. */
export function findName(ev: Evaluation, unit: PythonUnit, scope: number, name: string): Found {
  const declarations = lookup(unit, scope, name);
  if (declarations.length > 0) return { declarations, type: undefined };
  const found = fromStars(ev.program, unit, 0, name);
  if (found.declarations.length > 0 || found.type !== undefined) return found;
  if (hasOpenStar(ev.program, unit, 0)) return { declarations: [], type: undefined };
  if (BUILTINS.has(name)) return { declarations: [], type: { k: 'api', m: 'builtins', p: [name] } };
  // A snippet without its imports: in a real program the name would be an error.
  if (WELL_KNOWN_MODULES.has(name)) return { declarations: [], type: { k: 'api', m: name, p: [] } };
  return { declarations: [], type: undefined };
}
