import type { BlockingApi } from '../types.js';
import { blocking, type Library } from './build.js';

const python = { forms: 'named' as const, versions: '>=3.8' };

const subprocess: Library = {
  ...python,
  module: 'subprocess',
  kind: 'process',
  twins: 'asyncio',
  source: 'https://docs.python.org/3/library/subprocess.html',
};

const process = 'gives a process: await its `communicate()`';

/** Blocking members of Python's standard library. */
export const pythonStandard: readonly BlockingApi[] = [
  ...blocking(
    {
      ...python,
      module: 'time',
      kind: 'sleep',
      twins: 'asyncio',
      source: 'https://docs.python.org/3/library/time.html#time.sleep',
    },
    'unbounded',
    [['sleep', 'sleep']],
  ),
  ...blocking(subprocess, 'unbounded', [
    ['run', 'create_subprocess_exec', process],
    ['call', 'create_subprocess_exec', process],
    ['check_call', 'create_subprocess_exec', process],
    ['check_output', 'create_subprocess_exec', process],
    ['getoutput', 'create_subprocess_shell', process],
    ['getstatusoutput', 'create_subprocess_shell', process],
    'Popen().communicate',
    'Popen().wait',
  ]),
  ...blocking(
    {
      ...python,
      module: 'os',
      kind: 'process',
      twins: 'asyncio',
      source: 'https://docs.python.org/3/library/os.html#os.system',
    },
    'unbounded',
    [['system', 'create_subprocess_shell', process]],
  ),
  ...blocking(
    {
      ...python,
      module: 'urllib.request',
      kind: 'network',
      twins: 'asyncio',
      source: 'https://docs.python.org/3/library/urllib.request.html#urllib.request.urlopen',
    },
    'unbounded',
    [['urlopen', 'to_thread', 'takes the function, then its arguments']],
  ),
];
