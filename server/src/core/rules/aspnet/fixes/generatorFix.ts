/** Switches the request delegate generator on in a library, which leaves it off by default. */
import { bodiesNaming } from '../../programBodies';
import type { Fix } from '../../../diagnostic';
import { setPropertyFix } from '../../../msbuild/edit';
import type { Fact, ProgramContext, Report } from '../../rule';
import { generatedEndpointRule } from '../endpoints/generatedEndpoint';
import { requestDelegateGeneratorRule } from '../endpoints/requestDelegateGenerator';
import { sharedEndpointRule } from '../endpoints/sharedEndpoint';
import { structDefaultsRule } from '../endpoints/structDefaults';

const property = 'EnableRequestDelegateGenerator';
const rules = [requestDelegateGeneratorRule, generatedEndpointRule, structDefaultsRule, sharedEndpointRule];

/**
 * Safe where the generator takes every endpoint as reflection does; else the title says what is reported then. None where its code would
 * not compile or stop the application.
 */
export function requestDelegateGeneratorFix(program: ProgramContext): Fix | undefined {
  const fix = setPropertyFix(program.project, property, 'true');
  if (!fix) return undefined;
  const found = reportsWithGenerator(program);
  if (found.some(({ id, severity }) => id === 'AOT2010' || severity === 'error')) return undefined;
  const ids = [...new Set(found.map(({ id }) => id))].sort();
  return ids.length === 0 ? fix : { ...fix, title: `${fix.title} (then reports ${ids.join(', ')})`, applicability: 'unsafe' };
}

/** What the rules about generated endpoints say of a program once the generator runs in it. */
function reportsWithGenerator(original: ProgramContext): readonly Report[] {
  const { project, compilation, files, host, frameworkVersion, libraries } = original;
  const analyzers = { ...original.analyzers, requestDelegateGenerator: true };
  const program: ProgramContext = { project, compilation, files, host, frameworkVersion, libraries, analyzers, source: (path) => original.source(path), isLookedAtWhole: false };
  const found: Report[] = [];
  const report = (_: unknown, each: Report): void => void found.push(each);
  const facts = new Map(rules.map((rule) => [rule, [] as Fact<unknown>[]]));
  for (const { source, body } of bodiesNaming(program, /\bMap/)) {
    for (const rule of rules) {
      rule.checkBody?.({ program, body, report });
      rule.collect?.({ program, body }, (anchor, value) => facts.get(rule)?.push({ file: source.path, anchor, value }));
    }
  }
  for (const rule of rules) rule.conclude?.({ program, facts: facts.get(rule) ?? [], unreached: [], report, isCompiled: () => false });
  return found;
}
