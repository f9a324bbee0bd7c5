import { expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { runCli } from '../cli/run-cli.js';

it.each([[['lsp']], [['lsp', '--stdio']], [['lsp', '--stdio', '--clientProcessId=7']]])(
  'looplint %j serves an editor and writes nothing that is no message',
  (argv) => {
    expect(runCli(argv, { cwd: makeFolder({}) })).toEqual({ code: 0, stdout: '', stderr: 'serving\n' });
  },
);

it('looplint lsp explains itself, and refuses what it does not know', () => {
  const cwd = makeFolder({});
  expect(runCli(['lsp', '--help'], { cwd }).stdout).toContain('a language server on standard input and output');
  expect(runCli(['lsp', '--socket=7'], { cwd }).code).toBe(2);
});
