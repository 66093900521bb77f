/** What the rule about reflection on annotated members may report. */
import type { RuleMeta } from '../rule';

export const reflectionMetas: readonly RuleMeta[] = [
  {
    id: 'IL2110', name: 'annotated-field-by-reflection', title: 'A field with DynamicallyAccessedMembers is reached by reflection', defaultSeverity: 'warning', official: true,
    why: 'Reflection can store a value whose type lacks the members that the field\'s annotation promises.',
    whatToDo: 'Use the field directly, or keep it out of what is reflected upon.',
  },
  {
    id: 'IL2111', name: 'annotated-method-by-reflection', title: 'A method with DynamicallyAccessedMembers is reached by reflection or as a delegate', defaultSeverity: 'warning', official: true,
    why: 'Called by reflection or through a delegate, the method gets arguments that nobody checks against its annotations.',
    whatToDo: 'Call the method directly, for example from a lambda with a typeof(…) argument, or annotate the delegate\'s users instead.',
  },
];
