import { rules } from '../../rules/catalogue/index.js';
import { literateCases } from './literate-case.js';
import { projectFiles } from './repository.js';
import { pageExamples } from './rule-page.js';

/** A small project of the spec set: a case of a spec file, or an example of a rule's page. */
export interface SpecCase {
  /** Where it stands: the file and the line. */
  readonly name: string;
  /** Texts by path from the case's own folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Text of its settings block, which has the form of the configuration file. */
  readonly settings: string | undefined;
}

/** Everything that the documentation and the specs of the rules say. */
export function specCases(): readonly SpecCase[] {
  const specs = projectFiles('test/catalogue', '.md').flatMap(({ path, text }) =>
    literateCases(text).map(({ line, files, settings }) => ({ name: `${path}:${String(line)}`, files, settings })),
  );
  const examples = rules.flatMap(({ id }) =>
    projectFiles(`rules/catalogue/${id}`, 'rule.md').flatMap(({ path, text }) =>
      pageExamples(text).map(({ line, files }) => ({ name: `${path}:${String(line)}`, files, settings: undefined })),
    ),
  );
  return [...specs, ...examples].map(({ files, ...rest }) => ({
    ...rest,
    files: new Map(files.map(({ path, code }) => [path, code])),
  }));
}
