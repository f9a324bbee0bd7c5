import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import '../support/analyse.js';
import { createEngine } from '../../rules/engine.js';
import { createDiskHost } from '../../rules/host/disk-host.js';
import type { AwaitableFamily } from '../../rules/knowledge/types.js';
import { EVERY_RULE } from '../support/engine-run.js';
import { positionOf } from '../support/positions.js';
import { repositoryRoot } from '../support/repository.js';
import { drizzlePostgres, drizzleSqlite } from './lazy-queries/drizzle.js';
import { knex } from './lazy-queries/knex.js';
import { mongooseAggregate, mongooseQuery } from './lazy-queries/mongoose.js';
import { postgres } from './lazy-queries/postgres.js';
import { prisma } from './lazy-queries/prisma.js';
import { readSnippets, readStatements, snippetPath } from './lazy-queries/snippets.js';
import { supabase } from './lazy-queries/supabase.js';

// The other half of lazy-queries.test.ts: what was seen there when the code ran, the linter has to say of the same text,
// with the declarations of the installed packages.

interface Subject {
  readonly module: string;
  readonly table: string;
  readonly family: AwaitableFamily;
  /** In place of the module's own, where the library's declarations are made for each project. */
  readonly setup?: string;
}

const PRISMA_SETUP = "import { PrismaClient } from '@prisma/client';\nconst client = new PrismaClient();\n";

const SUBJECTS: readonly Subject[] = [
  { module: 'prisma', table: 'prisma', family: prisma.family, setup: PRISMA_SETUP },
  { module: 'knex', table: 'knex', family: knex.family },
  { module: 'drizzle', table: 'drizzleSqlite', family: drizzleSqlite.family },
  { module: 'drizzle', table: 'drizzlePostgres', family: drizzlePostgres.family },
  { module: 'mongoose', table: 'mongooseQuery', family: mongooseQuery.family },
  { module: 'mongoose', table: 'mongooseAggregate', family: mongooseAggregate.family },
  { module: 'supabase', table: 'supabase', family: supabase.family },
  { module: 'postgres', table: 'postgres', family: postgres.family },
];

/** Lints a module's set-up with some lines in an async function after it; gives the message ids by line of these. */
function lint(module: string, setup: string, lines: readonly string[]): readonly string[] {
  const host = createDiskHost({ roots: [repositoryRoot], assetDirectory: join(repositoryRoot, 'dist/assets') });
  const engine = createEngine({ host, root: repositoryRoot, settings: EVERY_RULE });
  const path = join(repositoryRoot, snippetPath(module));
  const before = `${setup}\nexport async function check(): Promise<void> {\n`;
  const text = `${before}${lines.map((line) => `${oneLine(line)}\n`).join('')}}\n`;
  engine.apply([{ kind: 'overlay', path, text }]);
  const { findings, notices } = engine.check(path);
  expect(notices).toEqual([]);
  const first = positionOf(text, before.length).line;
  const found = findings.filter(
    ({ ruleId, range }) => ruleId === 'no-floating-promises' && range.start >= before.length,
  );
  return found.map(
    ({ messageId, range }) => `${lines[positionOf(text, range.start).line - first] ?? ''} → ${messageId}`,
  );
}

function oneLine(code: string): string {
  return code
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
}

describe.each(SUBJECTS)('$table', ({ module, table, family, setup }) => {
  const snippets = readSnippets(module, table);
  const context = setup ?? snippets.setup;

  it('has queries to lint', () => {
    expect(snippets.queries.size).toBeGreaterThan(0);
    expect(snippets.nested).not.toBe('');
  });

  it.each([...snippets.queries])('%s: dropped or behind `void`, it is said to never run', (_, query) => {
    const lines = [`${query};`, `void ${query};`];
    expect(lint(module, context, lines)).toEqual([`${query}; → query`, `void ${query}; → voidQuery`]);
  });

  it.each([...snippets.queries])('%s: handled, awaited now or later, it is fine', (_, query) => {
    const { has } = family.traits;
    const lines = [
      `await ${query};`,
      `const kept = ${query}; console.log('later'); await kept;`,
      `await Promise.all([${query}]);`,
      `const started = ${query}.then(() => 1, () => 2); void started;`,
      ...(has.includes('catch') ? [`${query}.catch(() => undefined);`, `void ${query}.catch(() => undefined);`] : []),
    ];
    expect(lint(module, context, lines)).toEqual([]);
  });

  it('as a part of another query, it is fine', () => {
    expect(
      lint(module, context, [`await ${snippets.nested};`, `const whole = ${snippets.nested}; await whole;`]),
    ).toEqual([]);
  });

  it.each([...snippets.eager])('%s: runs, and is not said to never run', (_, code) => {
    expect(lint(module, context, [`${code};`, `void ${code};`]).join('\n')).not.toMatch(/→ (?:query|voidQuery)$/m);
  });
});

describe('drizzle statements', () => {
  const { setup } = readSnippets('drizzle', 'drizzleSqlite');

  it.each([...readStatements('drizzle', 'drizzleStatements')])('%s: dropped, it is said to never run', (_, query) => {
    expect(lint('drizzle', setup, [`${query};`])).toEqual([`${query}; → query`]);
  });
});
