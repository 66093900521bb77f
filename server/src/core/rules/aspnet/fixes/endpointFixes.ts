/** Fixes of RDG002 to RDG014, where the change is mechanical. Each makes the endpoint one that the generator takes. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import { baseTypesAndSelf, nullableUnderlying } from '../../../symbols/types';
import type { NamedTypeSymbol, ParameterSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import type { AttributeList, NodeBase, TypeSyntax } from '../../../syntax/nodes';
import { returnedRecordFix } from '../../json/fixes/returnedRecordFix';
import { typeName } from '../../json/typeModel';
import type { ProgramContext } from '../../rule';
import { nameAt, placeIn } from '../../shortNames';
import { asParametersProperties } from '../endpoints/asParameters';
import type { EndpointFault } from '../endpoints/endpoint';
import { handlerOf, isAnonymous, resolveHandler, unwrapTask } from '../endpoints/endpoint';
import { problemsOf } from '../endpoints/generatedEndpoint';
import { followedHandler } from '../endpoints/handlerValue';
import { sourceOf } from '../endpoints/parameterSource';
import { closeFix } from './closedEndpoints';
import { constructorFix } from './constructorFixes';
import { enumerableFixes, isEnumerable } from './enumerableParameters';
import { flattenFix } from './flattenParameters';
import { inlineHandlerFix } from './inlineHandler';
import { nullableConstructorFix } from './nullableConstructor';
import { returnTypeFix } from './returnType';
import { accessibilityEdit, declarationAt, editIn, removeAttributeEdit } from './sourceEdits';
import type { Declared } from './sourceEdits';

/** What can be offered for one fault of an endpoint. `application`: the one that maps an endpoint of a library, where it is known. */
export function endpointFixes(fault: EndpointFault, use: SymbolUse, body: BoundBody, program: ProgramContext, application?: ProgramContext): readonly Fix[] {
  if (fault.id === 'RDG004') return returnedRecordFix(use, body, program, application);
  return fixesOf(fault, use, body, program).flatMap((fix) => withRest(fix, use, body, program, application));
}

/** What the code of an endpoint that the generator takes then would not compile with is mended at once, or foretold where that takes a second fix. */
function withRest(fix: Fix, use: SymbolUse, body: BoundBody, program: ProgramContext, application: ProgramContext | undefined): readonly Fix[] {
  const written = handlerOf(use);
  const resolved = written && resolveHandler(written, body);
  const handler = written && resolved === 'unresolvable' ? followedHandler(written, body) : resolved;
  if (!handler || handler === 'unresolvable') return [fix];
  let all = fix;
  for (const problem of problemsOf(handler, body)) {
    // Other kinds are what the fix itself is about, or have none; an anonymous result as a whole is told of on its own.
    if (problem.kind === 'type' || problem.kind === 'typeParameter' || isAnonymous(unwrapTask(handler.method.returnType))) continue;
    const other = problem.kind === 'anonymous' ? returnedRecordFix(use, body, program, application)[0] : problem.kind === 'context' ? returnTypeFix(use, body, program) : problem.type && nullableConstructorFix(problem.type, program);
    if (!other) return [];
    // Both would rewrite the same declaration: one after the other they can.
    if (other.edits.some((edit) => all.edits.some((own) => isMet(edit, own)))) return [{ ...all, title: `${all.title} (then reports AOT2010)`, applicability: 'unsafe' }];
    all = { title: `${all.title}, and ${other.title.charAt(0).toLowerCase()}${other.title.slice(1)}`, applicability: 'unsafe', edits: [...all.edits, ...other.edits] };
  }
  return [all];
}

function isMet(edit: TextEdit, other: TextEdit): boolean {
  return edit.file === other.file && edit.span.start < other.span.end && other.span.start < edit.span.end;
}

function fixesOf(fault: EndpointFault, use: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const { subject } = fault;
  switch (fault.id) {
    case 'RDG002': return listOf(inlineHandlerFix(use, body, program));
    case 'RDG005': return subject ? listOf(concreteTypeFix(subject, slotOf(subject, use, body), program)) : [];
    case 'RDG006':
    case 'RDG007':
    case 'RDG008': return subject?.type.kind !== 'namedType' ? [] : isEnumerable(subject.type) ? collectionFixes(subject, use, body, program) : listOf(constructorFix(fault.id, subject.type, program));
    case 'RDG009': return subject?.kind === 'parameter' ? listOf(flattenFix(subject, program)) : [];
    case 'RDG010': return subject ? listOf(dropNullableFix(subject, slotOf(subject, use, body))) : [];
    case 'RDG011': return listOf(closeFix(use, body, program));
    case 'RDG012': return listOf(revealFix(use, body));
    case 'RDG013': return subject ? dropSourceFixes(subject, slotOf(subject, use, body)) : [];
    case 'RDG014': return subject ? collectionFixes(subject, use, body, program) : [];
    default: return [];
  }
}

function collectionFixes(subject: ParameterSymbol | PropertySymbol, use: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const declared = slotOf(subject, use, body);
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  return subject.kind === 'parameter' && declared ? enumerableFixes(subject, declared, use, handler && handler !== 'unresolvable' ? handler.lambda : undefined, body, program) : [];
}

function listOf(fix: Fix | undefined): readonly Fix[] {
  return fix ? [fix] : [];
}

interface Slot { readonly type: TypeSyntax | undefined; readonly attributeLists: readonly AttributeList[]; readonly default?: NodeBase | undefined }

