/** What the rule about feature guards may report. */
import type { RuleMeta } from '../rule';

export const featureGuardMetas: readonly RuleMeta[] = [
  {
    id: 'IL4000', name: 'feature-guard-value', title: 'The value of a feature guard does not match its attribute', defaultSeverity: 'warning', official: true,
    why: 'The analyzers trust the guard: code behind it gets no warning, but may run although the feature is off.',
    whatToDo: 'Return false, the feature\'s own property such as RuntimeFeature.IsDynamicCodeSupported, or another guard of the same feature.',
  },
  {
    id: 'IL4001', name: 'feature-guard-placement', title: 'FeatureGuard on a property that cannot be a guard', defaultSeverity: 'warning', official: true,
    why: 'Only a static bool property without a set accessor can guard code; on others the attribute has no effect.',
    whatToDo: 'Make the property a static bool with only a get accessor, or remove the attribute.',
  },
];
