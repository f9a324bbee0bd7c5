/*
 * A small server in several files. Nothing is installed: neither types of Node nor any package.
 */
const PASSWORD = `import { scryptSync } from 'node:crypto';

export function hashPassword(password: string): string {
  return scryptSync(password, 'salt', 64).toString('hex');
}
`;

const USERS = `import { hashPassword } from './password.js';

const hashes = new Map<string, string>();

export function isKnown(name: string, password: string): boolean {
  return hashes.get(name) === hashPassword(password);
}
`;

const VISITS = `const visits: string[] = [];

export async function saveVisit(name: string): Promise<number> {
  await Promise.resolve();
  return visits.push(name);
}
`;

const SERVER = `import { createServer } from 'node:http';
import { isKnown } from './users.js';
import { saveVisit } from './visits.js';

async function welcome(name: string, password: string): Promise<string> {
  const known = isKnown(name, password);
  saveVisit(name);
  return known ? 'Welcome back' : 'Who are you?';
}

createServer((request, response) => {
  const { name = '', password = '' } = request.headers as Record<string, string>;
  welcome(name, password).then(
    (text) => response.end(text),
    () => response.end('Sorry'),
  );
}).listen(8080);
`;

const JOBS = `import { saveVisit } from './visits.js';

export async function nightly(): Promise<void> {
  saveVisit('first');
  saveVisit('second');
}
`;

const MAILS = `import { saveVisit } from './visits.js';

export async function deliver(): Promise<void> {
  saveVisit('mail');
  await saveVisit('delivered');
}
`;

export const PROJECT = {
  'package.json': '{ "name": "visits", "private": true, "type": "module" }\n',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "target": "es2022", "strict": true } }\n',
  'src/password.ts': PASSWORD,
  'src/users.ts': USERS,
  'src/visits.ts': VISITS,
  'src/server.ts': SERVER,
  'src/jobs.ts': JOBS,
  'src/mails.ts': MAILS,
};

/** Places in it; lines and columns count from 1. */
export const BLOCKING_CALL = { file: 'server.ts', line: 6, column: 17 };
export const LAST_HOP = { file: 'password.ts', line: 4 };
export const LOST_PROMISE = { file: 'server.ts', line: 7, column: 3 };
