/** Where the server says what happens to it: the editor's output channel. */
export interface Log {
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
  /** Says it the first time only: what happens at every key stroke fills no log. */
  once(key: string, level: 'info' | 'warning' | 'error', message: string): void;
}

export type WriteLog = (level: 'info' | 'warning' | 'error', message: string) => void;

/** More keys than these are forgotten, the oldest first: keys may hold what a client sends. */
const MAX_KEYS = 500;

export function createLog(write: WriteLog): Log {
  const said = new Set<string>();
  return {
    info: (message) => write('info', message),
    warning: (message) => write('warning', message),
    error: (message) => write('error', message),
    once(key, level, message) {
      if (said.has(key)) return;
      const [oldest] = said;
      if (said.size >= MAX_KEYS && oldest !== undefined) said.delete(oldest);
      said.add(key);
      write(level, message);
    },
  };
}
