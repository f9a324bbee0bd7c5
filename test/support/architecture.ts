import { posix } from 'node:path';
import { importsOf } from './imports.js';
import type { ImportSite } from './imports.js';
import type { ProjectFile } from './repository.js';

/** What the files of a folder (or one file) may import. Longer names win over shorter ones. */
export interface Layer {
  readonly number: number;
  readonly name: string;
  /** Other layers, by name. Its own files a layer may always import. */
  readonly imports: readonly string[];
  /** Layers of which it may only name types. */
  readonly types?: readonly string[];
  /** Packages and Node modules. */
  readonly packages?: readonly string[];
  /** Packages of which it may only name types. */
  readonly packageTypes?: readonly string[];
  /** Its sub-folders are strangers to each other. */
  readonly separate?: boolean;
}

const ENGINE_PARTS = [
  'rules/model',
  'rules/engine-types.ts',
  'rules/syntax',
  'rules/facts',
  'rules/knowledge',
  'rules/inference',
  'rules/effects',
  'rules/project',
  'rules/fixes',
  'rules/catalogue',
  'rules/catalogue/index.ts',
];
const HOST_SIDE = ['rules/model', 'rules/engine.ts', 'rules/engine-types.ts', 'rules/host'];

/** The import table: who may know whom. `docs/architecture.md` says why. */
export const LAYERS: readonly Layer[] = [
  { number: 0, name: 'rules/model', imports: [] },
  { number: 1, name: 'rules/syntax', imports: ['rules/model'], packages: ['typescript', 'web-tree-sitter'] },
  { number: 2, name: 'rules/facts', imports: ['rules/model', 'rules/syntax'] },
  { number: 2, name: 'rules/knowledge', imports: ['rules/model'] },
  { number: 3, name: 'rules/inference', imports: ['rules/model', 'rules/knowledge'], types: ['rules/facts'] },
  {
    number: 4,
    name: 'rules/effects',
    imports: ['rules/model', 'rules/knowledge', 'rules/inference'],
    types: ['rules/facts'],
  },
  {
    number: 5,
    name: 'rules/project',
    imports: ['rules/model', 'rules/syntax', 'rules/facts', 'rules/inference', 'rules/effects'],
    packages: ['jsonc-parser', 'smol-toml'],
  },
  { number: 5, name: 'rules/fixes', imports: ['rules/model'], types: ['rules/facts'] },
  {
    number: 6,
    name: 'rules/catalogue',
    imports: ['rules/model', 'rules/fixes', 'rules/knowledge', 'rules/catalogue/define-rule.ts'],
    packages: ['scslre'],
    separate: true,
  },
  { number: 6, name: 'rules/catalogue/define-rule.ts', imports: ['rules/model', 'rules/fixes'] },
  { number: 6, name: 'rules/catalogue/index.ts', imports: ['rules/catalogue', 'rules/catalogue/define-rule.ts'] },
  { number: 7, name: 'rules/engine-types.ts', imports: ['rules/model'] },
  {
    number: 7,
    name: 'rules/engine.ts',
    imports: [...ENGINE_PARTS, 'rules/engine'],
    types: ['rules/catalogue/define-rule.ts'],
  },
  { number: 7, name: 'rules/engine', imports: ENGINE_PARTS, types: ['rules/catalogue/define-rule.ts'] },
  {
    number: 7,
    name: 'rules/host',
    imports: ['rules/model'],
    packages: ['node:buffer', 'node:crypto', 'node:fs', 'node:os', 'node:path', 'node:v8'],
  },
  {
    number: 8,
    name: 'rules/eslint',
    imports: [...HOST_SIDE, 'rules/catalogue/index.ts'],
    types: ['rules/catalogue/define-rule.ts'],
    packages: ['@typescript-eslint/utils'],
    packageTypes: ['eslint'],
  },
  {
    number: 8,
    name: 'rules/index.ts',
    imports: [...HOST_SIDE, 'rules/eslint', 'rules/catalogue/index.ts'],
    packages: ['@typescript-eslint/utils'],
    packageTypes: ['eslint'],
  },
  { number: 8, name: 'server/protocol', imports: [], types: ['rules/model'], packageTypes: ['vscode-languageserver'] },
  { number: 8, name: 'server/workspace', imports: HOST_SIDE, packages: ['jsonc-parser'] },
  {
    number: 8,
    name: 'server/worker',
    imports: [...HOST_SIDE, 'server/workspace', 'server/protocol'],
    packages: ['node:v8', 'node:worker_threads'],
  },
  {
    number: 9,
    name: 'server/lsp',
    imports: ['rules/model', 'server/protocol', 'server/workspace', 'server/worker'],
    packages: ['vscode-languageserver'],
  },
  { number: 9, name: 'server/main.ts', imports: ['server/lsp'] },
  {
    number: 9,
    name: 'server/cli',
    imports: [...HOST_SIDE, 'server/workspace', 'server/worker', 'server/cli/lsp.ts'],
    packages: ['commander', 'picocolors', 'diff', 'node:v8'],
  },
  { number: 9, name: 'server/cli/lsp.ts', imports: ['server/lsp'] },
  { number: 10, name: 'client', imports: ['server/protocol'], packages: ['vscode', 'vscode-languageclient'] },
];

/** The imports that the table does not allow, one sentence each. */
export function forbiddenImports(files: readonly ProjectFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const layer = layerOf(path);
    if (layer === undefined) return [`${path} belongs to no layer.`];
    return importsOf(path, text)
      .filter((site) => !isAllowed(path, layer, site))
      .map((site) => `${path}:${site.line} imports ${site.specifier}, which ${layer.name} may not.`);
  });
}

function layerOf(path: string): Layer | undefined {
  return LAYERS.filter(({ name }) => path === name || path.startsWith(`${name}/`)).reduce<Layer | undefined>(
    (best, layer) => (best === undefined || layer.name.length > best.name.length ? layer : best),
    undefined,
  );
}

function isAllowed(path: string, layer: Layer, { specifier, typeOnly }: ImportSite): boolean {
  if (!specifier.startsWith('.')) {
    const known = (names: readonly string[] = []): boolean =>
      names.some((name) => specifier === name || specifier.startsWith(`${name}/`));
    return known(layer.packages) || (typeOnly && known(layer.packageTypes));
  }
  const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
  const other = layerOf(target);
  if (other === undefined) return false;
  if (other === layer) return layer.separate !== true || posix.dirname(path) === posix.dirname(target);
  return layer.imports.includes(other.name) || (typeOnly && (layer.types ?? []).includes(other.name));
}
