/** A host that remembers what it was asked for: what was worked out with it is stale when one of these files appears, changes or vanishes. */
import type { Host } from '../host';

/** Paths as they were asked for, of files that do not exist too. */
export interface Asked {
  readonly files: Set<string>;
  /** Folders whose names were listed. */
  readonly folders: Set<string>;
}

export function recordingHost(host: Host, asked: Asked): Host {
  const file = (path: string): string => {
    asked.files.add(path);
    return path;
  };
  return Object.assign(Object.create(host) as Host, {
    readText: (path: string) => host.readText(file(path)),
    readBytes: (path: string) => host.readBytes(file(path)),
    stamp: (path: string) => host.stamp(file(path)),
    readDirectory(path: string) {
      asked.folders.add(path);
      return host.readDirectory(path);
    },
  } satisfies Partial<Host>);
}
