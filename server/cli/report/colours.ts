import pc from 'picocolors';
import type { Output } from '../environment.js';

export type Colours = ReturnType<typeof pc.createColors>;

/** Colours for a stream: a flag decides, then `NO_COLOR`, then `FORCE_COLOR`, then whether it is a terminal. */
export function chooseColours(
  output: Output,
  variables: Readonly<Record<string, string | undefined>>,
  flag: 'on' | 'off' | 'auto',
): Colours {
  return pc.createColors(isColoured(output, variables, flag));
}

function isColoured(
  output: Output,
  variables: Readonly<Record<string, string | undefined>>,
  flag: 'on' | 'off' | 'auto',
): boolean {
  if (flag !== 'auto') return flag === 'on';
  if ((variables['NO_COLOR'] ?? '') !== '') return false;
  const force = variables['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return output.isTerminal && variables['TERM'] !== 'dumb';
}
