import { runServer, type RunOptions } from '../lsp/run-server.js';

/** `looplint lsp`: the same server as in the extension, for any editor that starts a program. */
export function serveEditor(options: Omit<RunOptions, 'transport'>): void {
  runServer({ ...options, transport: 'stdio' });
}
