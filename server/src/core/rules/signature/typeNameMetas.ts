/** What the rule about names of types may report. */
import type { RuleMeta } from '../rule';

export const typeNameMetas: readonly RuleMeta[] = [
  {
    id: 'IL2122', name: 'type-name-without-assembly', title: 'The name of a type does not say its assembly', defaultSeverity: 'warning', official: true,
    why: 'Without the assembly the trimmer cannot tell which type is meant, and keeps none.',
    whatToDo: 'Write the name with its assembly, such as "Plugins.Default, Plugins", or pass typeof(…). Reported from .NET 10 on.',
  },
];
