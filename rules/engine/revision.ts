import { createEffects } from '../effects/effects.js';
import type { Effects } from '../effects/effects.js';
import type { FunctionRef, Inference } from '../inference/inference.js';
import { createJavaScriptInference } from '../inference/javascript/javascript-inference.js';
import type { SourceUnit } from '../inference/javascript/program.js';
import type { FileFacts } from '../model/facts.js';
import type { Host } from '../model/host.js';
import type { Settings } from '../model/settings.js';
import { exportedFunctions } from '../project/exported-functions.js';
import type { FileStore } from '../project/file-store.js';
import { createFileRoles } from './file-roles.js';
import { createPythonInference } from '../project/python/python-project.js';
import { createJavaScriptProject } from '../project/javascript-program.js';
import type { Library } from '../project/library.js';
import type { Resolver } from '../project/resolution/resolver.js';
import type { StatisticsCounter } from './statistics.js';

export interface RevisionSource {
  readonly host: Host;
  readonly root: string;
  readonly store: FileStore;
  readonly resolver: Resolver;
  readonly library: Library;
  readonly settings: Settings;
  readonly statistics: Pick<StatisticsCounter, 'timed'>;
}

/** Everything derived from one state of the project's files. */
export interface Revision {
  readonly store: FileStore;
  readonly effects: Effects;
  inference(path: string): Inference;
  facts(path: string): FileFacts | undefined;
  text(path: string): string;
  display(path: string): string;
  missing(): ReadonlyMap<string, number>;
}

export function isPython(path: string): boolean {
  return path.endsWith('.py') || path.endsWith('.pyi');
}

export function createRevision({
  host,
  root,
  store,
  resolver,
  library,
  settings,
  statistics,
}: RevisionSource): Revision {
  library.reset();
  const project = createJavaScriptProject(store, resolver, library);
  const paths = [...store.paths].sort();
  const units = function* (): Iterable<SourceUnit> {
    for (const path of paths) {
      const unit = project.unit(path);
      if (unit !== undefined) yield unit;
    }
  };
  const javascript = createJavaScriptInference({ program: project, unit: project.unit, units });
  const python = createPythonInference(store.facts, host, root, () => paths);
  const inference = (path: string): Inference => (isPython(path) ? python : javascript);
  // Every fix asks for the text of its file.
  const texts = new Map<string, string>();
  const facts = (path: string): FileFacts | undefined => store.facts(path);
  const display = (path: string): string => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path);
  const effects = createEffects({
    paths,
    facts,
    inference,
    role: createFileRoles(resolver),
    exported: (path, name): readonly FunctionRef[] => exportedFunctions(project, path, name),
    display,
    settings: settings.project,
    timed: statistics.timed,
  });
  return {
    store,
    effects,
    inference,
    facts,
    display,
    text(path) {
      let text = texts.get(path);
      if (text === undefined) {
        text = store.text(path) ?? '';
        texts.set(path, text);
      }
      return text;
    },
    missing: () => new Map([...(paths.some(isPython) ? python.missing() : []), ...javascript.missing()]),
  };
}
