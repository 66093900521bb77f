/**
 * What a body reaches by reflection, each with the place where the trim analyzer reports it: through the values that it passes, assigns
 * and returns, and through type arguments. Rules decide which of the members reached must not be.
 */
import type { Anchor, BoundArgument, BoundBody, SymbolUse } from '../../binding/boundBody';
import { perBodyAndVersion } from '../../flow/bodyAndVersion';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind, parentsOf, unwrap } from '../../flow/walk';
import type { KnownCall } from '../../flow/values/results';
import { isDataFlowType } from '../../flow/values/dataFlowType';
import { nothing, valueOfType } from '../../flow/values/value';
import type { ValueFlow } from '../../flow/values/valueFlow';
import { noValues, valuesOfBody } from '../../flow/values/valueFlow';
import { displayName, typeDisplay } from '../../symbols/display';
import { getterOf, setterOf } from '../../symbols/inheritance';
import type { FieldSymbol, MemberSymbol, MethodSymbol, NamedTypeSymbol, PropertySymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Expression, Unit } from '../../syntax/nodes';
import { enclosingOf, isAttributeOfFunction, localFunctionCalls, outermost } from '../capability/functions';
import { anchorOf, callAnchor, implicitBaseAnchor, initializerAnchor, methodGroupAnchor, parentOf, readAnchor, writeAnchor } from '../capability/spans';
import { elementAnchor, isRead } from '../capability/usedMembers';
import { backingFieldAnnotation, fieldAnnotation, isPositional, memberTypesOf, parameterAnnotation, returnAnnotation, thisAnnotation } from '../signature/annotations';
import { extensionOwner } from '../capability/extensionDisplay';
import { extensionReceiver, isExtensionProperty } from '../signature/names';
import type { Reached } from './demands';
import { demanded, reachedByCall } from './demands';
import { asksForValues } from './sinks';
import { annotatedResults, getterResults, innerFunctionOf } from './functionResults';
import type { Place } from './place';
import { parameterPlace, receiverPlace, resultPlace, typeParameterPlace } from './place';
import { methodOf } from './promises';

/** What is reached and demanded at one place. */
export interface ReflectionAccess {
  readonly reached: Reached;
  readonly anchor: Anchor;
  /** The use that reaches them; for what is returned or initialized, where the value stands. */
  readonly use: SymbolUse;
}

/** All that a body reaches. */
export const reflectionAccesses = perBodyAndVersion((body, version): readonly ReflectionAccess[] => {
  const flow = asksForValues(body, version) ? valuesOfBody(body, version) : noValues;
  const found: ReflectionAccess[] = [];
  const late = new Set(flow.isEmpty ? [] : body.uses.flatMap(({ kind, node }) => (kind === 'dynamic' && node ? [node] : [])));
  for (const use of body.uses) if (!use.node || !late.has(use.node)) found.push(...byUse(use, body, flow, version));
  if (!flow.isEmpty) found.push(...byFunctions(body, flow, version), ...byValues(body, flow, version));
  return found;
});

/** What the base types of a declared type reach. */
export function reflectedByBases(type: NamedTypeSymbol, version: number): Reached {
  const bases = type.baseType ? [type.baseType, ...type.interfaces] : type.interfaces;
  return bases.flatMap((base) => byType(base, version));
}

function byUse(use: SymbolUse, body: BoundBody, flow: ValueFlow, version: number): readonly ReflectionAccess[] {
  const { symbol } = use;
  if (use.inNameof || (symbol?.kind !== 'method' && symbol?.kind !== 'field' && symbol?.kind !== 'property' && symbol?.kind !== 'event')) return noAccess;
  if ((flow.isEmpty && !hasTypeArguments(symbol)) || isAttributeOfFunction(use)) return noAccess;
  // Up to .NET 8 the annotation of the outermost function alone excuses type arguments.
  const ofTypes = accessesAt(byTypesOf(symbol, use, body, version), typeAnchors(use, symbol, body, version), version >= 9 ? use : { ...use, enclosing: outermost(use.enclosing) });
  const given = symbol.kind !== 'event' && !flow.isEmpty && (version >= 9 || (isFollowed(use, body) && !localFunctionCalls(body, version).isUnused(use.enclosing))) ? byFlow(use, symbol, body, flow, version) : [];
  return [...ofTypes, ...accessesAt(given, [accessAnchor(use, body, version)], use)];
}

function accessesAt(reached: Reached, places: readonly (Anchor | undefined)[], use: SymbolUse): readonly ReflectionAccess[] {
  return reached.length === 0 ? noAccess : places.filter((anchor) => anchor !== undefined).map((anchor) => ({ reached, anchor, use }));
}

