import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { runCli } from './run-cli.js';

const FILES = {
  'src/a.ts': 'main();\nblock();\n// looplint-disable-next-line\nlost();\nrare();\n',
  'lib/block.ts': 'import fs from "fs";\n',
  'a.py': 'lost()\n',
  'assets/rules/no-lost.md': '# no-lost\n\nThe page.',
};

describe('explain <rule>', () => {
  it('prints the page of the rule', () => {
    const cwd = makeFolder(FILES);
    const page = { code: 0, stdout: '# no-lost\n\nThe page.\n', stderr: '' };
    expect(runCli(['explain', 'no-lost'], { cwd })).toEqual(page);
    expect(runCli(['explain', 'looplint/no-lost'], { cwd })).toEqual(page);
    expect(runCli(['explain', 'no-block'], { cwd })).toMatchObject({ code: 2 });
  });
});

describe('explain <file:line>', () => {
  it('shows the finding, its chain, its fixes and every way to silence it', () => {
    const cwd = makeFolder(FILES);
    const { code, stdout } = runCli(['explain', 'src/a.ts:2'], { cwd });
    expect(code).toBe(0);
    expect(`\n${stdout}`).toBe(`
src/a.ts:2:1 warning no-block
  The call of \`block\` is found.

  1 | main();
> 2 | block();
    | ^^^^^^^
  3 | // looplint-disable-next-line

  Chain:
    src/a.ts:2:1 \`main\` calls \`block\`
    lib/block.ts:1:21 \`block\` calls \`readFileSync\`

  Silence it for
    this line                     // looplint-disable-next-line no-block -- reason
    this file                     /* looplint-disable no-block -- reason */, at its top
    the function that is reached  "allow": ["module#name"] in looplint.config.json
    these files                   "overrides": [{ "files": ["src/a.ts"], "rules": { "no-block": "off" } }]
    everywhere                    "rules": { "no-block": "off" } in looplint.config.json

  Why it matters: looplint explain no-block

`);
  });

  it('speaks the language of the file', () => {
    const cwd = makeFolder(FILES);
    expect(runCli(['explain', 'a.py:1'], { cwd }).stdout).toContain('# looplint-disable-next-line no-lost -- reason\n');
  });

  it('narrows down to a column', () => {
    const cwd = makeFolder({ 'a.ts': 'block(); lost();' });
    expect(runCli(['explain', 'a.ts:1:10'], { cwd }).stdout).toMatch(/^a\.ts:1:10 error no-lost\n/);
    expect(runCli(['explain', 'a.ts:1:9'], { cwd }).stdout).toMatch(/^Nothing is reported at a\.ts:1\.\n/);
  });

  it('prefers what begins on the line', () => {
    const cwd = makeFolder({ 'a.ts': 'old(); lost();\nlost();' });
    expect(runCli(['explain', 'a.ts:1'], { cwd }).stdout.match(/^a\.ts:\S+/gm)).toEqual(['a.ts:1:1', 'a.ts:1:8']);
  });

  it('names findings elsewhere whose chain leads over the line', () => {
    const cwd = makeFolder({ ...FILES, 'package.json': '{}', 'z.ts': 'block();' });
    expect(runCli(['explain', 'lib/block.ts:1'], { cwd }).stdout).toBe(
      [
        'Nothing is reported at lib/block.ts:1.',
        '  Rules that looked at it and found nothing: no-block, no-loop, no-lost, no-old.',
        '  Chains of findings elsewhere lead over it:',
        '    src/a.ts:2:1 no-block: The call of `block` is found.',
        '    z.ts:1:1 no-block: The call of `block` is found.',
        '',
      ].join('\n'),
    );
  });

  it('explains a file outside the folder where it runs', () => {
    const cwd = makeFolder({});
    const other = makeFolder(FILES);
    expect(runCli(['explain', `${other}/src/a.ts:2`], { cwd }).stdout).toContain('warning no-block\n');
  });

  it('shows hints without being asked', () => {
    expect(runCli(['explain', 'a.ts:1'], { cwd: makeFolder({ 'a.ts': 'loop();' }) }).stdout).toContain('hint no-loop');
  });

  it('says what was considered where nothing is reported', () => {
    const cwd = makeFolder(FILES);
    expect(runCli(['explain', 'src/a.ts:1'], { cwd }).stdout).toBe(
      'Nothing is reported at src/a.ts:1.\n  Rules that looked at it and found nothing: no-block, no-loop, no-lost, no-old.\n',
    );
    expect(runCli(['explain', 'src/a.ts:4'], { cwd }).stdout).toBe(
      [
        'Nothing is reported at src/a.ts:4.',
        '  A comment silences no-lost: The call of `lost` is found.',
        '  Rules that looked at it and found nothing: no-block, no-loop, no-old.',
        '',
      ].join('\n'),
    );
    expect(runCli(['explain', 'src/a.ts:5'], { cwd }).stdout).toContain(
      '  The rule no-rare is off, and would say: The call of `rare` is found.\n',
    );
  });

  it('says when the whole file is left out', () => {
    const cwd = makeFolder({
      'gen/a.ts': 'lost();',
      'b.ts': '// @generated',
      'looplint.config.json': '{"ignores": ["gen"], "preset": "none"}',
    });
    expect(runCli(['explain', 'b.ts:1'], { cwd }).stdout).toContain(
      '  Generated.\n  No other rule is on for this file.\n',
    );
    expect(runCli(['explain', 'gen/a.ts:1'], { cwd }).stdout).toContain(
      'The file is left out of runs: the ignore pattern `gen` matches it',
    );
  });
});
