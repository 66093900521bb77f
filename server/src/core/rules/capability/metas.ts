/** What the capability rules may report. */
import type { RuleMeta } from '../rule';

export const capabilityMetas: readonly RuleMeta[] = [
  {
    id: 'IL2026', name: 'requires-unreferenced-code', title: 'A member that needs code which trimming may remove is used', defaultSeverity: 'warning', official: true,
    why: 'The member finds types or members by reflection; trimming removes what it cannot see being used, so the call can fail at run time.',
    whatToDo: 'Use the overload or source generator that needs no reflection, or pass the requirement on with [RequiresUnreferencedCode].',
  },
  {
    id: 'IL3050', name: 'requires-dynamic-code', title: 'A member that makes code at run time is used', defaultSeverity: 'warning', official: true,
    why: 'A native program has no compiler at run time; what the member would generate does not exist.',
    whatToDo: 'Use the statically typed alternative, guard it with RuntimeFeature.IsDynamicCodeSupported, or pass the requirement on with [RequiresDynamicCode].',
  },
  {
    id: 'IL3000', name: 'assembly-location', title: 'The path of an assembly is empty in a single file', defaultSeverity: 'warning', official: true,
    why: 'A native program or single-file app has no assembly files, so the path is an empty string.',
    whatToDo: 'Use AppContext.BaseDirectory for the application folder or Environment.ProcessPath for the executable.',
  },
  {
    id: 'IL3001', name: 'assembly-get-files', title: 'The files of an assembly do not exist in a single file', defaultSeverity: 'warning', official: true,
    why: 'A native program or single-file app has no assembly files, so the call throws.',
    whatToDo: 'Read the data as an embedded resource, or from a file beside the executable.',
  },
  {
    id: 'IL3002', name: 'requires-assembly-files', title: 'A member that needs assembly files is used', defaultSeverity: 'warning', official: true,
    why: 'A native program or single-file app has no assembly files.',
    whatToDo: 'Avoid the member, or pass the requirement on with [RequiresAssemblyFiles].',
  },
];
