import type { Slot } from '../types.js';
import { each, slots, type SlotGroup } from './build.js';

function callback(page: string): SlotGroup {
  return { behaviour: 'drops', runsOnLoop: true, source: `https://nodejs.org/api/${page}.html`, versions: '>=20.19.0' };
}

const fs = [
  'access',
  'appendFile',
  'chmod',
  'chown',
  'close',
  'copyFile',
  'cp',
  'exists',
  'fchmod',
  'fchown',
  'fdatasync',
  'fstat',
  'fsync',
  'ftruncate',
  'futimes',
  'lchown',
  'link',
  'lstat',
  'lutimes',
  'mkdir',
  'mkdtemp',
  'open',
  'opendir',
  'read',
  'readFile',
  'readdir',
  'readlink',
  'readv',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'statfs',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'watch',
  'watchFile',
  'write',
  'writeFile',
  'writev',
];

const crypto = [
  'checkPrime',
  'generateKey',
  'generateKeyPair',
  'generatePrime',
  'hkdf',
  'pbkdf2',
  'randomBytes',
  'randomFill',
  'randomInt',
  'scrypt',
];

const dns = [
  'lookup',
  'lookupService',
  'resolve',
  'resolve4',
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNaptr',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTxt',
  'reverse',
];

const zlib = [
  'brotliCompress',
  'brotliDecompress',
  'deflate',
  'deflateRaw',
  'gunzip',
  'gzip',
  'inflate',
  'inflateRaw',
  'unzip',
];

/** The callback comes last, and Node ignores what it returns. */
const functions: readonly Slot[] = [
  ...slots(callback('fs'), -1, each(['node:fs#'], fs)),
  ...slots(
    { ...callback('fs'), source: 'https://github.com/isaacs/node-graceful-fs', versions: '>=4.0.0 <5.0.0' },
    -1,
    each(['graceful-fs#', 'graceful-fs#default.'], fs),
  ),
  ...slots(callback('crypto'), -1, each(['node:crypto#'], crypto)),
  ...slots(callback('dns'), -1, each(['node:dns#'], dns)),
  ...slots(callback('zlib'), -1, each(['node:zlib#'], zlib)),
  ...slots(callback('child_process'), -1, each(['node:child_process#'], ['exec', 'execFile'])),
  ...slots(callback('http'), -1, each(['node:http#', 'node:https#'], ['createServer', 'get', 'request'])),
  ...slots(callback('http2'), -1, each(['node:http2#'], ['connect', 'createSecureServer', 'createServer'])),
  ...slots(callback('net'), -1, each(['node:net#'], ['connect', 'createConnection', 'createServer'])),
  ...slots(callback('tls'), -1, each(['node:tls#'], ['connect', 'createServer'])),
  ...slots(callback('dgram'), -1, ['node:dgram#createSocket']),
  ...slots(callback('stream'), -1, each(['node:stream#'], ['finished', 'pipeline'])),
];

/** Streams and servers take one too, and so do the options that implement a stream. */
const methods: readonly Slot[] = [
  ...slots(callback('net'), -1, each(['node:net#Server().', 'node:http#Server().'], ['close', 'listen'])),
  ...slots(callback('net'), -1, each(['node:net#Socket().'], ['connect', 'end', 'setTimeout', 'write'])),
  ...slots(callback('stream'), -1, each(['node:stream#Writable().', 'node:stream#Duplex().'], ['end', 'write'])),
  ...slots(
    callback('readline'),
    -1,
    each(['node:readline#createInterface().', 'node:readline#Interface().'], ['question']),
  ),
  ...['construct', 'destroy', 'final', 'flush', 'read', 'transform', 'write', 'writev'].flatMap((property) =>
    slots(
      { ...callback('stream'), property },
      0,
      each(['node:stream#'], ['Duplex', 'Readable', 'Transform', 'Writable']),
    ),
  ),
  ...slots({ ...callback('stream'), behaviour: 'awaits' }, 0, [
    ...each(['node:stream#Readable().'], ['every', 'filter', 'find', 'flatMap', 'forEach', 'map', 'reduce', 'some']),
  ]),
];

/** They call back at once and hand on what the callback returns. */
const scopes: readonly Slot[] = [
  ...slots({ ...callback('async_context'), behaviour: 'value', runsOnLoop: false }, 1, [
    'node:async_hooks#AsyncLocalStorage().run',
  ]),
  ...slots({ ...callback('async_context'), behaviour: 'value', runsOnLoop: false }, 0, [
    'node:async_hooks#AsyncLocalStorage().exit',
    'node:async_hooks#AsyncResource().runInAsyncScope',
  ]),
];

/** Callback APIs of Node's core. */
export const nodeCallbacks: readonly Slot[] = [...functions, ...methods, ...scopes];
