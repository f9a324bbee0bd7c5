import type { Level } from '../../model/level.js';
import type { Blocks, LoopSharing } from '../../model/summary.js';

/** Nobody waits while a program starts or builds, and a worker or thread blocks only itself. */
const SILENT = new Set<LoopSharing>(['build', 'boot', 'worker', 'thread']);

/** How grave a blocking call is for those who share the loop; `undefined` where nobody is harmed. */
export function blockingLevel(blocks: Blocks, sharing: LoopSharing, isInLoop: boolean): Level | undefined {
  if (SILENT.has(sharing)) return undefined;
  const level = tierLevel(blocks, sharing, blocks.repeated || isInLoop);
  if (level === undefined) return undefined;
  // A prompt blocks whoever asked to be asked.
  const isUncertain = blocks.verdict !== 'yes' || blocks.guarded || blocks.kind === 'input';
  return isUncertain || sharing === 'single-request' || sharing === 'command-line' || sharing === 'test'
    ? 'hint'
    : level;
}

function tierLevel({ tier, constant }: Blocks, sharing: LoopSharing, repeated: boolean): Level | undefined {
  const isUnbounded = repeated || !constant;
  switch (tier) {
    case 'unbounded':
    case 'password':
      return 'warning';
    case 'cpu':
      if (!isUnbounded) return undefined;
      return sharing === 'shared' && repeated ? 'warning' : 'hint';
    case 'disk':
      // Of a library nobody knows who waits; a constant path is read faster at once than in turns of the loop.
      return sharing === 'shared' && isUnbounded ? 'warning' : 'hint';
    case 'metadata':
      return repeated ? 'hint' : undefined;
  }
}
