import { runServer } from './lsp/run-server.js';

/*
 * The language server of the editor extension: a CommonJS script beside the script of the analysis thread. The editor
 * talks to it through the channel of the process, or through its streams.
 */
declare const __dirname: string;

runServer({
  transport: process.argv.includes('--stdio') ? 'stdio' : 'ipc',
  version: process.env['LOOPLINT_VERSION'] ?? 'unknown',
  assetDirectory: `${__dirname}/assets`,
  threadScript: `${__dirname}/analysis.cjs`,
});
