import type { Waiters } from '../../model/rule-view.js';
import type { Blocks } from '../../model/summary.js';

/** Who else waits, what makes it less grave than its tier is, and what settings call it. */
export function explain(blocks: Blocks, waiters: Waiters): string {
  const name = `Settings name the blocking call \`${blocks.evidence.root}\`.`;
  return [whoWaits(waiters), ...mitigations(blocks), name].join(' ');
}

function whoWaits({ sharing, root }: Waiters): string {
  switch (sharing) {
    case 'shared':
      return `It runs in ${root}: everything else on that event loop waits.`;
    case 'single-request':
      return `It runs in ${root}: one request at a time, so nobody else waits.`;
    case 'command-line':
      return `It runs in ${root}: only its user waits.`;
    case 'test':
      return 'It runs in a test: nobody else waits.';
    default:
      return 'No start of a program is known to reach it: whoever calls it may have others waiting.';
  }
}

function mitigations({ guarded, verdict, tier, constant, repeated }: Blocks): readonly string[] {
  return [
    ...(guarded ? ['It is guarded, so it happens once.'] : []),
    ...(verdict === 'yes' ? [] : ['Other implementations of a function on the way do not block.']),
    ...(tier === 'disk' && constant && !repeated
      ? ['Its path is constant: read once, at the start, it costs the loop nothing later.']
      : []),
  ];
}
