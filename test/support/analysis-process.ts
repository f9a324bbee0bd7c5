import { createAnalysisClient } from '../../server/worker/analysis-client.js';

/*
 * A process that analyses a folder with a cache and says what it finds as JSON, one report a line; `again` as its last
 * argument makes it begin anew, with new threads, until it is killed.
 */
const [folder = '', cacheDirectory = '', assetDirectory = '', threadScript = '', mode] = process.argv.slice(2);

for (;;) {
  const client = createAnalysisClient({
    setup: { assetDirectory, cacheDirectory, encoding: 'utf-16' },
    threadScript,
    log: (level, message) => process.stderr.write(`${level}: ${message}\n`),
  });
  client.tell({ kind: 'folders', folders: [{ path: folder }] });
  const files = await client.ask('files', {});
  for (const path of 'answer' in files ? files.answer : []) {
    const reply = await client.ask('check', { path });
    if (mode !== 'again' && 'answer' in reply) process.stdout.write(`${JSON.stringify(reply.answer)}\n`);
  }
  await client.dispose();
  if (mode !== 'again') break;
}
