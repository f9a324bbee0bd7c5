import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';

const sampleMilliseconds = 20;
/** The kernel reports process times in hundredths of a second on every Linux this was run on. */
const ticksPerSecond = 100;

/**
 * Runs a command to its end.
 *
 * `cpu` is user and system time of the whole tree in seconds: a process that was waited for hands its times and those
 * of its own children to its parent, so the difference in our own counters is exact, however short a child lived.
 * `memory` is the highest sum of resident sets seen in the tree, in MB, at a sample every 20 ms. On systems without
 * `/proc` both are `undefined`.
 */
export function measure(command, args, { cwd, env, output }) {
  const stdout = openSync(output, 'w');
  const stderr = openSync(`${output}.stderr`, 'w');
  const before = childTimes();
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', stdout, stderr] });
  let memory = 0;
  const sampler = setInterval(() => {
    memory = Math.max(memory, treeMemory(child.pid));
  }, sampleMilliseconds);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(sampler);
      closeSync(stdout);
      closeSync(stderr);
      const wall = Number(process.hrtime.bigint() - started) / 1e9;
      const after = childTimes();
      const isKnown = before !== undefined && after !== undefined;
      resolve({ code, signal, wall, cpu: isKnown ? after - before : undefined, memory: isKnown ? memory : undefined });
    });
  });
}

function childTimes() {
  const fields = readStat('self');
  return fields === undefined ? undefined : (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

/** The fields of `/proc/<id>/stat` after the name, which may hold spaces: [0] is the state, [1] the parent. */
function readStat(id) {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Resident sets of a process and all its descendants, summed, in MB. */
export function treeMemory(root) {
  const children = new Map();
  for (const name of listProcesses()) {
    const parent = readStat(name)?.[1];
    if (parent === undefined) continue;
    if (!children.has(parent)) children.set(parent, []);
    children.get(parent).push(name);
  }
  let kilobytes = 0;
  const pending = [String(root)];
  while (pending.length > 0) {
    const id = pending.pop();
    kilobytes += residentKilobytes(id);
    pending.push(...(children.get(id) ?? []));
  }
  return kilobytes / 1024;
}

function listProcesses() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function residentKilobytes(id) {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
