/** Fix of RDG011, and of AOT2010 for type parameters: a generic method that maps endpoints is written out for each type that the program calls it with. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import { nodesOfKind } from '../../../flow/walk';
import { isExecutable } from '../../../msbuild/projectModel';
import type { SourceFile } from '../../../sourceFile';
import type { MethodSymbol, TypeParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { substitute, typeMap } from '../../../symbols/construct';
import { someType } from '../../../symbols/types';
import type { Expression, LocalFunction, MethodDeclaration, SimpleName, Unit } from '../../../syntax/nodes';
import { indentationAt, newLineOf } from '../../../syntax/query';
import { isClosed, isPublic, isPublicItself, isReachable, typeName } from '../../json/typeModel';
import { bodiesNaming } from '../../programBodies';
import type { ProgramContext } from '../../rule';
import { nameAt } from '../../shortNames';
import { handlerOf, resolveHandler } from '../endpoints/endpoint';
import { bindingProblem } from '../endpoints/generatedBinding';
import { closableNames, documentationOf, withoutTypeParameters } from './closedText';
import { editIn } from './sourceEdits';

/** More copies than this nobody wants. */
const mostCopies = 8;

interface Declaration { readonly node: MethodDeclaration | LocalFunction; readonly unit: Unit; readonly source: SourceFile; readonly method: MethodSymbol }
/** One method that is written out, with the names of its types. */
interface Copy { readonly text: string; readonly names: readonly string[] }
interface Call { readonly file: string; readonly unit: Unit; readonly name: SimpleName; readonly types: readonly TypeSymbol[] }

/** Undefined where the types are a class's, or not all calls are seen to give types that can be named. */
export function closeFix(use: SymbolUse, body: BoundBody, program: ProgramContext): Fix | undefined {
  const declaration = declarationOf(use, body, program);
  const calls = declaration && callsOf(declaration, body, program);
  if (!declaration || !calls || calls.length === 0) return undefined;
  const copies = new Map(calls.map(({ types }) => [types.map((type) => typeName(type)).join(', '), types]));
  const { method } = declaration;
  if (copies.size > mostCopies || ![...copies.values()].every((types) => canBeNamed(types, method) && canBeBound(types, method, body, program))) return undefined;
  const names = namesOf(copies, declaration, program);
  const texts = [...copies].map(([key, types]) => textOf(declaration, types, names.get(key) ?? method.name, body, program));
  if (!texts.every((text) => text !== undefined)) return undefined;
  const called = calls.map(({ file, unit, name, types }) => editIn({ file, unit }, name.start, name.end, names.get(types.map((type) => typeName(type)).join(', ')) ?? method.name));
  return { title: `Write '${method.name}' out for ${[...copies.values()].map((types) => `'${types.map(shortName).join(', ')}'`).join(', ')}`, applicability: 'unsafe', edits: [declarationEdit(declaration, texts), ...called] };
}

/** The method or local function around the call whose type parameters the handler names, all of them its own. */
function declarationOf(use: SymbolUse, body: BoundBody, program: ProgramContext): Declaration | undefined {
  const written = handlerOf(use);
  const handler = written && resolveHandler(written, body);
  if (!handler || handler === 'unresolvable') return undefined;
  const used = new Set<TypeParameterSymbol>();
  for (const type of [handler.method.returnType, ...handler.method.parameters.map((parameter) => parameter.type)]) {
    someType(type, (part) => { if (part.kind === 'typeParameter') used.add(part); return false; });
  }
  const areOf = (method: MethodSymbol): boolean => used.size > 0 && [...used].every((each) => method.typeParameters.includes(each));
  const source = program.source(body.file);
  if (!source) return undefined;
  for (const unit of body.units) {
    const { root } = unit as Unit<{ readonly kind?: string }>;
    if (root.kind === 'Method' && body.owner.kind === 'member' && body.owner.symbol.kind === 'method' && areOf(body.owner.symbol)) return { node: root as MethodDeclaration, unit, source, method: body.owner.symbol };
    const functions = [...(root.kind === 'LocalFunction' ? [root] : []), ...nodesOfKind(root, 'LocalFunction')] as unknown as readonly LocalFunction[];
    for (const node of functions) {
      const method = body.functionOf(node);
      if (method && areOf(method)) return { node, unit, source, method };
    }
  }
  return undefined;
}

