import { expect, it } from 'vitest';
import { askFresh } from '../support/engine-run.js';

const TEXT = `declare function save(): Promise<void>;
save(); // looplint-disable-line no-floating-promises -- told elsewhere -- twice
// eslint-disable-next-line @typescript-eslint/no-floating-promises -- a peer's
save();
// biome-ignore lint/nursery/noFloatingPromises: Biome's way
save();
// looplint-disable-next-line no-floating-promises
save();
save();
`;

it('keeps the reason that a comment gives for what it silences', () => {
  const path = '/project/main.ts';
  const result = askFresh({ root: '/project', disk: new Map([[path, TEXT]]), announced: [path], checked: [path] });
  const { findings = [], suppressed = [] } = result.get(path) ?? {};
  expect(suppressed.map(({ justification }) => justification)).toEqual([
    'told elsewhere -- twice',
    "a peer's",
    "Biome's way",
    '',
  ]);
  expect(findings).toHaveLength(1);
});
