import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder } from '../corpora.mjs';

/**
 * The deviations of `docs/deviations.md` by the cases that they explain. Cases are other people's, so only their keys
 * are kept (see `caseKey`): `{ rule: { deviation: [key] } }`.
 */
export function readDeviations() {
  const keys = JSON.parse(readFileSync(join(benchFolder, 'deviations.json'), 'utf8'));
  const page = readFileSync(join(benchFolder, '../docs/deviations.md'), 'utf8');
  const titles = new Set([...page.matchAll(/^### (.+)$/gm)].map(([, title]) => title));
  const problems = [];
  const byCase = new Map();
  for (const [rule, deviations] of Object.entries(keys)) {
    for (const [title, cases] of Object.entries(deviations)) {
      if (titles.has(title)) for (const key of cases) byCase.set(`${rule} ${key}`, title);
      else problems.push(`docs/deviations.md does not explain "${title}".`);
    }
  }
  return { find: (rule, { key }) => byCase.get(`${rule} ${key}`), problems: () => problems };
}
