/** The engine's Host over Node: file system, environment, SDK and NuGet locations. Shared by the server and the command line. */
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync, readdirSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Host, Logger } from '../core/host';
import { allOnPath } from '../publish/dotnet';

export interface NodeHostOptions {
  readonly log: Logger;
  /** Configured location of the `dotnet` executable or its folder, tried first. */
  readonly dotnetPath?: string | undefined;
  /** Folder of the bundle, where the shipped metadata index lies. */
  readonly bundleFolder: string;
  /** Largest text file read, in bytes; larger ones are treated as unreadable and logged. */
  readonly maximumTextSize?: number;
}

const DEFAULT_MAXIMUM_TEXT_SIZE = 32 * 1024 * 1024;

export function createNodeHost(options: NodeHostOptions): Host {
  const { log } = options;
  const maximum = options.maximumTextSize ?? DEFAULT_MAXIMUM_TEXT_SIZE;
  return {
    readText(file) {
      const bytes = readRegularFile(file, maximum, log);
      return bytes === undefined ? undefined : decodeText(bytes);
    },
    readBytes: (file) => readRegularFile(file, 512 * 1024 * 1024, log),
    stamp(file) {
      try {
        const info = statSync(file);
        return info.isFile() ? `${info.mtimeMs}:${info.size}:${info.ino}` : undefined;
      } catch {
        return undefined;
      }
    },
    readDirectory(folder) {
      try {
        return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
          name: entry.name,
          isDirectory: entry.isDirectory() || (entry.isSymbolicLink() && isFolder(path.join(folder, entry.name))),
        }));
      } catch {
        return [];
      }
    },
    dotnetRoots: findDotnetRoots(options.dotnetPath),
    nugetRoot: process.env['NUGET_PACKAGES'] ?? path.join(homedir(), '.nuget', 'packages'),
    environment: process.env,
    indexFolder: options.bundleFolder,
    kept: keptIn(options.bundleFolder),
    decompress: (bytes) => brotliDecompressSync(bytes),
    platform: process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'osx' : 'linux',
    log,
  };
}

function isFolder(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false; // missing, or not for us to see
  }
}

/** Texts beside the bundle, where its compiled code lies, too. A folder that cannot be read or written is no error. */
function keptIn(folder: string): Host['kept'] {
  const fileOf = (name: string): string => path.join(folder, `${name}.cache`);
  return {
    read(name) {
      try {
        return readFileSync(fileOf(name), 'utf8');
      } catch {
        return undefined; // the first start
      }
    },
    write(name, text) {
      const temporary = `${fileOf(name)}.${String(process.pid)}`;
      try {
        writeFileSync(temporary, text);
        renameSync(temporary, fileOf(name)); // at once, since several processes may start and end at a time
      } catch {
        return; // an installation for all users
      }
    },
  };
}

/** Regular files only: a project could name a device or a pipe, and reading one would hang; opening a pipe, too, unless told not to wait. */
function readRegularFile(file: string, maximum: number, log: Logger): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const info = fstatSync(descriptor);
    if (!info.isFile()) return undefined;
    const { size } = info;
    if (size > maximum) {
      log.warn(`${file}: ${String(Math.round(size / 1048576))} MB is larger than the ${String(Math.round(maximum / 1048576))} MB that are read; the file is left out`);
      return undefined;
    }
    const buffer = Buffer.allocUnsafe(size);
    let done = 0;
    while (done < size) {
      const count = readSync(descriptor, buffer, done, size - done, done);
      if (count === 0) break;
      done += count;
    }
    return buffer.subarray(0, done);
  } catch (error) {
    log.warn(`${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** UTF-8, or UTF-16 by byte order mark, as the C# compiler reads sources; the mark itself is removed. */
function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Folders with a `packs` folder: configured; else DOTNET_ROOT where it is set, which then is the only one; else `dotnet` on PATH (links resolved) and the platform's usual places. */
export function findDotnetRoots(configured: string | undefined): string[] {
  const root = process.env['DOTNET_ROOT'];
  if (root && !configured) return isFolder(root) ? [root] : [];
  const executable = process.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  const candidates: string[] = [];
  if (configured) candidates.push(isFolder(configured) ? configured : path.dirname(resolveLink(configured)));
  candidates.push(...allOnPath(executable).map((file) => path.dirname(resolveLink(file))));
  candidates.push(
    ...(process.platform === 'win32'
      ? [path.join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'dotnet')]
      : ['/usr/local/share/dotnet', '/usr/share/dotnet', '/usr/lib/dotnet', path.join(homedir(), '.dotnet')]),
  );
  return [...new Set(candidates)].filter((folder) => isFolder(path.join(folder, 'packs')) || isFolder(path.join(folder, 'sdk')));
}

function resolveLink(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
