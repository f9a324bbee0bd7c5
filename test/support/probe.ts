import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';
import type { DiskEvent, ProbeEvent, ProbeOrder } from './probe-script.js';
import { repositoryRoot } from './repository.js';

/** A look into a process that a test starts. */
export interface Probe {
  /** For Node, before the script. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  events(): readonly ProbeEvent[];
  disk(access: DiskEvent['access']): readonly DiskEvent[];
  /** Calls of modules that are denied. */
  denied(): readonly string[];
}

/** Modules by which a process could start another one, load what it should not, or speak to anybody. */
export const DENIED_MODULES: readonly string[] = [
  'child_process',
  'cluster',
  'net',
  'dgram',
  'http',
  'https',
  'http2',
  'tls',
  'dns',
  'dns/promises',
  'inspector',
  'vm',
];

let folder: string | undefined;
let probes = 0;
afterAll(() => (folder === undefined ? undefined : rm(folder, { recursive: true, force: true })));

/** Makes a probe; it is there from the first statement of the process and of its threads on. */
export function makeProbe(order: Partial<Omit<ProbeOrder, 'log'>> = {}): Probe {
  folder ??= buildScript();
  const log = join(folder, `events-${String(probes++)}`);
  const whole: ProbeOrder = { deny: [], swaps: [], ...order, log };
  const events = (): readonly ProbeEvent[] => readEvents(log);
  return {
    flags: ['--require', join(folder, 'probe.cjs')],
    env: { LOOPLINT_PROBE: JSON.stringify(whole) },
    events,
    disk: (access) => events().filter((event) => event.kind === 'disk' && event.access === access) as DiskEvent[],
    denied: () => events().flatMap((event) => (event.kind === 'denied' ? [event.name] : [])),
  };
}

/** Events so far; one that is just being written counts as still to come, with all after it. */
function readEvents(log: string): readonly ProbeEvent[] {
  const events: ProbeEvent[] = [];
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    try {
      events.push(JSON.parse(line) as ProbeEvent);
    } catch {
      break;
    }
  }
  return events;
}

function buildScript(): string {
  const target = realpathSync(mkdtempSync(join(tmpdir(), 'looplint-probe-')));
  buildSync({
    absWorkingDir: repositoryRoot,
    entryPoints: ['test/support/probe-script.ts'],
    outfile: join(target, 'probe.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  return target;
}
