/** What the rule about differing annotations may report. */
import type { RuleMeta } from '../rule';

function mismatch(id: string, name: string, what: string): RuleMeta {
  return {
    id, name, title: `DynamicallyAccessedMembers on ${what} differs from the overridden or implemented member`, defaultSeverity: 'warning', official: true,
    why: 'A call through the base type or interface checks only the annotation that it sees; code behind the other one may miss members.',
    whatToDo: 'Write the same [DynamicallyAccessedMembers(…)] on both declarations.',
  };
}

export const mismatchMetas: readonly RuleMeta[] = [
  mismatch('IL2092', 'annotation-mismatch-parameter', 'a parameter'),
  mismatch('IL2093', 'annotation-mismatch-return-value', 'a result'),
  mismatch('IL2094', 'annotation-mismatch-this', 'the implicit this'),
  mismatch('IL2095', 'annotation-mismatch-type-parameter', 'a type parameter'),
];
