import { readFileSync } from 'node:fs';

/** The binaries of the Python parser, as they lie beside the engine. */
export interface PythonAssetFiles {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/**
 * Reads the Python parser's binaries from the folder of the files that ship with the engine. Synchronous, because a
 * plugin that ESLint loads has no time to wait. Throws when they are not there: the installation is broken then.
 */
export function readPythonAssets(assetDirectory: string): PythonAssetFiles {
  return {
    runtime: readFileSync(`${assetDirectory}/web-tree-sitter.wasm`),
    grammar: readFileSync(`${assetDirectory}/tree-sitter-python.wasm`),
  };
}
