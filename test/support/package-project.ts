import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../host/temporary-folder.js';
import { repositoryRoot } from './repository.js';

/** Packages that ship their sources, and that know each other. */
const PACKAGES: readonly (readonly [name: string, folder: string])[] = [
  ['puppeteer-core', 'src'],
  ['@puppeteer/browsers', 'src'],
  ['mongodb', 'src'],
  ['bson', 'src'],
  ['zod', 'src'],
  ['@supabase/auth-js', 'src'],
  ['@supabase/storage-js', 'src'],
  ['@supabase/postgrest-js', 'src'],
  ['@supabase/realtime-js', 'src'],
  ['@supabase/supabase-js', 'src'],
  ['knex', 'lib'],
  ['commander', 'lib'],
  ['flatted', 'python'],
];

/** A folder on the disk that holds one workspace made of them, with what they depend on; gone after the test. */
export function makePackageProject(): string {
  const folder = makeFolder({ 'package.json': '{"workspaces": ["packages/*"]}' });
  for (const [name, sources] of PACKAGES) {
    const from = join(repositoryRoot, 'node_modules', name);
    const to = join(folder, 'packages', name.replace('/', '-'));
    if (!existsSync(join(from, sources))) continue;
    cpSync(join(from, sources), join(to, sources), { recursive: true });
    cpSync(join(from, 'package.json'), join(to, 'package.json'));
  }
  symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
