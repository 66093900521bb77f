/** What the rule about annotated types may report. */
import type { RuleMeta } from '../rule';

function onType(id: string, name: string, what: string): RuleMeta {
  return {
    id, name, title: `DynamicallyAccessedMembers on a type keeps ${what}`, defaultSeverity: 'warning', official: true,
    why: 'Code that gets the type from an instance may call the kept members by reflection, where no warning reaches it.',
    whatToDo: 'Keep fewer kinds of members, or move the member to a type without the attribute. Reported from .NET 10 on.',
  };
}

export const hierarchyMetas: readonly RuleMeta[] = [
  onType('IL2112', 'annotated-type-requires-unreferenced-code', 'a member that requires unreferenced code'),
  onType('IL2113', 'annotated-type-base-requires-unreferenced-code', 'an inherited member that requires unreferenced code'),
  onType('IL2114', 'annotated-type-annotated-member', 'a member with annotations of its own'),
  onType('IL2115', 'annotated-type-base-annotated-member', 'an inherited member with annotations of its own'),
];
