import type { Session } from '../types.js';

/** Python's database sessions refuse or corrupt concurrent use. */
export const python: readonly Session[] = [
  {
    api: 'sqlalchemy.ext.asyncio#AsyncSession()',
    source:
      'https://docs.sqlalchemy.org/en/20/orm/session_basics.html#is-the-session-thread-safe-is-asyncsession-safe-to-share-in-concurrent-tasks',
    versions: '>=1.4',
  },
  {
    api: 'asyncpg#connect()',
    source: 'https://magicstack.github.io/asyncpg/current/faq.html: InterfaceError "another operation is in progress"',
    versions: '>=0.20',
  },
].map((entry) => ({ ...entry, serial: true }));
