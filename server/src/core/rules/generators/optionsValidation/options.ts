/** SYSLIB1201 to SYSLIB1217: what the options validation generator says of `[OptionsValidator]` classes and their models. */
import type { Anchor, BoundBody } from '../../../binding/boundBody';
import { absolute } from '../../../binding/boundBody';
import { typeDisplay } from '../../../symbols/display';
import type { AttributeData, MemberSymbol, NamedTypeSymbol, PropertySymbol, SourceLocation } from '../../../symbols/symbol';
import { isNamed, isString, sameType } from '../../../symbols/types';
import type { Attribute, PropertyDeclaration, TypeHeader, Unit } from '../../../syntax/nodes';
import type { ConcludeContext, Fact } from '../../rule';
import { defineRule } from '../../rule';
import { typesAround } from '../enclosingTypes';
import { optionsMetas } from './optionsMetas';
import type { OptionsFinding, OptionsPlace } from './optionsModel';
import { OptionsWalk, validatedTypes } from './optionsModel';

type Validator = Fact<NamedTypeSymbol>;

export const optionsRule = defineRule<NamedTypeSymbol>({
  metas: optionsMetas,
  collect({ body }, emit) {
    const [unit] = body.units;
    const { owner } = body;
    if (unit && owner.kind === 'type' && (unit.root as { readonly kind: string }).kind === 'TypeHeader' && isMarked(body)) emit({ unit, start: 0, end: 0 }, owner.symbol);
  },
  conclude(context) {
    const walk = new OptionsWalk(context.program.frameworkVersion);
    const seen = new Set<string>();
    for (const validator of inOrder(context)) {
      const before = walk.found.length;
      const own: OptionsFinding[] = [];
      check(validator.value, walk, own);
      for (const finding of [...own, ...walk.found.slice(before)]) {
        const at = placeOf(finding.place, validator, context);
        if (!at) continue;
        const { start, end } = absolute(at);
        const key = `${finding.id} ${at.file} ${start}-${end} ${finding.message}`;
        if (!seen.has(key)) context.report(at, { id: finding.id, message: finding.message });
        seen.add(key);
      }
    }
  },
});

/** The part that the attribute stands on. */
function isMarked(body: BoundBody): boolean {
  return body.uses.some(({ kind, symbol, node }) => kind === 'attribute' && symbol?.kind === 'method' && isNamed(symbol.containingType, 'Microsoft.Extensions.Options', 'OptionsValidatorAttribute') && isOfHeader(body, node));
}

/** Not an attribute of a parameter. */
function isOfHeader({ units }: BoundBody, node: object | undefined): boolean {
  const root = units[0]?.root as TypeHeader | undefined;
  return root?.attributeLists.some((list) => list.attributes.some((attribute) => attribute === node)) ?? false;
}

function inOrder({ facts, program }: ConcludeContext<NamedTypeSymbol>): readonly Validator[] {
  const order = new Map(program.files.map((file, i) => [file.path, i]));
  return [...facts].sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.anchor.unit.base - b.anchor.unit.base);
}

function check(validator: NamedTypeSymbol, walk: OptionsWalk, found: OptionsFinding[]): void {
  const report = (id: string, message: string): void => { found.push({ id, place: { kind: 'validator' }, message }); };
  if (validator.isStatic) {
    // The generator forgets to fill in names, here and below.
    report('SYSLIB1209', '[OptionsValidator] cannot be applied to static class {0}.');
    return;
  }
  const models = validatedTypes(validator);
  if (models.length === 0) {
    report('SYSLIB1204', 'Type {0} does not implement the required IValidateOptions<{1}> interface.');
  }
  models.forEach((model, i) => {
    if (model.kind === 'error') return;
    if (validator.members.some((member) => isValidate(member) && sameType(member.parameters[1]?.type, model))) {
      report('SYSLIB1205', `Type ${validator.name} already implements the Validate method.`);
    } else if (!walk.validates(validator, model, i === 0)) {
      report('SYSLIB1203', `Type ${typeDisplay(model)} has no fields or properties to validate, referenced by type ${typeDisplay(validator)}.`);
    }
  });
}

/** A `Validate` that is written: the generated one is a member too. */
function isValidate(member: MemberSymbol): member is MemberSymbol & { readonly kind: 'method' } {
  if (member.kind !== 'method' || member.name !== 'Validate' || member.parameters.length !== 2) return false;
  const [first] = member.parameters;
  return first !== undefined && isString(first.type) && first.location !== undefined;
}

function placeOf(place: OptionsPlace, validator: Validator, context: ConcludeContext<NamedTypeSymbol>): (Anchor & { readonly file: string }) | undefined {
  switch (place.kind) {
    case 'validator': return declarationOf(validator, context);
    case 'model': return place.model.location && anchorOf(place.model.location);
    case 'member': return place.member.location && anchorOf(place.member.location);
    case 'attribute': return attributeAnchor(place.member, place.attribute);
  }
}

function anchorOf({ file, unit, start, end }: SourceLocation): Anchor & { readonly file: string } {
  return { file, unit: unit as Unit, start, end };
}

/** The whole declaration; its end moves with the members, which are units of their own. */
function declarationOf({ file: path, anchor: { unit } }: Validator, { program }: ConcludeContext<NamedTypeSymbol>): (Anchor & { readonly file: string }) | undefined {
  const file = program.source(path);
  const type = file && typesAround(file, unit.base).at(-1);
  if (!type || type.header !== unit) return undefined;
  return { file: path, unit, get start() { return type.range.start - unit.base; }, get end() { return type.range.end - unit.base; } };
}

/** Attributes are matched by their order; those for the backing field are not the property's. */
function attributeAnchor(member: PropertySymbol, attribute: AttributeData): (Anchor & { readonly file: string }) | undefined {
  const { location } = member;
  const root = (location?.unit as Unit | undefined)?.root as PropertyDeclaration | undefined;
  if (!location || root?.kind !== 'Property') return undefined;
  const written = root.attributeLists.filter((list) => list.target === undefined || list.target === 'property').flatMap((list): readonly Attribute[] => list.attributes);
  const node = written.length === member.attributes.length ? written[member.attributes.indexOf(attribute)] : undefined;
  return node && { file: location.file, unit: location.unit as Unit, start: node.start, end: node.end };
}
