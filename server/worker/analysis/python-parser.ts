import { preparePython } from '../../../rules/engine.js';
import { readAssetBytes } from '../../../rules/host/disk-host.js';
import type { Language } from '../../../rules/model/language.js';
import { LanguageMissing } from './interrupted.js';

/** Starts the parser of Python when the first file needs it: most workspaces have none. */
export interface PythonParser {
  /** Throws `LanguageMissing` where the parser is not there yet. */
  require(language: Language): void;
  /** Gives the reason when it cannot be started; then Python goes without. */
  start(): Promise<string | undefined>;
}

export function createPythonParser(assetDirectory: string): PythonParser {
  let isReady = false;
  const read = (name: string): Uint8Array => readAssetBytes(assetDirectory, name) ?? new Uint8Array();
  return {
    require(language) {
      if (language === 'python' && !isReady) throw new LanguageMissing();
    },
    async start() {
      isReady = true;
      try {
        await preparePython({ runtime: read('web-tree-sitter.wasm'), grammar: read('tree-sitter-python.wasm') });
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}
