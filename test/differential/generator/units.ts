/** Programs composed of the vocabulary: a declaration, uses of it in statements, control flow, members and types around. */
import { Random } from './random';
import { expressionMembers, flows, memberAttributes, memberRequirements, members, prelude, requirements, statements, subjects, typeAttributes } from './vocabulary';
import type { Subject } from './vocabulary';

/** One use: from the inside out an expression, a statement, flows, a member. */
export interface Site {
  readonly expression: string;
  /** Without one the member holds the expression itself. */
  readonly statement: string | undefined;
  readonly flows: readonly string[];
  readonly member: string;
  readonly attributes: string;
}

export interface Unit {
  readonly subject: Subject;
  readonly requirement: string;
  readonly typeAttributes: string;
  readonly sites: readonly Site[];
}

/** The program of an index: the same for the same seed. */
export function generateUnit(seed: number, index: number): Unit {
  const random = new Random(seed + Math.imul(index, 0x9e3779b1));
  const subject = random.pick(subjects);
  const requirement = random.pick(subject.onType ? requirements : memberRequirements);
  const sites = Array.from({ length: 1 + random.below(3) }, () => generateSite(random, subject));
  return { subject, requirement, typeAttributes: random.pick(typeAttributes), sites };
}

function generateSite(random: Random, subject: Subject): Site {
  const expression = random.pick(subject.uses);
  const attributes = random.pick(memberAttributes);
  if (random.next() < 0.3) return { expression, statement: undefined, flows: [], member: random.pick(expressionMembers), attributes };
  return { expression, statement: random.pick(statements), flows: [random.pick(flows), ...(random.next() < 0.3 ? [random.pick(flows)] : [])], member: random.pick(members), attributes };
}

/** Its C# text: each site in a type of its own. */
export function renderUnit(unit: Unit): string {
  const types = unit.sites.map((site, i) => `${unit.typeAttributes} class Host${i}\n{\n    ${renderSite(site).replaceAll('Host', `Host${i}`)}\n}\n`.trimStart());
  return `${prelude}${unit.subject.declaration.replaceAll('@', () => unit.requirement)}\n${types.join('')}`;
}

function renderSite(site: Site): string {
  let inner = site.statement === undefined ? site.expression : fill(site.statement, site.expression);
  for (const flow of site.flows) inner = fill(flow, inner);
  return fill(site.member.replaceAll('!', (at, offset: number) => (isAttributeMark(site.member, offset) ? site.attributes : at)), inner);
}

/** Fills `$` where it is no interpolated string's. */
function fill(template: string, inner: string): string {
  return template.replaceAll(/\$(?!")/g, () => inner);
}

/** `! void M()`, not `!x`. */
function isAttributeMark(template: string, offset: number): boolean {
  return template[offset + 1] === ' ' && (offset === 0 || /[\s{;]/.test(template[offset - 1] ?? ''));
}

/** Smaller programs that may still show what this one shows, the smallest steps last. */
export function smallerUnits(unit: Unit): readonly Unit[] {
  const smaller: Unit[] = [];
  if (unit.sites.length > 1) unit.sites.forEach((_, i) => smaller.push({ ...unit, sites: unit.sites.filter((__, j) => j !== i) }));
  if (unit.typeAttributes !== '') smaller.push({ ...unit, typeAttributes: '' });
  unit.sites.forEach((site, i) => {
    const replace = (change: Partial<Site>): void => { smaller.push({ ...unit, sites: unit.sites.map((s, j) => (i === j ? { ...s, ...change } : s)) }); };
    site.flows.forEach((_, f) => { replace({ flows: site.flows.filter((__, g) => g !== f) }); });
    if (site.attributes !== '') replace({ attributes: '' });
    if (site.statement !== undefined && site.statement !== '_ = $;') replace({ statement: '_ = $;' });
    if (site.statement !== undefined && site.member !== '! void M() { $ }') replace({ member: '! void M() { $ }' });
  });
  for (const simpler of ['[RequiresUnreferencedCode("u")]', '[RequiresDynamicCode("d")]']) {
    if (unit.requirement.length > simpler.length) smaller.push({ ...unit, requirement: simpler });
  }
  return smaller;
}
