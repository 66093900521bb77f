/** All rules, in the order they run. Adding one: its file, one line here, its page in docs/rules, its folder in test/fixtures/rules. */
import type { RuleId } from '../diagnostic';
import { generatedEndpointRule } from './aspnet/endpoints/generatedEndpoint';
import { invariantCultureRule } from './aspnet/invariantCulture';
import { nullTextRule } from './aspnet/endpoints/nullText';
import { openGenericServicesRule } from './aspnet/openGenericServices';
import { otherBindingRule } from './aspnet/endpoints/otherBinding';
import { reflectedEndpointRule } from './aspnet/endpoints/reflectedEndpoint';
import { requestDelegateGeneratorRule } from './aspnet/endpoints/requestDelegateGenerator';
import { sharedEndpointRule } from './aspnet/endpoints/sharedEndpoint';
import { slimBuilderRule } from './aspnet/slim/slimBuilder';
import { structDefaultsRule } from './aspnet/endpoints/structDefaults';
import { supportRule } from './aspnet/support/rule';
import { swashbuckleRule } from './aspnet/support/swashbuckle';
import { useStartupRule } from './aspnet/useStartup';
import { workerHostRule } from './aspnet/workerHost';
import { capabilityRule } from './capability/capabilityRule';
import { comInteropRule } from './capability/comInterop';
import { mismatchRule } from './capability/mismatch';
import { placementRule } from './capability/placement';
import { generatorRules } from './generators';
import { addContextRule } from './json/addContext';
import { contextCallsRule } from './json/contextCalls';
import { jsonGeneratorRule } from './json/generator/diagnostics';
import { hubSerializableRule } from './json/hubs/hubSerializable';
import { hybridCacheRule } from './json/hybridCache';
import { jsonSerializableRule } from './json/serializable';
import { splitContextsRule } from './json/splitContexts';
import { projectRules } from './project';
import { dataFlowRule } from './reflection/dataFlow';
import { decimalExpressionsRule } from './reflection/decimalExpressions';
import { foretoldRule } from './reflection/foretold';
import { missingApisRule } from './reflection/missingApis';
import { publishedLibraryRule } from './reflection/publishedLibrary';
import type { Rule, RuleMeta } from './rule';
import { signatureRules } from './signature';

export const rules: readonly Rule[] = [
  capabilityRule,
  mismatchRule,
  placementRule,
  comInteropRule,
  requestDelegateGeneratorRule,
  generatedEndpointRule,
  reflectedEndpointRule,
  sharedEndpointRule,
  structDefaultsRule,
  nullTextRule,
  otherBindingRule,
  invariantCultureRule,
  slimBuilderRule,
  supportRule,
  swashbuckleRule,
  useStartupRule,
  openGenericServicesRule,
  workerHostRule,
  jsonSerializableRule,
  contextCallsRule,
  splitContextsRule,
  hubSerializableRule,
  hybridCacheRule,
  jsonGeneratorRule,
  addContextRule,
  ...generatorRules,
  ...signatureRules,
  dataFlowRule,
  foretoldRule,
  decimalExpressionsRule,
  missingApisRule,
  publishedLibraryRule,
  ...projectRules,
];

const metas: ReadonlyMap<RuleId, RuleMeta> = new Map(rules.flatMap((rule) => rule.metas).map((meta) => [meta.id, meta]));

/** What a diagnostic id is about; undefined for ids that no rule reports. */
export function metaOf(id: RuleId): RuleMeta | undefined {
  return metas.get(id);
}

/** Every id that a rule may report, sorted. */
export function allMetas(): readonly RuleMeta[] {
  return [...metas.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
