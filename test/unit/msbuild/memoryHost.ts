/** A Host over a map of files, for tests of the project model. */
import type { Host } from '../../../server/src/core/host';

export function memoryHost(files: Readonly<Record<string, string>>, overrides: Partial<Host> = {}): Host {
  return {
    readText: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    readBytes: () => undefined,
    stamp: (path) => (Object.hasOwn(files, path) ? `${(files[path] ?? '').length}` : undefined),
    readDirectory(path) {
      const prefix = path === '/' ? '/' : `${path}/`;
      const entries = new Map<string, boolean>();
      for (const name of Object.keys(files)) {
        if (!name.startsWith(prefix)) continue;
        const rest = name.slice(prefix.length);
        const slash = rest.indexOf('/');
        entries.set(slash < 0 ? rest : rest.slice(0, slash), slash >= 0);
      }
      return [...entries].map(([name, isDirectory]) => ({ name, isDirectory }));
    },
    dotnetRoots: [],
    nugetRoot: '/nuget',
    environment: {},
    indexFolder: undefined,
    decompress: (bytes) => bytes,
    platform: 'linux',
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    ...overrides,
  };
}
