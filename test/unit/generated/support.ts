/** A project in memory with what its generators emitted. */
import path from 'node:path';
import { GeneratedCode } from '../../../server/src/core/generated/generatedCode';
import { evaluateAllFrameworks } from '../../../server/src/core/msbuild/index';
import type { EvaluatedProject } from '../../../server/src/core/msbuild/projectModel';
import type { SourceFile } from '../../../server/src/core/sourceFile';
import { createSourceFile } from '../../../server/src/core/syntax/sourceFileFactory';
import { loadParser } from '../../../server/src/node/loadParser';
import { memoryHost } from '../msbuild/memoryHost';

export const ready = loadParser(path.join(process.env['PROJECT_ROOT'] ?? '.', 'dist'));

export const PROJECT = '/w/App.csproj';

export interface InMemory {
  readonly project: EvaluatedProject;
  readonly generated: GeneratedCode;
  readonly files: readonly SourceFile[];
  readonly source: (name: string) => SourceFile;
}

/** `files`: by path below /w. `properties`: XML of the project's property group. */
export function inMemory(files: Readonly<Record<string, string>>, properties = '<TargetFramework>net9.0</TargetFramework>', isLeftOver: (name: string) => boolean = () => false): InMemory {
  const all: Record<string, string> = { [PROJECT]: `<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup>${properties}</PropertyGroup></Project>` };
  for (const [name, text] of Object.entries(files)) all[`/w/${name}`] = text;
  const host = memoryHost(all);
  const evaluations = evaluateAllFrameworks(PROJECT, host);
  const [project] = evaluations;
  if (!project) throw new Error('the project cannot be evaluated');
  const sources = project.compileFiles.map((file) => createSourceFile(file, host.readText(file) ?? '', { defines: [] }));
  return {
    project,
    generated: new GeneratedCode(evaluations, host, () => (file) => isLeftOver(file.name)),
    files: sources,
    source: (name) => {
      const found = sources.find((file) => file.path === `/w/${name}`);
      if (!found) throw new Error(`${name} is not compiled`);
      return found;
    },
  };
}

/** Base64 of an interceptor's data, version 1. */
export function interceptorData(offset: number, name: string, checksum = 7): string {
  const bytes = Buffer.alloc(20 + Buffer.byteLength(name));
  bytes.fill(checksum, 0, 16);
  bytes.writeInt32LE(offset, 16);
  bytes.write(name, 20);
  return bytes.toString('base64');
}
