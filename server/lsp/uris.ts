/*
 * The one way between the URIs of the protocol and the paths of the engine. A path is absolute and normalised as
 * `rules/host` has it: `/` between names, none at the end, no `.` or `..`.
 */

/**
 * The path that a `file:` URI names. `undefined` for every other scheme, for another machine (to open `//host/share` is
 * to send credentials there), for what is not absolute, and for what cannot be decoded.
 */
export function pathOfUri(uri: unknown, platform: NodeJS.Platform = process.platform): string | undefined {
  if (typeof uri !== 'string') return undefined;
  const match = /^file:\/\/(?:localhost)?(\/[^?#]*)$/iu.exec(uri);
  const encoded = match?.[1];
  if (encoded === undefined) return undefined;
  const decoded = decode(encoded);
  if (decoded === undefined || decoded.includes('\0') || decoded.startsWith('//')) return undefined;
  if (platform !== 'win32') return `/${namesOf(decoded).join('/')}`;
  const [drive, ...names] = namesOf(decoded.replaceAll('\\', '/'));
  if (drive === undefined || !/^[a-z]:$/iu.test(drive)) return undefined;
  return `${drive.toUpperCase()}/${names.join('/')}`;
}

/** The `file:` URI of an absolute path. */
export function uriOfPath(path: string): string {
  const names = path.split('/').map(encodeName);
  return path.startsWith('/') ? `file://${names.join('/')}` : `file:///${names.join('/')}`;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function encodeName(name: string): string {
  // A lone surrogate has no encoding; the file cannot be named in a URI then, but other files can.
  return /^[a-z]:$/iu.test(name) ? name : encodeURIComponent(name.replace(/\p{Cs}/gu, '\uFFFD'));
}

function namesOf(path: string): readonly string[] {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names;
}
