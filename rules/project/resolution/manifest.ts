import { isFile, type FileTree } from './file-tree.js';
import { asFlag, asObject, asText, asTextRecord, asTexts, parseJson, type JsonObject } from './json.js';
import { ancestorsOf, childPath } from './paths.js';

/** What a `package.json` says, as plain data. Absent fields are `undefined` or empty. */
export interface PackageFacts {
  readonly directory: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly private: boolean;
  readonly type: 'module' | 'commonjs';
  readonly main: string | undefined;
  readonly module: string | undefined;
  /** `source` of microbundle and Parcel: the text that the entry was built from. */
  readonly source: string | undefined;
  readonly types: string | undefined;
  readonly typesVersions: JsonObject | undefined;
  /** Command name to script, relative to the directory; a lone `bin` text is under the package's own name. */
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: unknown;
  readonly imports: JsonObject | undefined;
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly publishConfig: JsonObject | undefined;
  /** Patterns of the packages that this one is the workspace root of. */
  readonly workspaces: readonly string[] | undefined;
  /** `tsconfig` of packages that carry a shared configuration. */
  readonly tsconfig: string | undefined;
}

export interface Manifests {
  readonly tree: FileTree;
  readonly byDirectory: Map<string, PackageFacts | undefined>;
  readonly nearest: Map<string, PackageFacts | undefined>;
}

export function createManifests(tree: FileTree): Manifests {
  return { tree, byDirectory: new Map(), nearest: new Map() };
}

/** The manifest in exactly this directory. */
export function manifestIn(manifests: Manifests, directory: string): PackageFacts | undefined {
  const { byDirectory, tree } = manifests;
  if (byDirectory.has(directory)) return byDirectory.get(directory);
  const path = childPath(directory, 'package.json');
  const json = isFile(tree, path) ? parseJson(tree.host.read(path)) : undefined;
  const facts = json && readFacts(directory, json);
  byDirectory.set(directory, facts);
  return facts;
}

/** The manifest that a directory belongs to, looked for up to and with `limit`. */
export function nearestManifest(manifests: Manifests, directory: string, limit: string): PackageFacts | undefined {
  if (manifests.nearest.has(directory)) return manifests.nearest.get(directory);
  const passed: string[] = [];
  let found: PackageFacts | undefined;
  for (const each of ancestorsOf(directory, limit)) {
    const isKnown = manifests.nearest.has(each);
    found = isKnown ? manifests.nearest.get(each) : manifestIn(manifests, each);
    if (!isKnown) passed.push(each);
    if (isKnown || found !== undefined) break;
  }
  for (const each of passed) manifests.nearest.set(each, found);
  return found;
}

/** The version range under which a package asks for another one. */
export function dependencyRange(facts: PackageFacts, name: string): string | undefined {
  const records = [facts.dependencies, facts.devDependencies, facts.optionalDependencies, facts.peerDependencies];
  return records.find((record) => Object.hasOwn(record, name))?.[name];
}

function readFacts(directory: string, json: JsonObject): PackageFacts {
  const name = asText(json['name']);
  const bin = asText(json['bin']);
  return {
    directory,
    name,
    version: asText(json['version']),
    private: asFlag(json['private']) ?? false,
    type: json['type'] === 'module' ? 'module' : 'commonjs',
    main: asText(json['main']),
    module: asText(json['module']) ?? asText(json['jsnext:main']),
    source: asText(json['source']) ?? asTexts(json['source'])?.[0],
    types: asText(json['types']) ?? asText(json['typings']),
    typesVersions: asObject(json['typesVersions']),
    bin: bin === undefined ? asTextRecord(json['bin']) : { [name?.replace(/^@[^/]*\//, '') ?? '']: bin },
    exports: json['exports'] ?? undefined,
    imports: asObject(json['imports']),
    scripts: asTextRecord(json['scripts']),
    engines: asTextRecord(json['engines']),
    dependencies: asTextRecord(json['dependencies']),
    devDependencies: asTextRecord(json['devDependencies']),
    peerDependencies: asTextRecord(json['peerDependencies']),
    optionalDependencies: asTextRecord(json['optionalDependencies']),
    publishConfig: asObject(json['publishConfig']),
    workspaces: asTexts(json['workspaces']) ?? asTexts(asObject(json['workspaces'])?.['packages']),
    tsconfig: asText(json['tsconfig']),
  };
}
