/** The three `Requires…` attributes: what requires them, what is excused by them, and the official texts. */
import type { BoundBody, EnclosingFunction } from '../../binding/boundBody';
import { Feature } from '../../flow/guards';
import { stringOf } from '../../symbols/attributeValues';
import type { AnySymbol, AttributeData, AttributeValue, MemberSymbol, MethodSymbol, NamedTypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf, containsError, sameType } from '../../symbols/types';
import type { NameSyntax } from '../../syntax/nodes';
import { simpleNameOf } from '../../syntax/query';
import { memberDisplay } from './display';

/** One of the attributes with its diagnostics. */
export interface Capability {
  readonly attribute: string;
  /** Simple name, as the messages quote it. */
  readonly shortName: string;
  readonly useId: string;
  readonly mismatchId: string;
  readonly staticConstructorId: string;
  readonly entryPointId: string;
  /** End of the message of `useId` before the attribute's own text. */
  readonly breaks: string;
  readonly feature: number;
}

function capability(shortName: string, ids: readonly [string, string, string, string], breaks: string, feature: number): Capability {
  const [useId, mismatchId, staticConstructorId, entryPointId] = ids;
  return { attribute: `System.Diagnostics.CodeAnalysis.${shortName}`, shortName, useId, mismatchId, staticConstructorId, entryPointId, breaks, feature };
}

export const unreferencedCode = capability(
  'RequiresUnreferencedCodeAttribute', ['IL2026', 'IL2046', 'IL2116', 'IL2123'], 'when trimming application code.', Feature.unreferencedCode);
export const dynamicCode = capability('RequiresDynamicCodeAttribute', ['IL3050', 'IL3051', 'IL3056', 'IL3057'], 'when AOT compiling.', Feature.dynamicCode);
export const assemblyFiles = capability(
  'RequiresAssemblyFilesAttribute', ['IL3002', 'IL3003', 'IL3004', 'IL3005'], 'when embedded in a single-file app.', Feature.assemblyFiles);
export const capabilities: readonly Capability[] = [unreferencedCode, dynamicCode, assemblyFiles];

/** Whether analyzers that report this capability run for a project. */
export function isEnabled(c: Capability, analyzers: { readonly trim: boolean; readonly aot: boolean; readonly singleFile: boolean }): boolean {
  return c === unreferencedCode ? analyzers.trim : c === dynamicCode ? analyzers.aot : analyzers.singleFile;
}

export function findAttribute(symbol: { readonly attributes: readonly AttributeData[] }, c: Capability): AttributeData | undefined {
  return symbol.attributes.find((a) => a.fullName === c.attribute);
}

/** The attribute that makes a use of `member` a finding: its own, its property's or event's, or, for statics and constructors, its type's. */
export function requirementOf(member: MemberSymbol, c: Capability): AttributeData | undefined {
  const definition = member.originalDefinition;
  if (definition.kind === 'method' && definition.methodKind === 'staticConstructor') return undefined;
  const own = findAttribute(definition, c);
  if (own) return isUsable(own, c) ? own : undefined;
  const associated = definition.kind === 'method' ? definition.associatedSymbol : undefined;
  const inherited = associated && findAttribute(associated.originalDefinition, c);
  if (inherited) return inherited;
  const isConstructor = definition.kind === 'method' && definition.methodKind === 'constructor';
  if (definition.kind === 'field' && definition.isConst) return undefined;
  if (!definition.isStatic && !isConstructor) return undefined;
  const ofType = typeAttribute(definition, c);
  return ofType && isUsable(ofType, c) ? ofType : undefined;
}

/** The message of the first two is a required argument: an application without it does not compile and says nothing. */
function isUsable(attribute: AttributeData, c: Capability): boolean {
  return c === assemblyFiles || attribute.constructorArguments.length > 0 || attribute.attributeConstructor === undefined;
}

/** Whether code inside `member` is excused because the member, its property or its type carries the attribute. */
export function isMemberInScope(member: MemberSymbol, c: Capability): boolean {
  const definition = member.originalDefinition;
  const isStaticConstructor = definition.kind === 'method' && definition.methodKind === 'staticConstructor';
  if (!isStaticConstructor && findAttribute(definition, c)) return true;
  if (definition.kind === 'method' && definition.associatedSymbol && findAttribute(definition.associatedSymbol.originalDefinition, c)) return true;
  return typeAttribute(definition, c) !== undefined;
}

/** The attribute of a member's type, as far as it counts for the member: `ExcludeStatics` (.NET 10) leaves static members out. */
export function typeAttribute(member: MemberSymbol, c: Capability): AttributeData | undefined {
  const attribute = findAttribute(member.containingType.originalDefinition, c);
  const excluded = member.isStatic ? attribute?.namedArguments.get('ExcludeStatics') : undefined;
  return excluded?.kind === 'primitive' && excluded.value === true ? undefined : attribute;
}

/** Whether code that a declaration holds is excused: what the analyzers ask of the symbol around a piece of syntax. */
export function isDeclarationInScope(member: MemberSymbol | NamedTypeSymbol, c: Capability): boolean {
  return member.kind !== 'namedType' && (isMemberInScope(member, c) || isInitializerInScope(member, c));
}

/** An instance field's initializer runs in the constructors: it is excused, but for lambdas in it, where all of them pass the requirement on. */
function isInitializerInScope(member: MemberSymbol, c: Capability): boolean {
  if (member.kind !== 'field' || member.isStatic) return false;
  const constructors = member.containingType.constructors.filter((constructor) => !constructor.isStatic);
  return constructors.length > 0 && constructors.every((constructor) => findAttribute(constructor, c) !== undefined);
}