/** What the type arguments of a member reach, and those of the type that it is named on; up to .NET 8 only those of methods. */
function byTypesOf(symbol: MemberSymbol, use: SymbolUse, body: BoundBody, version: number): Reached {
  if (version < 9 && (symbol.kind !== 'method' || use.kind === 'constructorInitializer' || use.kind === 'implicitBase')) return nobody;
  if (symbol.kind === 'field' && symbol.isConst) return nobody;
  // A member of an extension block counts as one of an instance of the block.
  if (symbol.kind === 'method' && use.receiver && isOfBlockOnly(symbol)) return nobody;
  const own = symbol.kind === 'method' ? byTypeArguments(symbol.originalDefinition.typeParameters, symbol.typeArguments, version, symbol.originalDefinition, extensionOwner(use, symbol, body)) : nobody;
  const isOnType = symbol.isStatic || (symbol.kind === 'method' && (symbol.methodKind === 'constructor' || (version >= 9 && symbol.typeArguments.length > 0)));
  return isOnType ? [...own, ...byType(symbol.containingType, version)] : own;
}

/** An instance method of an extension block that has no type parameters of its own. */
function isOfBlockOnly({ originalDefinition: method }: MethodSymbol): boolean {
  if (method.typeParameters.length === 0 || !extensionReceiver(method)) return false;
  const written = (method.location?.unit as Unit | undefined)?.root as { readonly typeParameters?: readonly unknown[] } | undefined;
  return written?.typeParameters?.length === 0;
}

/** The type arguments of a field's type are looked at where the field is named, not where it is assigned; those of `P ??= x` in both places. */
function typeAnchors(use: SymbolUse, symbol: MemberSymbol, body: BoundBody, version: number): readonly (Anchor | undefined)[] {
  if (symbol.kind === 'field') return [readAnchor(use)];
  if (symbol.kind !== 'property' || use.access === 'read') return [accessAnchor(use, body, version)];
  return [isRead(use, symbol, version) ? readAnchor(use) : undefined, symbol.setMethod && writeAnchor(use, 9)];
}

const noAccess: readonly ReflectionAccess[] = [];

/** Whether a method or a type that it is in is given any: most are not, and reach nothing that way. */
function hasTypeArguments(symbol: MemberSymbol): boolean {
  if (symbol.kind === 'method' && symbol.typeArguments.length > 0) return true;
  for (let type: NamedTypeSymbol | undefined = symbol.containingType; type; type = type.containingType) if (type.typeArguments.length > 0) return true;
  return false;
}

function byFlow(use: SymbolUse, symbol: MethodSymbol | FieldSymbol | PropertySymbol, body: BoundBody, flow: ValueFlow, version: number): Reached {
  if (symbol.kind === 'method') return callKinds.has(use.kind) ? reachedByCall(callOf(use, symbol, flow), version) : [];
  if (use.access !== 'read') return [...byIndexes(use, symbol, flow, version), ...byAssignment(use, symbol, body, flow, version)];
  if (use.kind === 'indexer') return byIndexes(use, symbol, flow, version);
  if (use.kind === 'implicitIndexer' && symbol.kind === 'property' && !symbol.isIndexer) return [];
  const read = use.kind === 'property' && use.node ? flow.callAt(use.node) : undefined;
  return read ? reachedByCall(read, version) : [];
}

const callKinds: ReadonlySet<string> = new Set(['call', 'localFunction', 'creation', 'attribute', 'constructorInitializer', 'delegateInvoke', 'collectionInitializer', 'interpolation']);

/** What a use of a method is given. Named arguments in another order than the parameters are mixed up by the analyzers. */
function callOf(use: SymbolUse, method: MethodSymbol, flow: ValueFlow): KnownCall {
  const args = use.arguments ?? [];
  const known = use.node && flow.callAt(use.node);
  if (isReordered(args)) return { method, receiver: known?.receiver ?? nothing, arguments: args.map((each) => flow.valueOf(each.expression)) };
  if (known) return known;
  const given = method.parameters.map((parameter) => {
    const written = args.find((a) => a.parameter.ordinal === parameter.ordinal);
    return written ? flow.valueOf(written.expression) : nothing;
  });
  return { method, receiver: nothing, arguments: given };
}

function isReordered(args: readonly BoundArgument[]): boolean {
  return args.some((a, i) => a.parameter.ordinal !== i && a.argument?.name !== undefined);
}

