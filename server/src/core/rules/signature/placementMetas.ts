/** What the rule about misplaced `[DynamicallyAccessedMembers]` may report. */
import type { RuleMeta } from '../rule';

function misplaced(id: string, name: string, what: string, whatToDo: string): RuleMeta {
  return {
    id, name, title: `DynamicallyAccessedMembers on ${what}`, defaultSeverity: 'warning', official: true,
    why: 'The attribute says which members of a System.Type, or of the type that a string names, must be kept; on anything else it has no effect.',
    whatToDo,
  };
}

export const placementMetas: readonly RuleMeta[] = [
  misplaced('IL2041', 'annotation-on-method', 'a method', 'Put the attribute on the parameter, or write [return: DynamicallyAccessedMembers(…)] for the result.'),
  misplaced('IL2097', 'annotation-on-field', 'a field that is no Type or string', 'Remove the attribute, or store the Type itself.'),
  misplaced('IL2098', 'annotation-on-parameter', 'a parameter that is no Type or string', 'Remove the attribute, or pass the Type itself or make it a type parameter.'),
  misplaced('IL2099', 'annotation-on-property', 'a property that is no Type or string', 'Remove the attribute, or give the property type Type or string.'),
  misplaced('IL2106', 'annotation-on-return-value', 'a result that is no Type or string', 'Remove the attribute, or return the Type itself.'),
  {
    id: 'IL2043', name: 'annotation-on-property-and-accessor', title: 'DynamicallyAccessedMembers is on a property and on its accessor', defaultSeverity: 'warning', official: true,
    why: 'The property\'s attribute already holds for its accessors; the second one is in its way.',
    whatToDo: 'Keep the attribute on the property and remove it from the accessor.',
  },
  {
    id: 'IL2127', name: 'annotation-on-extension-property', title: 'DynamicallyAccessedMembers on an extension property is ignored', defaultSeverity: 'warning', official: true,
    why: 'An extension property compiles to methods; the attribute on the property reaches neither of them.',
    whatToDo: 'Write [return: DynamicallyAccessedMembers(…)] on the get accessor and [param: …] on the set accessor. Reported from .NET 10 on.',
  },
];