/** Whether a place in a body is excused by an annotated lambda, local function, member or type around it. */
export function isInScope(body: BoundBody, enclosing: EnclosingFunction, c: Capability, isConstructorCall: boolean): boolean {
  for (let f: EnclosingFunction | undefined = enclosing; f; f = f.parent) {
    const { symbol } = f;
    if (f.node?.attributeLists.some((list) => list.attributes.some((a) => isNamed(a.name, c)))) return true;
    if (!symbol) continue;
    if (symbol.methodKind === 'lambda' || symbol.methodKind === 'localFunction') {
      if (findAttribute(symbol, c)) return true;
    } else if (isMemberInScope(symbol, c)) return true;
  }
  const { owner } = body;
  if (owner.kind === 'file') return false;
  if (owner.kind === 'type') return isConstructorCall && findAttribute(owner.symbol, c) !== undefined;
  return isMemberInScope(owner.symbol, c) || (enclosing.node === undefined && isInitializerInScope(owner.symbol, c));
}

/** The attribute as written on a lambda or local function. */
function isNamed(name: NameSyntax, c: Capability): boolean {
  const simple = simpleNameOf(name);
  return simple === c.shortName || `${simple}Attribute` === c.shortName;
}

/** The member that the warning is about: the first declaration that an override overrides with the same return type. */
export function leastOverridden(method: MethodSymbol): MethodSymbol {
  let current = method.originalDefinition;
  let seen: Set<MethodSymbol> | undefined; // classes may be their own bases while they are typed
  for (let next = constructedOverridden(current); next && !isCovariant(current, next) && seen?.has(current) !== true; next = constructedOverridden(current)) {
    (seen ??= new Set()).add(current);
    current = next.originalDefinition;
  }
  return current;
}

/** The base declaration of an `override`. */
export function overriddenMethod(method: MethodSymbol): MethodSymbol | undefined {
  return constructedOverridden(method)?.originalDefinition;
}

function constructedOverridden(method: MethodSymbol): MethodSymbol | undefined {
  if (!method.isOverride) return undefined;
  const { baseType } = method.containingType;
  for (const type of baseType ? baseTypesAndSelf(baseType) : []) {
    for (const member of type.membersNamed(method.name)) {
      if (member.kind === 'method' && (member.isVirtual || member.isAbstract || member.isOverride) && hasSameSignature(member, method)) return member;
    }
  }
  return undefined;
}

/** Whether an override returns a more derived type. */
function isCovariant(method: MethodSymbol, overridden: MethodSymbol): boolean {
  const { returnType } = method;
  if (containsError(returnType) || containsError(overridden.returnType)) return false;
  return !sameType(returnType, overridden.returnType, { dynamicIsObject: true, methodTypeParametersByOrdinal: true });
}

/** Same number and kinds of parameters; types are compared by display name, which is enough among overloads that one type may declare. */
export function hasSameSignature(a: MethodSymbol, b: MethodSymbol): boolean {
  if (a.parameters.length !== b.parameters.length || a.typeParameters.length !== b.typeParameters.length) return false;
  return a.parameters.every((parameter, i) => {
    const other = b.parameters[i];
    return other !== undefined && (parameter.refKind === 'none') === (other.refKind === 'none') && signatureName(parameter.type, a) === signatureName(other.type, b);
  });
}

/** Type parameters of the method itself count by position. */
function signatureName(type: MethodSymbol['parameters'][number]['type'], method: MethodSymbol): string {
  switch (type.kind) {
    case 'typeParameter': return type.ownerKind === 'method' ? `!!${type.ordinal}` : `!${type.owner.name}.${type.ordinal}`;
    case 'array': return `${signatureName(type.elementType, method)}[${type.rank}]`;
    case 'pointer': return `${signatureName(type.pointedAtType, method)}*`;
    case 'namedType': {
      const outer = type.containingType ? `${signatureName(type.containingType, method)}+` : `${type.namespace}.`;
      return `${outer}${type.name}<${type.typeArguments.map((argument) => signatureName(argument, method)).join(',')}>`;
    }
    case 'dynamic': return 'System.Object<>';
    default: return type.kind;
  }
}

/** Official message of IL2026, IL3050 and IL3002. */
export function useMessage(member: AnySymbol | string, attribute: AttributeData, c: Capability): string {
  const name = typeof member === 'string' ? member : memberDisplay(member);
  return `Using member '${name}' which has '${c.shortName}' can break functionality ${c.breaks}${attributeText(attribute)}`;
}

/** Message of the same ids for a `new()` constraint: there the analyzers put the attribute's text as it is. */
export function constraintMessage(name: string, attribute: AttributeData, c: Capability): string {
  const address = textOf(attribute.namedArguments.get('Url'));
  return `Using member '${name}' which has '${c.shortName}' can break functionality ${c.breaks}${textOf(attribute.constructorArguments[0])}${address === '' ? '' : ` ${address}`}`;
}

function textOf(value: AttributeValue): string {
  return stringOf(value) ?? '';
}

/** The attribute's message as a sentence, and its URL. */
export function attributeText(attribute: AttributeData): string {
  const message = textOf(attribute.constructorArguments[0] ?? attribute.namedArguments.get('Message'));
  const address = textOf(attribute.namedArguments.get('Url'));
  const sentence = message === '' ? '' : ` ${message}${message.trimEnd().endsWith('.') ? '' : '.'}`;
  return sentence + (address === '' ? '' : ` ${address}`);
}
