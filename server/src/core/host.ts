/** What the engine asks of the outside world. The core itself touches no file system, console or process. */

/** Identity of a file's content as far as the file system tells; changes when the file changes. */
export type FileStamp = string;

export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Synchronous on purpose: metadata and imports are read lazily from deep inside binding, and are small or cached. */
export interface Host {
  /** Text of a file with its byte order mark removed; undefined when it does not exist or cannot be read. */
  readText(path: string): string | undefined;
  /** Bytes of a file; undefined when it does not exist or cannot be read. */
  readBytes(path: string): Uint8Array | undefined;
  /** Undefined when the file does not exist. */
  stamp(path: string): FileStamp | undefined;
  /** Names in a folder with their kind; empty when it does not exist. */
  readDirectory(path: string): readonly { readonly name: string; readonly isDirectory: boolean }[];
  /** Root folders of installed .NET SDKs ("/usr/share/dotnet"), most preferred first; empty when there is none. */
  readonly dotnetRoots: readonly string[];
  /** NuGet's global packages folder. */
  readonly nugetRoot: string;
  /** The environment variables MSBuild evaluation may see. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder with the index shipped for machines without an SDK (`index.br`); undefined when not packaged. */
  readonly indexFolder: string | undefined;
  /** Inverse of brotli compression (the shipped index is compressed). */
  decompress(bytes: Uint8Array): Uint8Array;
  /** Texts that are worth keeping between runs, by name; undefined where nothing can be kept. What is read may be of any age, or broken. */
  readonly kept?: { read(name: string): string | undefined; write(name: string, text: string): void } | undefined;
  readonly platform: 'linux' | 'osx' | 'windows';
  readonly log: Logger;
}
