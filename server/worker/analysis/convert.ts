import { normalisePath } from '../../../rules/host/paths.js';
import type { ChainHop } from '../../../rules/model/finding.js';
import type { Range } from '../../../rules/model/range.js';
import type { Edit } from '../../../rules/model/fix.js';
import { createTextPositions, type TextPositions } from '../../workspace/text-positions.js';
import type { Place, PositionEncoding, TextReplacement, TextSpan } from '../../protocol/places.js';
import type { Project } from './project.js';
import type { Workspace } from './workspace.js';

/** Offsets of one project to places in the editor's encoding, for the texts as they are now. */
export interface Converter {
  positions(real: string): TextPositions | undefined;
  spanOf(real: string, range: Range): TextSpan;
  editsOf(real: string, edits: readonly Edit[]): readonly TextReplacement[];
  /** Hops of files that cannot be read are left out. */
  chainOf(chain: readonly ChainHop[]): readonly { readonly place: Place; readonly text: string }[];
}

export function createConverter(workspace: Workspace, project: Project, encoding: PositionEncoding): Converter {
  const known = new Map<string, TextPositions | undefined>();
  const positions = (real: string): TextPositions | undefined => {
    if (!known.has(real)) {
      // The editor counts a byte order mark where it shows one.
      const text = workspace.documents.find(real)?.text ?? project.host.read(real);
      known.set(real, text === undefined ? undefined : createTextPositions(text, encoding));
    }
    return known.get(real);
  };
  const spanOf = (real: string, range: Range): TextSpan => positions(real)?.spanOf(range) ?? NOWHERE;
  return {
    positions,
    spanOf,
    editsOf: (real, edits) => edits.map((edit) => ({ span: spanOf(real, edit), text: edit.text })),
    chainOf: (chain) =>
      chain.flatMap((hop) => {
        const real = normalisePath(hop.path, project.settings.root);
        if (positions(real) === undefined) return [];
        return [{ place: { path: workspace.paths.toEditor(real), span: spanOf(real, hop.range) }, text: hop.text }];
      }),
  };
}

const NOWHERE: TextSpan = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
