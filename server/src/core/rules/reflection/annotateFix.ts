/** Passes a demand on: `[DynamicallyAccessedMembers]` where the value comes from, so that whoever gives it is checked in turn. */
import type { BoundBody } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { isDataFlowType } from '../../flow/values/dataFlowType';
import { implementedInterfaceMembers } from '../../symbols/inheritance';
import type { MethodSymbol, SourceLocation, TypeSymbol } from '../../symbols/symbol';
import type { AttributeList, NodeBase, Parameter, TypeParameter, Unit } from '../../syntax/nodes';
import { gapAfterAttribute, simpleNameOf } from '../../syntax/query';
import { importing } from '../imports';
import type { SourceFile } from '../../sourceFile';
import type { ProgramContext } from '../rule';
import type { Demand } from './demands';
import { demandedNames, promisedBy, sourceOf } from './promises';
import type { Source } from './place';

const codeAnalysis = 'System.Diagnostics.CodeAnalysis';

interface Declared extends NodeBase {
  readonly kind?: string;
  readonly modifiers?: readonly string[];
  readonly attributeLists?: readonly AttributeList[];
  readonly parameters?: readonly Parameter[];
  readonly typeParameters?: readonly TypeParameter[];
}

/** Where the attribute goes, relative to its unit. */
interface Target {
  readonly location: SourceLocation;
  readonly start: number;
  readonly isReturn: boolean;
  /** On a line of its own, if the declaration begins one. */
  readonly isOnMember: boolean;
  readonly title: string;
  /** Of what is annotated. */
  readonly lists: readonly AttributeList[];
}

/** Nothing where the source is not declared here, or must agree with what it overrides or implements. An attribute that is there already gets what it lacks. */
export function annotateFixes({ value, types }: Demand, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const version = program.frameworkVersion || 10;
  const promised = value.kind === 'location' && !value.derived ? promisedBy(value, body, version) : undefined;
  if (value.kind !== 'location' || promised === undefined) return [];
  const source = sourceOf(value, body);
  const target = source && targetOf(source, version);
  const file = target && program.source(target.location.file);
  if (!target || !file) return [];
  if (promised !== 0) return extended(target, file, promised, types);
  const { prefix: qualifier, edits } = importing(program, file.path, codeAnalysis, body.owner.kind === 'member' && file.path === body.file ? body.owner.symbol.containingType.namespace : '');
  const kinds = demandedNames(types).map((name) => `${qualifier}DynamicallyAccessedMemberTypes.${name}`).join(' | ');
  const offset = (target.location.unit as Unit).base + target.start;
  const gap = target.isOnMember ? gapAfterAttribute(file.text, offset) : ' ';
  const newText = `[${target.isReturn ? 'return: ' : ''}${qualifier}DynamicallyAccessedMembers(${kinds})]${gap}`;
  return [{ title: `${target.title} with [DynamicallyAccessedMembers]`, applicability: 'unsafe', edits: [...edits, { file: file.path, span: { start: offset, end: offset }, newText }] }];
}

/** `types` beside what an attribute on the target says. */
function extended({ location, lists, isReturn, title }: Target, file: SourceFile, promised: number, types: number): readonly Fix[] {
  const attribute = lists.filter((list) => (list.target === 'return') === isReturn).flatMap((list) => list.attributes).find(({ name }) => /^DynamicallyAccessedMembers(?:Attribute)?$/.test(simpleNameOf(name)));
  const [argument] = attribute?.arguments ?? [];
  if (!argument) return [];
  const { base } = location.unit as Unit;
  const span = { start: base + argument.start, end: base + argument.end };
  const text = file.text.slice(span.start, span.end);
  const qualifier = /^(?:[\w.:]+\.)?(?=DynamicallyAccessedMemberTypes\s*\.)/.exec(text)?.[0];
  const said = new Set(demandedNames(promised));
  const missing = demandedNames(promised | types).filter((name) => !said.has(name));
  if (qualifier === undefined || missing.length === 0) return [];
  const added = missing.map((name) => `${qualifier}DynamicallyAccessedMemberTypes.${name}`).join(' | ');
  const newText = missing.includes('All') ? added : `${text} | ${added}`;
  return [{ title: `${title} with ${missing.join(', ')}`, applicability: 'unsafe', edits: [{ file: file.path, span, newText }] }];
}

function targetOf(source: Source, version: number): Target | undefined {
  switch (source.role) {
    case 'parameter': {
      const { method, ordinal } = source;
      const parameter = method.originalDefinition.parameters[ordinal];
      const written = isFree(method) ? declared(method.location)?.parameters?.[ordinal] : undefined;
      return written && parameter && method.location && isFollowed(parameter.type, parameter.refKind !== 'none', version)
        ? { location: method.location, start: written.start, isReturn: false, isOnMember: false, lists: written.attributeLists, title: `Annotate the parameter '${parameter.name}'` } : undefined;
    }
    case 'result': return resultTarget(source.method.originalDefinition, version);
    case 'this': return memberTarget(source.method.location, 'Method', false, `Annotate the method '${source.method.name}'`, isFree(source.method));
    case 'field': return memberTarget(source.field.originalDefinition.location, 'Field', false, `Annotate the field '${source.field.name}'`, isFollowed(source.field.originalDefinition.type, false, version));
    case 'typeParameter': {
      const { parameter, owner } = source;
      const isOpen = owner.kind === 'namedType' || isFree(owner);
      const written = isOpen ? declared(owner.location)?.typeParameters?.[parameter.ordinal] : undefined;
      return written && owner.location && written.name === parameter.name
        ? { location: owner.location, start: written.start, isReturn: false, isOnMember: false, lists: written.attributeLists, title: `Annotate the type parameter '${parameter.name}'` } : undefined;
    }
    default: return undefined;
  }
}

function resultTarget(method: MethodSymbol, version: number): Target | undefined {
  const isUsable = isFree(method) && isFollowed(method.returnType, method.returnsByRef !== 'none', version);
  const property = method.methodKind === 'propertyGet' ? method.associatedSymbol : undefined;
  return property ? memberTarget(property.location, 'Property', false, `Annotate the property '${property.name}'`, isUsable)
    : memberTarget(method.location, 'Method', true, `Annotate the result of '${method.name}'`, isUsable);
}

function memberTarget(location: SourceLocation | undefined, kind: string, isReturn: boolean, title: string, isUsable: boolean): Target | undefined {
  const root = declared(location);
  return isUsable && location && root?.kind === kind ? { location, start: root.start, isReturn, isOnMember: true, lists: root.attributeLists ?? [], title } : undefined;
}

/** Overrides, implementations and what may be overridden or is in several parts must agree with declarations elsewhere. */
function isFree(method: MethodSymbol): boolean {
  const definition = method.originalDefinition;
  const { containingType } = definition;
  if (definition.methodKind === 'localFunction' || definition.methodKind === 'lambda' || containingType.typeKind === 'interface' || containingType.typeKind === 'delegate') return false;
  if (definition.isVirtual || definition.isAbstract || definition.isOverride || declared(definition.location)?.modifiers?.includes('partial') === true) return false;
  return implementedInterfaceMembers(definition).length === 0;
}

/** The attribute is allowed on types and strings alone. */
function isFollowed(type: TypeSymbol, isByReference: boolean, version: number): boolean {
  return type.kind !== 'error' && isDataFlowType(type, isByReference, Math.max(version, 9));
}

function declared(location: SourceLocation | undefined): Declared | undefined {
  const root = (location?.unit as Unit | undefined)?.root;
  return typeof root === 'object' && root !== null ? root as Declared : undefined;
}
