/** What the rules about declarations with `Requires…` attributes may report. */
import type { RuleMeta } from '../rule';

function mismatch(id: string, attribute: string, name: string): RuleMeta {
  return {
    id, name, title: `${attribute} is on only one of a member and what it overrides or implements`, defaultSeverity: 'warning', official: true,
    why: 'A caller sees only the declaration it calls; an attribute missing there hides the requirement, and a superfluous one warns for nothing.',
    whatToDo: `Put [${attribute}] on both declarations, or on neither.`,
  };
}

export const mismatchMetas: readonly RuleMeta[] = [
  mismatch('IL2046', 'RequiresUnreferencedCode', 'requires-unreferenced-code-mismatch'),
  mismatch('IL3051', 'RequiresDynamicCode', 'requires-dynamic-code-mismatch'),
  mismatch('IL3003', 'RequiresAssemblyFiles', 'requires-assembly-files-mismatch'),
];

function misplaced(id: string, attribute: string, name: string, place: 'static constructor' | 'entry point'): RuleMeta {
  return {
    id, name, title: `${attribute} on ${place === 'entry point' ? 'an' : 'a'} ${place}`, defaultSeverity: 'warning', official: true,
    why: place === 'entry point' ? 'The runtime calls the entry point; nobody there could see the warning.' : 'The runtime calls static constructors; nobody there could see the warning.',
    whatToDo: place === 'entry point' ? 'Move the code to a method of its own and put the attribute there.' : 'Put the attribute on the type.',
  };
}

export const placementMetas: readonly RuleMeta[] = [
  misplaced('IL2116', 'RequiresUnreferencedCode', 'requires-unreferenced-code-on-static-constructor', 'static constructor'),
  misplaced('IL3056', 'RequiresDynamicCode', 'requires-dynamic-code-on-static-constructor', 'static constructor'),
  misplaced('IL3004', 'RequiresAssemblyFiles', 'requires-assembly-files-on-static-constructor', 'static constructor'),
  misplaced('IL2123', 'RequiresUnreferencedCode', 'requires-unreferenced-code-on-entry-point', 'entry point'),
  misplaced('IL3057', 'RequiresDynamicCode', 'requires-dynamic-code-on-entry-point', 'entry point'),
  misplaced('IL3005', 'RequiresAssemblyFiles', 'requires-assembly-files-on-entry-point', 'entry point'),
  {
    id: 'IL2109', name: 'derives-from-requires-unreferenced-code', title: 'A type derives from one with RequiresUnreferencedCode', defaultSeverity: 'warning', official: true,
    why: 'All of the base type needs code that trimming may remove.',
    whatToDo: 'Put [RequiresUnreferencedCode] on the derived type too. Reported for .NET 8 and 9 only.',
  },
];
