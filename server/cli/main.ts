#!/usr/bin/env node
import { createEngine, preparePython, rules } from '../../rules/engine.js';
import { createDiskHost, readAssetBytes } from '../../rules/host/disk-host.js';
import { maxProjectBytes } from '../../rules/host/limits.js';
import { findLanguage } from '../../rules/host/source-kinds.js';
import { readStandardInput } from '../../rules/host/standard-input.js';
import { calmCompiler } from '../worker/calm-compiler.js';
import type { Output } from './environment.js';
import { planRun } from './run.js';

// A server runs for hours: there the optimiser pays.
if (process.argv[2] !== 'lsp') calmCompiler();
// A reader that stops early, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

const toOutput = (stream: NodeJS.WriteStream): Output => ({
  write: (text) => void stream.write(text),
  // Undefined, and not false, where there is none.
  isTerminal: Boolean(stream.isTTY),
});

const assetDirectory = `${import.meta.dirname}/assets`;

function readVersion(): string {
  const text = createDiskHost({ assetDirectory }).read(`${import.meta.dirname}/../package.json`);
  const manifest = JSON.parse(text ?? '{}') as { readonly version?: string };
  return manifest.version ?? 'unknown';
}

const version = readVersion();
const plan = planRun({
  arguments: process.argv.slice(2),
  cwd: process.cwd(),
  variables: process.env,
  stdout: toOutput(process.stdout),
  stderr: toOutput(process.stderr),
  readInput: readStandardInput,
  now: () => performance.now(),
  maxProjectBytes,
  peakMemory: () => process.resourceUsage().maxRSS * 1024,
  version,
  assetDirectory,
  rules,
  createEngine,
  threadScript: new URL('./thread.js', import.meta.url),
  serve: () => void serve(),
});

if (plan.paths.some((path) => findLanguage(path) === 'python')) await startPython();
// Not `process.exit`: what is written to a pipe would be lost.
process.exitCode = plan.execute();

/** A chunk of its own: who only lints does not load it. */
async function serve(): Promise<void> {
  const { serveEditor } = await import('./lsp.js');
  serveEditor({ version, assetDirectory, threadScript: `${import.meta.dirname}/analysis.js` });
}

function startPython(): Promise<void> {
  const read = (name: string): Uint8Array => readAssetBytes(assetDirectory, name) ?? new Uint8Array();
  return preparePython({ runtime: read('web-tree-sitter.wasm'), grammar: read('tree-sitter-python.wasm') });
}
