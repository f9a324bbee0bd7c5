import { Language, Parser } from 'web-tree-sitter';

/*
 * The compiler's own libraries describe WebAssembly only together with a browser. Both modules are compiled
 * synchronously, so that the parser is ready before the first turn of the event loop: a host that cannot wait, such as
 * a synchronously loaded ESLint plugin, has only micro-tasks between its start and its first file.
 */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** The binaries that the Python parser is made of. */
export interface PythonAssets {
  /** Content of `web-tree-sitter.wasm`. */
  readonly runtime: Uint8Array;
  /** Content of `tree-sitter-python.wasm`. */
  readonly grammar: Uint8Array;
}

export interface PythonParser {
  readonly parser: Parser;
  readonly language: Language;
}

let started: Promise<void> | undefined;
let ready: PythonParser | undefined;

/**
 * Starts the parser, once per process: later calls wait for the first one. Rejects when the binaries are not those that
 * this version of the engine was built with.
 */
export function preparePython(assets: PythonAssets): Promise<void> {
  started ??= start(assets);
  return started;
}

/** The parser, or `undefined` as long as `preparePython` has not finished. */
export function pythonParser(): PythonParser | undefined {
  return ready;
}

async function start({ runtime, grammar }: PythonAssets): Promise<void> {
  const compiled = new WebAssembly.Module(runtime);
  // The hook of the module's loader: with it nothing is read and nothing runs on another thread.
  const options = {
    instantiateWasm(imports: object, done: (instance: object, module: object) => void): object {
      const instance = new WebAssembly.Instance(compiled, imports);
      done(instance, compiled);
      return instance.exports;
    },
  };
  await Parser.init(options as unknown as NonNullable<Parameters<typeof Parser.init>[0]>);
  const language = Language.loadSync(new WebAssembly.Module(grammar) as Parameters<typeof Language.loadSync>[0]);
  const parser = new Parser();
  parser.setLanguage(language);
  ready = { parser, language };
}
