/** Says why a build that should emit generated code failed, from the lines it printed. */
import { baseName } from '../msbuild/paths';
import type { Failure } from './explainFailure';
import { parseOutput } from './parseOutput';
import type { OutputRecord } from './parseOutput';

/** Definitions that exist twice: types, members, partial methods, attributes. */
const duplicate = /^CS(?:0101|0111|0102|0579|0756|0757)$/;

/** Always answers. `exitCode`: undefined when a signal ended the build. */
export function explainBuildFailure(lines: readonly string[], exitCode: number | undefined): Failure {
  const errors = parseOutput(lines).filter(({ severity }) => severity === 'error');
  const twice = errors.find(({ id, place }) => duplicate.test(id) && /\.g\.cs$/i.test(place?.path ?? ''));
  if (twice) {
    return failure('The generated files are compiled a second time.', 'CompilerGeneratedFilesOutputPath is a folder of the project, so its files count as sources.',
      'Leave the property out, or exclude the folder: <Compile Remove="Generated/**" /> with the name of the folder.');
  }
  const first = errors[0];
  if (!first) return failure(`dotnet build ended ${exitCode === undefined ? 'half-way' : `with status ${exitCode}`}.`, 'Its output names no error.', 'Read the end of the build output.');
  if (/^(?:CS|RDG|SYSLIB|IL|AOT)\d/.test(first.id)) {
    return failure(`The code does not compile: ${placeOf(first)}${first.id}: ${first.message}`, `${errors.length === 1 ? 'It is the only error' : `It is the first of ${errors.length} errors`}.`, 'Correct it and build again.');
  }
  if (/^(?:NU1101|NU1102|NU1301|NETSDK1004)$/.test(first.id)) {
    return failure(`A package could not be restored (${first.id}).`, first.message, 'Check the connection to the package source (dotnet nuget list source) and build again.', 'dotnet restore');
  }
  if (first.id === 'NETSDK1045') {
    return failure('The installed .NET SDK is older than the target framework.', 'An SDK builds its own version of .NET and earlier ones.', 'Install a newer .NET SDK from https://dotnet.microsoft.com/download.');
  }
  return failure(`The build refused the project (${first.id}).`, first.message, 'Correct the project file and build again.');
}

/** "Program.cs, line 4: " */
function placeOf({ place }: OutputRecord): string {
  return place ? `${baseName(place.path)}${place.line === undefined ? '' : `, line ${place.line + 1}`}: ` : '';
}

function failure(what: string, why: string, remedy: string, command?: string): Failure {
  return { what, why, remedy, command };
}
