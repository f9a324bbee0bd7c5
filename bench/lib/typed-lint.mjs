// A warm ESLint with type information, as an editor's extension holds one: lints texts that come as messages.
import { ESLint } from 'eslint';

const { file } = JSON.parse(process.env.LOOPLINT_BENCH_EDITOR);
const { default: config } = await import('./reference.config.mjs');
const eslint = new ESLint({ cwd: process.cwd(), overrideConfigFile: true, overrideConfig: config });

process.on('message', async ({ text }) => {
  const started = performance.now();
  const before = process.cpuUsage();
  const [result] = await eslint.lintText(text, { filePath: file });
  const { user, system } = process.cpuUsage(before);
  const fatal = result.messages.find((message) => message.fatal)?.message;
  process.send({
    wall: performance.now() - started,
    cpu: (user + system) / 1000,
    count: result.messages.length,
    fatal,
  });
});
process.send('ready');
