/** SYSLIB1030 to SYSLIB1039, SYSLIB1220 to SYSLIB1225: what System.Text.Json's source generator says of contexts and of the types in them. */
import type { Anchor, BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { typeDisplay } from '../../../symbols/display';
import { isJsonContext, isNamedByConverter, jsonRoots } from '../../../symbols/generatedJsonGraph';
import type { MemberSymbol, NamedTypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isEnumType, nullableUnderlying } from '../../../symbols/types';
import type { Attribute, TypeHeader } from '../../../syntax/nodes';
import type { BodyContext, ProgramContext } from '../../rule';
import { defineRule } from '../../rule';
import { nameAt, surroundings } from '../../shortNames';
import { entryEdits, renameEdits } from '../fixes/contextEdits';
import type { JsonContext } from '../registration/contexts';
import { readContext } from '../registration/contexts';
import type { JsonFinding } from './findings';
import { jsonFindings } from './findings';
import { jsonGeneratorMetas } from './metas';
import { listingOf, renamedIn, uniqueProperty } from '../fixes/propertyNames';
import { isReachable, typeName } from '../typeModel';

/** A class with `[JsonSerializable]` for which nothing is generated: at the name of its first part. */
function checkContext(context: BodyContext): void {
  const { owner } = context.body;
  const [unit] = context.body.units;
  const root = unit?.root as TypeHeader | undefined;
  if (!unit || root?.kind !== 'TypeHeader' || owner.kind !== 'type' || owner.symbol.location?.unit !== unit || root.typeKind !== 'class') return;
  const { symbol } = owner;
  const at = { unit, start: root.nameStart, end: root.nameEnd };
  if (!isJsonContext(symbol)) {
    if (!symbol.attributes.some((a) => a.fullName === 'System.Text.Json.Serialization.JsonSerializableAttribute') || hasUnknownBase(symbol, root)) return;
    context.report(at, {
      id: 'SYSLIB1224',
      message: `The type '${typeDisplay(symbol)}' has been annotated with JsonSerializableAttribute but does not derive from JsonSerializerContext. No source code will be generated.`,
    });
    return;
  }
  if (jsonRoots(symbol).length === 0 || symbol.membersNamed('Default').length > 0) return;
  context.report(at, {
    id: 'SYSLIB1032',
    message: `Derived 'JsonSerializerContext' type '${symbol.name}' specifies JSON-serializable types. The type and all containing types must be made partial to kick off source generation.`,
    fixes: () => (symbol.containingType ? [] : partialFix(context.body.file, { unit, start: root.start, end: root.nameStart })),
  });
}

/** Whether a base type as written did not resolve: it may be a context. */
function hasUnknownBase(type: NamedTypeSymbol, { bases }: TypeHeader): boolean {
  return type.baseType === undefined || bases.length > type.interfaces.length + (type.baseType.specialType === 'Object' ? 0 : 1);
}

function partialFix(file: string, before: Anchor): readonly Fix[] {
  const keyword = before.unit.text.slice(0, before.end).lastIndexOf('class');
  if (keyword < 0) return [];
  const at = before.unit.base + keyword;
  return [{ title: 'Make the class partial', applicability: 'safe', edits: [{ file, span: { start: at, end: at }, newText: 'partial ' }] }];
}

function checkFindings(context: BodyContext): void {
  const { body, program } = context;
  const { owner } = body;
  const type = owner.kind === 'type' ? owner.symbol : owner.kind === 'member' ? owner.symbol.containingType : undefined;
  if (!type || !mayConcern(body)) return;
  const findings = jsonFindings(body.compilation, program.frameworkVersion).get(type.originalDefinition);
  if (!findings) return;
  const reported = new Set<string>();
  for (const finding of findings) {
    const place = placeOf(finding, body);
    if (!place) continue;
    const key = `${finding.id} ${place.at.start} ${finding.message}`;
    if (reported.has(key)) continue;
    reported.add(key);
    context.report(place.at, { id: finding.id, message: finding.message, fixes: () => fixesOf(finding, place, body, program) });
  }
}

/** Whether a declaration has what findings are about. Finding the contexts means reading all files, which most declarations need not. */
function mayConcern({ owner, uses }: BoundBody): boolean {
  if (uses.some(({ kind, symbol }) => kind === 'attribute' && symbol?.kind === 'method' && isAboutJson(symbol.containingType))) return true;
  if (owner.kind === 'member') return hasRefLike(owner.symbol);
  if (owner.kind !== 'type' || owner.symbol.typeKind === 'enum' || owner.symbol.typeKind === 'delegate') return false;
  const levels = [...baseTypesAndSelf(owner.symbol)].filter((level) => level.containingAssembly.isSource);
  return isJsonContext(owner.symbol) || owner.symbol.isRefLike || owner.symbol.constructors.some(hasRefLike)
    || levels.some((level) => level.members.some((member) => member.attributes.some(({ attributeClass }) => attributeClass && isAboutJson(attributeClass))));
}

function isAboutJson(attribute: NamedTypeSymbol): boolean {
  return [...baseTypesAndSelf(attribute)].some((base) => base.namespace === 'System.Text.Json.Serialization');
}

function hasRefLike(member: MemberSymbol): boolean {
  const types = member.kind === 'method' ? (member.methodKind === 'constructor' ? member.parameters.map((parameter) => parameter.type) : []) : [member.type];
  return types.some((type) => type.kind === 'namedType' && type.isRefLike);
}

interface Place { readonly at: Anchor; readonly attribute: Attribute | undefined }

/** Undefined where the place is in another body. */
function placeOf({ at }: JsonFinding, body: BoundBody): Place | undefined {
  const [unit] = body.units;
  if (!unit) return undefined;
  if (!('kind' in at)) {
    const use = body.uses.find((candidate) => candidate.kind === 'attribute' && candidate.node !== undefined && candidate.node === at.syntax);
    const attribute = use?.node as Attribute | undefined;
    return use && attribute && { at: { unit: use.anchor.unit, start: attribute.start, end: attribute.end }, attribute };
  }
  const { location } = at;
  return location?.unit === unit ? { at: { unit, start: location.start, end: location.end }, attribute: undefined } : undefined;
}

function fixesOf(finding: JsonFinding, { at, attribute }: Place, body: BoundBody, program: ProgramContext): readonly Fix[] {
  if (finding.id === 'SYSLIB1031') return nameFix(finding, at, attribute, body, program);
  return finding.id === 'SYSLIB1034' && attribute ? converterFix(finding, at, attribute, body, program) : [];
}

/** Another name for the property of a type, at the attribute that lists it or at a new one. */
function nameFix({ type, context }: JsonFinding, at: Anchor, attribute: Attribute | undefined, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const listing = listingOf(type);
  if (isNamedByConverter(type)) return renameFix(program, readContext(context), listing.property);
  const name = uniqueProperty(listing.name);
  const title = `Name ${listing.name} ${name} in ${context.name}`;
  if (attribute) {
    const given = attribute.arguments.find((argument) => argument.member?.name === 'TypeInfoPropertyName');
    const end = at.unit.base + (attribute.arguments.at(-1)?.end ?? at.end);
    const span = given ? { start: at.unit.base + given.start, end: at.unit.base + given.end } : { start: end, end };
    return [{ title, applicability: 'safe', edits: [{ file: body.file, span, newText: `${given ? '' : ', '}TypeInfoPropertyName = "${name}"` }] }];
  }
  const edits = isReachable(type) ? entryEdits(program, readContext(context), [listing]) : [];
  return edits.length > 0 ? [{ title, applicability: 'safe', edits }] : [];
}

/** Another name for the type that has taken the one of a type that can have no other. */
function renameFix(program: ProgramContext, context: JsonContext, name: string): readonly Fix[] {
  const renamed = renamedIn(program, context, name);
  const edits = renamed ? renameEdits(program, context, renamed) : [];
  return renamed && edits.length > 0 ? [{ title: `Name ${typeName(renamed.type)} ${renamed.property} in ${context.type.name}`, applicability: 'safe', edits }] : [];
}

/** The type argument, on enums and members of their type. */
function converterFix({ type }: JsonFinding, at: Anchor, attribute: Attribute, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const named = body.uses.find((use) => use.kind === 'type' && use.anchor.unit === at.unit && use.anchor.start >= attribute.start && use.anchor.end <= attribute.end && isConverter(use));
  const underlying = nullableUnderlying(type) ?? type;
  if (!named || !isEnumType(underlying)) return [];
  const start = at.unit.base + named.anchor.end;
  return [{ title: `Use JsonStringEnumConverter<${underlying.name}>`, applicability: 'safe', edits: [{ file: body.file, span: { start, end: start }, newText: `<${nameAt({ file: body.file, ...surroundings(body) }, underlying, program)}>` }] }];
}

function isConverter(use: SymbolUse): boolean {
  const type = use.symbol;
  return type?.kind === 'namedType' && type.name === 'JsonStringEnumConverter' && type.arity === 0 && type.namespace === 'System.Text.Json.Serialization';
}

export const jsonGeneratorRule = defineRule({
  metas: jsonGeneratorMetas,
  checkBody(context) {
    checkContext(context);
    checkFindings(context);
  },
});
