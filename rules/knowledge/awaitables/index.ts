import type { AwaitableFamily } from '../types.js';
import { bunShell, bunSql, neon, objection, postgres, supabase, supabaseServer } from './clients.js';
import { drizzle } from './drizzle.js';
import { knex } from './knex.js';
import { mongooseAggregate, mongooseQuery } from './mongoose.js';
import { prisma } from './prisma.js';
import { promises } from './promises.js';
import { python } from './python.js';
import { pythonAsyncio } from './python-asyncio.js';
import { superagent } from './requests.js';

/**
 * Families of awaitables with their traits. Kysely is absent on purpose: its builders have no `then`, and its
 * `execute()` is an ordinary async function.
 */
export const awaitableFamilies: readonly AwaitableFamily[] = [
  prisma,
  knex,
  drizzle,
  mongooseQuery,
  mongooseAggregate,
  supabase,
  supabaseServer,
  postgres,
  bunSql,
  bunShell,
  neon,
  objection,
  superagent,
  ...promises,
  ...python,
  ...pythonAsyncio,
];
