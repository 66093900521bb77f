/** What a program keeps of the bodies that it has bound. */
import type { BodyResult } from './analyze';
import type { BodySource } from '../binding/bodies';
import type { SourceFile } from '../sourceFile';

/** What all bodies of one version of a file gave. Holds no bound body: those of closed files would fill the memory. */
export interface FileResults {
  readonly file: SourceFile;
  readonly declarationVersion: number;
  readonly results: readonly BodyResult[];
  readonly units: ReadonlySet<object>;
}

/** What one body gave. */
export interface CachedBody {
  readonly units: BodySource['units'];
  readonly declarationVersion: number;
  readonly result: BodyResult;
}

/** Whether results are there, and are those of a file as it is now. */
export function areOf(results: FileResults | undefined, file: SourceFile, declarationVersion: number): boolean {
  return results?.file === file && results.declarationVersion === declarationVersion;
}