/** All calls of the program; undefined where one gives a type that is open, or the method is used without being called. */
function callsOf({ method, node }: Declaration, own: BoundBody, program: ProgramContext): readonly Call[] | undefined {
  const isOfType = node.kind === 'Method';
  const isOpen = method.isVirtual || method.isAbstract || method.isOverride || method.explicitInterfaceImplementations.length > 0 || method.containingType.typeKind === 'interface' || method.containingType.arity > 0;
  const isSeenElsewhere = isOfType && method.accessibility === 'public' && isPublicItself(method.containingType) && !isExecutable(program.project);
  if (isOfType && (isOpen || isSeenElsewhere || implementsContract(method))) return undefined;
  const calls: Call[] = [];
  const bodies = isOfType ? [...bodiesNaming(program, method.name)].map(({ body }) => body) : [own];
  for (const body of bodies) {
    for (const use of body.uses) {
      if (use.symbol?.kind !== 'method' || (use.symbol !== method && use.symbol.originalDefinition !== method)) continue;
      const invocation = use.node as Expression | undefined;
      const name = invocation?.kind === 'Invocation' ? nameOf(invocation.expression) : undefined;
      if (!name || use.inNameof || !use.symbol.typeArguments.every((type) => isClosed(type) && isReachable(type, program.compilation.assembly))) return undefined;
      calls.push({ file: body.file, unit: use.anchor.unit, name, types: use.symbol.typeArguments });
    }
  }
  return calls;
}

function implementsContract({ containingType, name }: MethodSymbol): boolean {
  return containingType.allInterfaces.some((contract) => contract.membersNamed(name).length > 0);
}

function nameOf(called: Expression): SimpleName | undefined {
  if (called.kind === 'IdentifierName' || called.kind === 'GenericName') return called;
  return called.kind === 'MemberAccess' || called.kind === 'MemberBinding' ? called.name : undefined;
}

/** A signature that others see can name only types that they see. */
function canBeNamed(types: readonly TypeSymbol[], { accessibility, containingType, parameters, returnType, methodKind }: MethodSymbol): boolean {
  if (methodKind === 'localFunction' || accessibility === 'private' || accessibility === 'internal' || !isPublicItself(containingType)) return true;
  const isNamed = [returnType, ...parameters.map(({ type }) => type)].some((type) => someType(type, (part) => part.kind === 'typeParameter'));
  return !isNamed || types.every(isPublic);
}

function shortName(type: TypeSymbol): string {
  if (type.kind === 'array') return `${shortName(type.elementType)}[]`;
  if (type.kind !== 'namedType') return type.kind;
  return type.typeArguments.length === 0 ? type.name : `${type.name}<${type.typeArguments.map(shortName).join(', ')}>`;
}

/** Whether the generator's code for the handlers compiles with the types in place. */
function canBeBound(types: readonly TypeSymbol[], { typeParameters }: MethodSymbol, body: BoundBody, program: ProgramContext): boolean {
  const map = typeMap(typeParameters, types);
  return body.uses.every((use) => {
    const written = handlerOf(use);
    const handler = written && resolveHandler(written, body);
    if (!handler || handler === 'unresolvable') return true;
    const parameters = handler.method.parameters.map(({ name, type, attributes }) => ({ name, type: substitute(type, map), attributes }));
    return bindingProblem({ parameters }, [], program.frameworkVersion) === undefined;
  });
}

/** The method keeps its name where one copy is enough; else the names of the types follow. */
function namesOf(copies: ReadonlyMap<string, readonly TypeSymbol[]>, { method, node }: Declaration, program: ProgramContext): ReadonlyMap<string, string> {
  const isFree = node.kind === 'LocalFunction' || method.containingType.membersNamed(method.name).length === 1;
  const taken = new Set<string>();
  return new Map([...copies].map(([key, types]) => {
    if (copies.size === 1 && isFree) return [key, method.name];
    const wanted = method.name + types.map((type) => shortName(type).replace(/\[\]/g, 'Array').replace(/\W/g, '')).join('');
    let name = wanted;
    for (let i = 2; taken.has(name) || program.files.some(({ text }) => new RegExp(`\\b${name}\\b`).test(text)); i++) name = wanted + String(i);
    taken.add(name);
    return [key, name];
  }));
}

function textOf({ node, unit, source, method }: Declaration, types: readonly TypeSymbol[], name: string, body: BoundBody, program: ProgramContext): Copy | undefined {
  const { length } = unit.text;
  if (source.text.slice(unit.base, unit.base + length) !== unit.text) return undefined; // parts are left out by directives
  const place = body.owner.kind === 'program' ? { file: source.path, namespace: '', containingType: undefined } : { file: source.path, namespace: method.containingType.namespace, containingType: method.containingType };
  const names = closableNames(node, types, (type) => nameAt(place, type, program), body);
  const text = names && withoutTypeParameters(unit.text, node, name, names);
  return text === undefined ? undefined : { text, names: types.map((type) => nameAt(place, type, program)) };
}

/** The copies with their documentation, one below the other. */
function declarationEdit({ node, unit, source }: Declaration, texts: readonly Copy[]): TextEdit {
  const start = unit.base + node.start;
  const newLine = newLineOf(source.text);
  const indentation = indentationAt(source.text, start);
  const documentation = documentationOf(source.text, start, node.typeParameters.map(({ name }) => name));
  const newText = texts.map(({ text, names }) => documentation.textWith(names) + text).join(`${newLine}${newLine}${indentation}`);
  return { file: source.path, span: { start: documentation.start, end: unit.base + node.end }, newText };
}
