import type { DirectoryEntry, Host } from '../model/host.js';

/** A disk on which unsaved texts count as files, so that imports find files that exist only in an editor. */
export function createOverlayHost(host: Host, overlays: ReadonlyMap<string, string>): Host {
  return {
    ...host,
    read: (path) => overlays.get(path) ?? host.read(path),
    kind: (path) =>
      overlays.has(path) ? 'file' : (host.kind(path) ?? (holdsOverlay(overlays, path) ? 'directory' : undefined)),
    list(path) {
      const entries = new Map(host.list(path).map((entry) => [entry.name, entry]));
      for (const entry of overlayEntries(overlays, path)) if (!entries.has(entry.name)) entries.set(entry.name, entry);
      return [...entries.values()];
    },
  };
}

function overlayEntries(overlays: ReadonlyMap<string, string>, folder: string): readonly DirectoryEntry[] {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return [...overlays.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => {
      const rest = path.slice(prefix.length);
      const slash = rest.indexOf('/');
      return slash < 0 ? { name: rest, kind: 'file' } : { name: rest.slice(0, slash), kind: 'directory' };
    });
}

function holdsOverlay(overlays: ReadonlyMap<string, string>, folder: string): boolean {
  return overlays.size > 0 && overlayEntries(overlays, folder).length > 0;
}
