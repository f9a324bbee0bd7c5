import { awaitableFamilies } from '../../rules/knowledge/awaitables/index.js';
import { blockingApis, conditionalBlockingApis } from '../../rules/knowledge/blocking/index.js';
import { heavyCalls } from '../../rules/knowledge/heavy-calls/index.js';
import { knownCalls } from '../../rules/knowledge/known-calls/index.js';
import { plainValueApis } from '../../rules/knowledge/plain-values/index.js';
import { programRoots } from '../../rules/knowledge/roots/index.js';
import { serialSessions } from '../../rules/knowledge/sessions/index.js';
import { callbackSlots } from '../../rules/knowledge/slots/index.js';
import type { Source } from '../../rules/knowledge/types.js';
import { functionWrappers } from '../../rules/knowledge/wrappers/index.js';

/** One line of a table: its id, and what makes two lines with that id different. */
export interface Entry extends Source {
  readonly api: string;
  readonly distinction: string;
}

const families: readonly Entry[] = awaitableFamilies.flatMap(({ apis, except, source, versions }) => [
  ...apis.map((api) => ({ api, distinction: '', source, versions })),
  ...except.map((api) => ({ api, distinction: 'except', source, versions })),
]);

/** Every id of every table. */
export const tables: Readonly<Record<string, readonly Entry[]>> = {
  blocking: blockingApis.map((entry) => ({ ...entry, distinction: '' })),
  'blocking (conditional)': conditionalBlockingApis.map((entry) => ({ ...entry, distinction: '' })),
  awaitables: families,
  'plain values': plainValueApis.map((entry) => ({ ...entry, distinction: '' })),
  slots: callbackSlots.map((slot) => ({
    ...slot,
    distinction: `${slot.argument} ${slot.property ?? ''} ${slot.where?.versions ?? ''}`,
  })),
  roots: programRoots.flatMap((root) =>
    root.api === undefined
      ? []
      : [
          {
            ...root,
            api: root.api,
            distinction: `${root.argument ?? ''} ${root.property ?? ''} ${root.program ?? ''} ${root.decorates ?? ''}`,
          },
        ],
  ),
  sessions: serialSessions.map((session) => ({ ...session, distinction: '' })),
  wrappers: functionWrappers.map((wrapper) => ({ ...wrapper, distinction: '' })),
  'heavy calls': heavyCalls.map((heavy) => ({ ...heavy, distinction: '' })),
  'known calls': knownCalls.map((known) => ({ ...known, distinction: '' })),
};