/**
 * Whether the analyzers of .NET 8 follow values there: in the code of methods and accessors and in their attributes, with those of a
 * primary constructor's parameters, but in no initializer.
 */
function isFollowed(use: SymbolUse, body: BoundBody): boolean {
  const { owner } = body;
  if ((owner.kind === 'member' && owner.symbol.kind === 'method') || outermost(use.enclosing).symbol !== undefined) return true;
  return owner.kind === 'type' && owner.symbol.typeKind !== 'delegate' && isInParameter(use);
}

function isInParameter(use: SymbolUse): boolean {
  for (let node: AnyNode | undefined = use.node; node; node = parentOf(use, node)) if (node.kind === 'Parameter') return true;
  return false;
}

function byAssignment(use: SymbolUse, symbol: FieldSymbol | PropertySymbol, body: BoundBody, flow: ValueFlow, version: number): Reached {
  if (symbol.kind === 'property' && isExtensionProperty(symbol.originalDefinition)) return byBlockProperty(use, symbol.originalDefinition, flow, version);
  const setter = symbol.kind === 'property' ? setterOf(symbol.originalDefinition)?.originalDefinition : undefined;
  if (symbol.kind === 'property' && !setter) return byBackingField(use, symbol, flow, version);
  const value = setter?.parameters[setter.parameters.length - 1];
  const annotation = symbol.kind === 'field' ? writtenAnnotation(symbol, use, body, version) : setter && value && parameterAnnotation(value, setter, version);
  const right = annotation ? assignedValue(use, version) : undefined;
  const receiver = setter && !setter.isStatic && use.receiver && (version >= 9 || use.access === 'write') ? demanded(flow.valueOf(use.receiver), thisAnnotation(setter, version), receiverPlace(setter), version) : nobody;
  const place: Place | undefined = symbol.kind === 'field' ? { role: 'field', field: symbol } : setter && value && parameterPlace(setter, value.ordinal);
  return right && place ? [...receiver, ...demanded(flow.valueOf(right), annotation, place, version)] : receiver;
}

/** A constructor gives the field of a property that is only read its value: checked from .NET 10 on. */
function byBackingField(use: SymbolUse, property: PropertySymbol, flow: ValueFlow, version: number): Reached {
  const right = version >= 10 ? assignedValue(use, version) : undefined;
  return right ? demanded(flow.valueOf(right), backingFieldAnnotation(property.originalDefinition, version), { role: 'backingField', name: displayName(property.originalDefinition) }, version) : nobody;
}

/** Accessors whose call the analyzers see: of what is read and written at once the setter alone, but for `??=`; up to .NET 8 the getter alone. */
function calledAccessors(use: SymbolUse, property: PropertySymbol, version: number): readonly MethodSymbol[] {
  const assignment = use.access === 'read' ? undefined : assignmentOf(use, version);
  const reads = use.access === 'read' || (property.returnsByRef !== 'none' && !assignment) || (use.access !== 'write' && (version < 9 || assignment?.operator === '??='));
  return [reads ? getterOf(property) : undefined, assignment && setterOf(property)].filter((accessor) => accessor !== undefined);
}

/** What the accessors of an indexer demand of its arguments. */
function byIndexes(use: SymbolUse, symbol: FieldSymbol | PropertySymbol, flow: ValueFlow, version: number): Reached {
  if (use.kind !== 'indexer' || symbol.kind !== 'property') return nobody;
  const args = use.arguments ?? [];
  const mixed = isReordered(args);
  return calledAccessors(use, symbol.originalDefinition, version).flatMap((accessor) => args.flatMap(({ parameter, expression }, i) => {
    const own = accessor.parameters[mixed ? i : parameter.ordinal];
    return own ? demanded(flow.valueOf(expression), parameterAnnotation(own, accessor, version), parameterPlace(accessor, own.ordinal), version) : [];
  }));
}

/** A property of an extension block that is set: its accessors are called with the receiver, the setter with the value. */
function byBlockProperty(use: SymbolUse, property: PropertySymbol, flow: ValueFlow, version: number): Reached {
  const receiver = calledAccessors(use, property, version).flatMap((accessor) => {
    const parameter = use.receiver && extensionReceiver(accessor);
    return use.receiver && parameter ? demanded(flow.valueOf(use.receiver), parameterAnnotation(parameter, accessor, version), parameterPlace(accessor, 0), version) : [];
  });
  const { setMethod } = property;
  const value = setMethod?.parameters.at(-1);
  const right = value && assignedValue(use, version);
  return setMethod && right ? [...receiver, ...demanded(flow.valueOf(right), parameterAnnotation(value, setMethod, version), parameterPlace(setMethod, value.ordinal), version)] : receiver;
}

