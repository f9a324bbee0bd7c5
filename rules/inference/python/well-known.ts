import type { ApiType } from './types.js';

/** Names that every module knows: functions and types, then exceptions. */
export const BUILTINS: ReadonlySet<string> = new Set(
  [
    'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile',
    'complex delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr',
    'hash help hex id input int isinstance issubclass iter len list locals map max memoryview min next object',
    'oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum',
    'super tuple type vars zip',
    'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError',
    'BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError',
    'ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError',
    'Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit',
    'IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError',
    'KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError',
    'NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError',
    'PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning',
    'StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError',
    'TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError',
    'UnicodeWarning UserWarning ValueError Warning ZeroDivisionError',
  ].flatMap((line) => line.split(' ')),
);

/** Modules whose names nobody uses for something else: documents print code without its imports. */
export const WELL_KNOWN_MODULES: ReadonlySet<string> = new Set(
  'aiohttp asyncio httpx json logging os random requests shutil socket subprocess sys threading time urllib'.split(' '),
);

/** Modules in which no call gives an awaitable, and no result of one does. */
const PLAIN_MODULES: ReadonlySet<string> = new Set(
  [
    'abc argparse array ast base64 binascii bisect calendar codecs collections configparser copyreg csv ctypes',
    'dataclasses datetime decimal difflib email enum errno fnmatch fractions gc getpass glob gzip hashlib heapq hmac',
    'html http importlib inspect io ipaddress json linecache locale logging lzma math mimetypes multiprocessing netrc',
    'numbers operator os pathlib pickle pkgutil platform pprint random re requests secrets select selectors shlex',
    'shutil signal smtplib socket sqlite3 ssl stat statistics string struct subprocess sys tarfile tempfile textwrap',
    'threading time timeit traceback tracemalloc unicodedata urllib uuid warnings weakref xml zipfile zlib zoneinfo',
  ].flatMap((line) => line.split(' ')),
);

/** Builtins that hand on what they are given. */
const OPEN_BUILTINS: ReadonlySet<string> = new Set(
  'aiter anext eval exec filter getattr iter map max min next reversed sorted sum super type vars zip'.split(' '),
);

/** Does a name of a library surely give no awaitable, however it is called? */
export function isPlainApi({ m, p }: ApiType): boolean {
  if (m === 'builtins') return !OPEN_BUILTINS.has(p[0] ?? '');
  return (
    PLAIN_MODULES.has(m.split('.')[0] ?? '') && !/^(?:importlib|weakref|inspect|operator|logging\.handlers)$/.test(m)
  );
}

/** Modules of the standard library beside the plain ones: their types are known by path, not read. */
const OTHER_STANDARD: ReadonlySet<string> = new Set(
  'asyncio builtins concurrent contextlib contextvars copy functools itertools pdb queue types typing unittest'.split(
    ' ',
  ),
);

/** Of the standard library: nobody can install what is missing. */
export function isStandardApi({ m }: ApiType): boolean {
  const top = m.split('.')[0] ?? '';
  return (PLAIN_MODULES.has(top) && top !== 'requests') || OTHER_STANDARD.has(top);
}

/** Base classes that add no members of their own which anybody asks for. */
const EMPTY_BASES: ReadonlySet<string> = new Set([
  'builtins#object',
  'typing#Generic',
  'typing#Protocol',
  'abc#ABC',
  'enum#Enum',
  'enum#IntEnum',
  'enum#StrEnum',
]);

export function isEmptyBase(symbol: string): boolean {
  return EMPTY_BASES.has(symbol) || /^builtins#\w*(?:Error|Exception|Warning)$/.test(symbol);
}
