import { describe, expect, it } from 'vitest';
import { fromVirtualPath, toVirtualPath, type UriParts } from '../../client/virtual-uris.js';
import { pathOfUri } from '../../server/lsp/uris.js';

const RESOURCES: readonly UriParts[] = [
  { scheme: 'vscode-vfs', authority: 'github', path: '/owner/repository/src/a.ts' },
  { scheme: 'vscode-vfs', authority: 'github+7b22763a31', path: '/owner/repository/ü b.ts' },
  { scheme: 'memfs', authority: '', path: '/a.ts' },
  { scheme: 'odd', authority: '../..', path: '/a.ts' },
];

describe.each(['linux', 'win32'] as const)('a resource of a virtual workspace on %s', (platform) => {
  it.each(RESOURCES)('$scheme://$authority$path is named and found again', (resource) => {
    expect(fromVirtualPath(toVirtualPath(resource, platform))).toEqual(resource);
  });

  it.each(RESOURCES)('$scheme://$authority$path is a file for the server, in no real folder', (resource) => {
    const uri = `file://${encodeURI(toVirtualPath(resource, platform))}`;
    expect(pathOfUri(uri, platform)).toMatch(/^(?:C:)?\/\.looplint-virtual\//);
  });

  it('leaves files alone', () => {
    expect(fromVirtualPath('/home/me/a.ts')).toBeUndefined();
    expect(fromVirtualPath('/c:/me/.looplint-virtual/a/b/c.ts')).toBeUndefined();
  });
});