/** What a field demands; the keyword `field` means the field behind the property that it stands in. */
function writtenAnnotation(field: FieldSymbol, use: SymbolUse, { owner }: BoundBody, version: number): number | undefined {
  const property = owner.kind === 'member' && owner.symbol.kind === 'property' ? owner.symbol : undefined;
  return property && field.location === undefined && use.node?.kind === 'IdentifierName' && field.name === `<${property.name}>k__BackingField` ? backingFieldAnnotation(property, version) : fieldAnnotation(field, version);
}

/** Right side of the assignment that a use is the target of, from .NET 9 on also of `+=`. */
function assignedValue(use: SymbolUse, version: number): Expression | undefined {
  return assignmentOf(use, version)?.right;
}

/** The same with its operator; an initializer or an argument of an attribute has `=`. Parts of tuples are not followed. */
function assignmentOf(use: SymbolUse, version: number): { readonly right: Expression; readonly operator: string } | undefined {
  const anchor = writeAnchor(use, 9);
  if (!anchor) return undefined;
  for (const node of ['AttributeArgument', 'Assignment'].flatMap((kind) => nodesOfKind(anchor.unit.root, kind))) {
    if (node.start !== anchor.start || node.end !== anchor.end) continue;
    const typed = node as unknown as { readonly operator?: string; readonly right?: Expression; readonly expression?: Expression };
    const { operator = '=', right = typed.expression } = typed;
    if (right && (version >= 9 || operator === '=' || operator === '??=')) return { right, operator };
  }
  return undefined;
}

/** What is assigned to annotated parameters, and what functions inside the body return. */
function byFunctions(body: BoundBody, flow: ValueFlow, version: number): readonly ReflectionAccess[] {
  const { owner } = body;
  if (flow.isEmpty) return [];
  const method = owner.kind === 'member' && owner.symbol.kind === 'method' ? owner.symbol : undefined;
  const assigned = [...flow.assigned].flatMap(([node, { parameter, values }]) => {
    const inner = method?.parameters.includes(parameter) ? undefined : innerFunctionOf(parameter, body);
    const of = inner?.method ?? methodOf(parameter, body);
    const types = inner ? inner.parameters[parameter.ordinal] : of && parameterAnnotation(parameter, of, version);
    return of ? valueAccess(body, node, demanded(values, types, parameterPlace(of, parameter.ordinal), version)) : noAccess;
  });
  const returned = annotatedResults(body, version).flatMap(({ expression, types, method: inner }) => valueAccess(body, expression, demanded(flow.valueOf(expression), types, resultPlace(inner), version)));
  const accesses = [...assigned, ...returned];
  // .NET 8 follows nothing in the functions of initializers, nor in local functions that nothing calls.
  return version >= 9 ? accesses : accesses.filter(({ use }) => outermost(use.enclosing).symbol !== undefined && !localFunctionCalls(body, version).isUnused(use.enclosing));
}

/** What is reached where a value stands. */
function valueAccess(body: BoundBody, node: Expression, reached: Reached, at?: Anchor): readonly ReflectionAccess[] {
  const unit = body.unitOf(node);
  if (!unit || reached.length === 0) return [];
  const anchor = at ?? anchorOf(unit, node);
  return [{ reached, anchor, use: placeOf(node, anchor, body) }];
}

/** What the values reach that a body returns, or that its field or automatic property begins with. */
function byValues(body: BoundBody, flow: ValueFlow, version: number): readonly ReflectionAccess[] {
  const { owner } = body;
  const [unit] = body.units;
  if (owner.kind !== 'member' || !unit || flow.isEmpty) return [];
  const { symbol } = owner;
  if (symbol.kind === 'method') {
    if (!isDataFlowType(symbol.returnType, symbol.returnsByRef !== 'none', version)) return [];
    return body.returnsOf(undefined).flatMap(({ expression }) => valueAccess(body, expression, demanded(flow.valueOf(expression), returnAnnotation(symbol, version), resultPlace(symbol), version)));
  }
  const getter = symbol.kind === 'property' ? symbol.getMethod : undefined;
  const results = getter && isDataFlowType(getter.returnType, getter.returnsByRef !== 'none', version) ? getterResults(unit) : [];
  const returned = getter ? results.flatMap((expression) => valueAccess(body, unwrap(expression), demanded(flow.valueOf(expression), returnAnnotation(getter, version), resultPlace(getter), version))) : [];
  const annotation = symbol.kind === 'field' ? fieldAnnotation(symbol, version) : symbol.kind === 'property' && !isPositional(symbol) ? memberTypesOf(symbol.attributes) : 0;
  if (version < (symbol.kind === 'field' ? 9 : 10)) return returned;
  const root = unit.root as { readonly initializer?: Expression; readonly variables?: readonly { readonly name: string; readonly initializer: Expression | undefined }[] };
  const initialized = [{ name: symbol.name, initializer: root.initializer }, ...root.variables ?? []];
  return [...returned, ...initialized.flatMap(({ name, initializer }) => {
    if (!initializer) return [];
    const field = symbol.kind === 'field' ? symbol.containingType.membersNamed(name).find((member) => member.kind === 'field') : undefined;
    const place: Place = field?.kind === 'field' ? { role: 'field', field } : { role: 'backingField', name: displayName(symbol) };
    const at = { unit, start: unit.text.lastIndexOf('=', initializer.start), end: initializer.end };
    return valueAccess(body, initializer, demanded(flow.valueOf(initializer), annotation, place, version), at);
  })];
}

