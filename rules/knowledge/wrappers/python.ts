import type { Wrapper } from '../types.js';

const functools = 'https://docs.python.org/3/library/functools.html';

/** What functions become in Python. */
export const python: readonly Wrapper[] = [
  {
    api: 'asgiref.sync#async_to_sync',
    gives: 'sync',
    source: 'https://github.com/django/asgiref#usage',
    versions: '>=3.0',
  },
  {
    api: 'asgiref.sync#sync_to_async',
    gives: 'promise',
    source: 'https://github.com/django/asgiref#usage',
    versions: '>=3.0',
  },
  {
    api: 'async_lru#alru_cache',
    gives: 'memoised',
    source: 'https://github.com/aio-libs/async-lru#usage',
    versions: '>=1.0',
  },
  { api: 'functools#cache', gives: 'memoised', source: `${functools}#functools.cache`, versions: '>=3.9' },
  {
    api: 'functools#cached_property',
    gives: 'memoised',
    source: `${functools}#functools.cached_property`,
    versions: '>=3.8',
  },
  { api: 'functools#lru_cache', gives: 'memoised', source: `${functools}#functools.lru_cache`, versions: '>=3.8' },
  { api: 'functools#partial', gives: 'transparent', source: `${functools}#functools.partial`, versions: '>=3.8' },
  { api: 'functools#wraps', gives: 'transparent', source: `${functools}#functools.wraps`, versions: '>=3.8' },
  // The decorated function gives a context manager, for `async with`.
  {
    api: 'contextlib#asynccontextmanager',
    gives: 'sync',
    source: 'https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager',
    versions: '>=3.8',
  },
];
