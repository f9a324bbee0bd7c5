import { workerData } from 'node:worker_threads';
import { preparePython } from '../../rules/engine.js';
import { readAssetBytes } from '../../rules/host/disk-host.js';
import { findLanguage } from '../../rules/host/source-kinds.js';
import { createExtractor, type ExtractSetup } from './extract-ahead.js';
import { serveThread, type ThreadData } from './extract-pool.js';

const data = workerData as ThreadData<ExtractSetup>;

if (data.paths.some((path) => findLanguage(path) === 'python')) {
  const read = (name: string): Uint8Array => readAssetBytes(data.setup.assetDirectory, name) ?? new Uint8Array();
  await preparePython({ runtime: read('web-tree-sitter.wasm'), grammar: read('tree-sitter-python.wasm') });
}
serveThread(data, createExtractor(data.setup));