/** A use that no name makes. */
function placeOf(node: Expression, anchor: Anchor, body: BoundBody): SymbolUse {
  const enclosing = enclosingOf(node, parentsOf(anchor.unit.root), body);
  return { kind: 'typeof', symbol: undefined, anchor: anchorOf(anchor.unit, node), node, access: 'read', enclosing, receiver: undefined, receiverType: undefined, arguments: undefined, inNameof: false };
}

/** Where the analyzers report what a use reaches. */
function accessAnchor(use: SymbolUse, body: BoundBody, version: number): Anchor | undefined {
  const { unit } = use.anchor;
  switch (use.kind) {
    case 'call':
    case 'localFunction':
      return use.kind === 'localFunction' && use.node?.kind !== 'Invocation' ? methodGroupAnchor(use, body) : callAnchor(use, Math.min(version, 9));
    case 'implicitBase': return (use.anchor.unit.root as { readonly kind?: string }).kind === 'TypeHeader' ? undefined : implicitBaseAnchor(use, version);
    case 'constructorInitializer': return initializerAnchor(use);
    case 'creation':
    case 'delegateInvoke': return use.node ? anchorOf(unit, use.node) : use.anchor;
    case 'attribute': return use.node ? anchorOf(unit, use.node) : undefined;
    case 'methodGroup': return methodGroupAnchor(use, body);
    case 'query': return use.node ? anchorOf(unit, use.node) : use.anchor;
    case 'interpolation': return use.anchor;
    case 'collectionInitializer': return elementAnchor(use, version);
    case 'field':
    case 'property':
    case 'indexer':
    case 'implicitIndexer':
    case 'event': return use.access === 'read' ? readAnchor(use) : (writeAnchor(use, 9) ?? readAnchor(use));
    default: return undefined;
  }
}

/** What a type's arguments reach, from .NET 9 on with those of its arguments, and from .NET 10 on of the types around it. */
export function byType(type: NamedTypeSymbol, version: number): Reached {
  if (type.typeArguments.length === 0 && !type.containingType) return nobody;
  const outer = type.containingType && version >= 10 ? byType(type.containingType, version) : [];
  return [...byTypeArguments(type.originalDefinition.typeParameters, type.typeArguments, version, undefined, nestedName(type)), ...outer];
}

/** A type's name with its own type parameters and the type arguments of the types around it, `G<int>.Inner<U>`, where that is another than the definition's. */
function nestedName({ containingType, originalDefinition: { name, typeParameters } }: NamedTypeSymbol): string | undefined {
  if (!containingType || containingType.originalDefinition === containingType || typeParameters.length === 0) return undefined;
  return `${typeDisplay(containingType)}.${name}<${typeParameters.map((parameter) => parameter.name).join(', ')}>`;
}

const nobody: Reached = [];

function byTypeArguments(parameters: readonly TypeParameterSymbol[], types: readonly TypeSymbol[], version: number, method?: MethodSymbol, ownerName?: string): Reached {
  return types.length === 0 ? nobody : types.flatMap((type, i): Reached => {
    const parameter = parameters[i];
    const annotation = memberTypesOf(parameter?.attributes ?? []) ?? 0;
    if (!parameter || (type.kind !== 'typeParameter' && type.kind !== 'namedType')) return [];
    const own = demanded([valueOfType(type)], annotation, typeParameterPlace(parameter, method, ownerName), version);
    return type.kind === 'namedType' && version >= 9 ? [...own, ...byType(type, version)] : own;
  });
}
