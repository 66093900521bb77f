/** What conclusions about an application take from the projects that it references. */
import type { ProgramContext } from '../rule';

/**
 * Words of library code that takes part in an application: endpoints, results, hubs and JSON metadata, and the signatures through which
 * code gets from `Program.cs` to them. A body is looked at where its file has one.
 */
export const libraryWords = /AspNetCore|IServiceCollection|Endpoint|WebApplication|RouteGroupBuilder|IApplicationBuilder|IHost(?:Application)?Builder|Results\b|\bHub\b|HubContext|HubConnection|TypeInfoResolver|GetTypeInfo\(typeof|JsonSerializerContext/;

/** Whether there is a project whose bodies are not part of the application, such as the program that its tests reference: it may set up anything. */
export function hasUnknownReference({ compilation, libraries }: ProgramContext): boolean {
  return compilation.references.some((assembly) => assembly.isSource && !libraries.some((library) => library.compilation.assembly === assembly));
}
