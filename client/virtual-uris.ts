/** The parts of a URI that tell a resource from all others. */
export interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

const MARK = '.looplint-virtual';

/*
 * The server knows files alone. A resource of a virtual workspace (a repository that is opened without a clone) is
 * named to it as a file in a folder that no disk has, so that its open documents are analysed as overlays and nothing
 * is read. Everything that the server says of such a file is named back.
 */

/** The `file:` path that stands for a resource of another scheme. */
export function toVirtualPath({ scheme, authority, path }: UriParts, platform: string): string {
  const root = platform === 'win32' ? '/C:/' : '/';
  return `${root}${MARK}/${scheme}/${encodeURIComponent(`@${authority}`)}${path.startsWith('/') ? '' : '/'}${path}`;
}

/** The resource that such a path stands for; `undefined` for the path of a real file. */
export function fromVirtualPath(path: string): UriParts | undefined {
  const match = /^\/(?:[A-Za-z]:\/)?\.looplint-virtual\/([^/]+)\/([^/]+)(\/.*)$/.exec(path);
  if (match === null) return undefined;
  const [, scheme = '', authority = '', rest = ''] = match;
  return { scheme, authority: decodeURIComponent(authority).slice(1), path: rest };
}