/** Declaration of a parameter, or of a property with `[AsParameters]`. Parameters of lambdas and local functions are found through the handler. */
function slotOf(subject: ParameterSymbol | PropertySymbol, use: SymbolUse, body: BoundBody): Declared<Slot> | undefined {
  const found = declarationAt(subject.location, 'Parameter') ?? declarationAt(subject.location, 'Property');
  if (found || subject.kind === 'property') return found as Declared<Slot> | undefined;
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable' || handler.method.parameters[subject.ordinal] !== subject) return undefined;
  const node = handler.lambda?.parameters?.[subject.ordinal];
  return node && { file: body.file, unit: use.anchor.unit, node };
}

/** `[AsParameters] Page? page = null` to `[AsParameters] Page page`. A `Nullable<T>` is left where its own members are used. */
function dropNullableFix(subject: ParameterSymbol | PropertySymbol, declared: Declared<Slot> | undefined): Fix | undefined {
  if (!declared?.node.type) return undefined;
  const { type } = declared.node;
  const { text } = declared.unit;
  if (type.kind === 'NullableType' && nullableUnderlying(subject.type) && new RegExp(`\\b${subject.name}\\s*(?:\\.\\s*(?:Value|HasValue|GetValueOrDefault)\\b|\\?\\.|\\?\\?)`).test(text)) return undefined;
  const edits = type.kind === 'NullableType' ? [editIn(declared, type.elementType.end, type.end, '')] : [];
  const value = declared.node.default;
  if (value) {
    const equals = text.lastIndexOf('=', value.start - 1);
    const start = text.slice(0, equals).trimEnd().length;
    edits.push(editIn(declared, start, value.end, ''));
  }
  return edits.length === 0 ? undefined : { title: `Make '${subject.name}' non-nullable`, applicability: 'unsafe', edits };
}

/** The only type of the program that the abstract one can stand for. */
function concreteTypeFix(subject: ParameterSymbol | PropertySymbol, declared: Declared<Slot> | undefined, program: ProgramContext): Fix | undefined {
  const wanted = subject.type.kind === 'namedType' ? subject.type : undefined;
  if (!declared?.node.type || !wanted || wanted.arity > 0) return undefined;
  const { assembly } = program.compilation;
  const types = [...assembly.namespaces].flatMap((namespace) => assembly.typesIn(namespace)).filter((type) => type.arity === 0
    && ([...baseTypesAndSelf(type)].includes(wanted) || type.allInterfaces.includes(wanted)) && typeof asParametersProperties(type, true) !== 'string');
  const [only] = types;
  if (!only || types.length > 1) return undefined;
  const source = program.source(declared.file);
  const name = source ? nameAt(placeIn(source), only, program) : typeName(only);
  return { title: `Use '${name}'`, applicability: 'unsafe', edits: [editIn(declared, declared.node.type.start, declared.node.type.end, name)] };
}

/** `[FromServices, FromKeyedServices("a")]`: either attribute may go. */
function dropSourceFixes(subject: ParameterSymbol | PropertySymbol, declared: Declared<Slot> | undefined): readonly Fix[] {
  if (!declared) return [];
  const attributes = declared.node.attributeLists.flatMap((list) => list.attributes);
  const named = subject.attributes.map((data, i) => ({ name: data.fullName.slice(data.fullName.lastIndexOf('.') + 1).replace(/Attribute$/, ''), attribute: attributes[i] }));
  if (attributes.length !== subject.attributes.length) return [];
  const isPlain = (name: string): boolean => name === 'FromServices';
  return named.filter(({ name }) => isPlain(name) || name === 'FromKeyedServices').sort((a, b) => Number(isPlain(b.name)) - Number(isPlain(a.name))).flatMap(({ name, attribute }) => {
    const edit = attribute && removeAttributeEdit(declared, declared.node.attributeLists, attribute);
    return edit ? [{ title: `Remove [${name}]`, applicability: 'unsafe' as const, edits: [edit] }] : [];
  });
}

const hidden: ReadonlySet<string> = new Set(['private', 'protected', 'privateProtected']);

/** Makes the types of a handler reachable from generated code: `internal`, with what their own signatures name. */
function revealFix(use: SymbolUse, body: BoundBody): Fix | undefined {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return undefined;
  // What the generator could still not make would be no better off.
  if (handler.method.parameters.some(({ name, type, attributes }) => type.kind === 'namedType' && sourceOf({ name, type, attributes }) === 'asParameters' && typeof asParametersProperties(type, true) === 'string')) return undefined;
  const types = new Set<NamedTypeSymbol>();
  for (const type of [handler.method.returnType, ...handler.method.parameters.map((p) => p.type)]) collectHidden(type, types);
  const declared = [...types].map((type) => ({ type, at: declarationAt(type.location, 'TypeHeader') }));
  if (declared.length === 0 || declared.some(({ at }) => at === undefined)) return undefined;
  const edits = declared.flatMap(({ type, at }) => (at ? [accessibilityEdit(at, type.accessibility === 'private' ? 'internal' : 'protected internal')] : []));
  const names = declared.map(({ type }) => `'${type.name}'`).join(', ');
  return { title: `Make ${names} internal`, applicability: 'unsafe', edits };
}

function collectHidden(type: TypeSymbol, into: Set<NamedTypeSymbol>): void {
  if (type.kind === 'array') collectHidden(type.elementType, into);
  if (type.kind !== 'namedType') return;
  for (const argument of type.typeArguments) collectHidden(argument, into);
  if (type.containingType) collectHidden(type.containingType, into);
  const definition = type.originalDefinition;
  if (!hidden.has(definition.accessibility) || into.has(definition)) return;
  into.add(definition);
  if (definition.baseType) collectHidden(definition.baseType, into);
  for (const contract of definition.interfaces) collectHidden(contract, into);
  for (const member of definition.members) {
    if (hidden.has(member.accessibility)) continue;
    if (member.kind !== 'method') collectHidden(member.type, into);
    else for (const part of [member.returnType, ...member.parameters.map((p) => p.type)]) collectHidden(part, into);
  }
}

