import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../host/temporary-folder.js';
import { sourcesIn } from '../../support/real-sources.js';
import { findingsIn, looplint } from './looplint-process.js';
import { runCli } from './run-cli.js';

const LOAD = "import { readFileSync } from 'node:fs';\nexport const load = (path: string) => readFileSync(path);\n";
const JOB = "import { load } from './load.js';\nexport async function job() {\n  load('a');\n}\njob();\n";
const FOUND = ['job.ts:3:3 no-blocking-call', 'job.ts:5:1 no-floating-promises'];
/** Makes `job` run in a server, which turns what it waits for into a finding; it is imported by nobody. */
const SERVER =
  "import { createServer } from 'node:http';\nimport { job } from './job.js';\ncreateServer(() => void job()).listen(1);\n";

describe('the rest of the project', () => {
  it('is read where a manifest says that there is one', () => {
    const cwd = makeFolder({ 'package.json': '{}', 'load.ts': LOAD, 'job.ts': JOB, 'server.ts': SERVER });
    const { stdout, stderr } = looplint(['-f', 'compact', 'job.ts'], cwd);
    expect(findingsIn(stdout)).toEqual(FOUND);
    expect(stderr).toContain('Analysed 1 of 3 files');
  });

  it('is not read where nothing says so: a file stands for itself and for what it imports', () => {
    const cwd = makeFolder({ 'load.ts': LOAD, 'job.ts': JOB, 'server.ts': SERVER, 'other/package.json': '{}' });
    const { stdout, stderr } = looplint(['-f', 'compact', 'job.ts'], cwd);
    expect(findingsIn(stdout)).toContain(FOUND[1]);
    expect(stderr).toContain('Analysed 1 file ');
    // Whoever names the folder means all of it.
    expect(looplint(['-f', 'compact'], cwd).stderr).toContain('Analysed 3 files');
  });

  it('is the project around the file, and not the folder around the project', () => {
    const cwd = makeFolder({
      'stray.ts': JOB,
      'here/package.json': '{}',
      'here/load.ts': LOAD,
      'here/job.ts': JOB,
      'here/server.ts': SERVER,
    });
    const { stdout, stderr } = looplint(['-f', 'compact', 'here/job.ts'], cwd);
    expect(findingsIn(stdout)).toEqual(FOUND.map((line) => `here/${line}`));
    expect(stderr).toContain('Analysed 1 of 3 files');
  });
});

describe('more source than memory', () => {
  const text = `lost();\n// ${'x'.repeat(1000)}\n`;
  const files = (count: number): Readonly<Record<string, string>> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${String(index)}.ts`, text]));

  it('is analysed as far as it fits; the run says so and ends with 2', () => {
    const cwd = makeFolder(files(10));
    const { code, stdout, stderr } = runCli(['-f', 'compact'], { cwd, maxProjectBytes: 3500 });
    expect(code).toBe(2);
    expect(stdout.split('\n').map((line) => line.split(':')[0])).toEqual(['f0.ts', 'f1.ts', 'f2.ts', '']);
    expect(stderr).toContain('.: 7 files of 10 not analysed, because 0.0 MiB of source need more memory than');
  });

  it('takes named files first', () => {
    const cwd = makeFolder(files(10));
    const { code, stdout } = runCli(['-f', 'compact', '.', 'f8.ts'], { cwd, maxProjectBytes: 2500 });
    expect(code).toBe(2);
    expect(stdout.split('\n').map((line) => line.split(':')[0])).toEqual(['f0.ts', 'f8.ts', '']);
  });

  it('leaves out the rest of the project, which is no failure', () => {
    const cwd = makeFolder({ ...files(10), 'package.json': '{}', 'good.ts': 'f();' });
    const { code, stderr } = runCli(['good.ts'], { cwd, maxProjectBytes: 3500 });
    expect(code).toBe(0);
    expect(stderr).toContain('.: Only the files that were named are judged, and what they import, because');
  });

  it('does not end a process that has little memory', () => {
    const sources = sourcesIn('node_modules/mongodb/src', '.ts');
    expect(sources.length).toBeGreaterThan(100);
    const copies = ['a', 'b', 'c'].flatMap((copy) =>
      sources.map(({ path, text }) => [path.replace('node_modules/mongodb', copy), text]),
    );
    const cwd = makeFolder(Object.fromEntries(copies) as Record<string, string>);
    const run = looplint(['-f', 'json'], cwd, { nodeFlags: ['--max-old-space-size=100'] });
    expect(run.stderr).toMatch(
      /^\.: \d+ files of \d+ not analysed, because .* set NODE_OPTIONS=--max-old-space-size=/m,
    );
    expect(run.status).toBe(2);
    expect((JSON.parse(run.stdout) as unknown[]).length).toBeGreaterThan(100);
  });
});
