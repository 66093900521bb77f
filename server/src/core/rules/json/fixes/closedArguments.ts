/** The types that an open type becomes where a program calls the generic method, or makes the generic class, that it stands in. */
import { bodiesOf } from '../../../binding/bodies';
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import { isExecutable } from '../../../msbuild/projectModel';
import { substitute, typeMap, typeMapOf } from '../../../symbols/construct';
import type { TypeMap } from '../../../symbols/construct';
import type { SourceFile } from '../../../sourceFile';
import type { Compilation } from '../../../symbols/compilation';
import type { SourceCompilation } from '../../../symbols/createCompilation';
import { implementedInterfaceMembers, overriddenMember } from '../../../symbols/inheritance';
import type { AnySymbol, MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isObject, someType, typeId } from '../../../symbols/types';
import { isAnonymous } from '../../aspnet/endpoints/endpoint';
import { localFunctionsOf } from '../../localFunctions';
import type { ProgramContext } from '../../rule';
import { isClosed, isDefined, isPublicItself, typeName } from '../typeModel';

/** More types than this are no longer followed: generic code that calls itself with ever larger types. */
const mostTypes = 200;

interface Open { readonly type: TypeSymbol; readonly body: BoundBody | undefined }
/** What the type parameters are at one place. */
interface Closing { readonly map: TypeMap; readonly body: BoundBody | undefined }

/**
 * Every one of them, by calls of calls. `body`: where the type stands. Undefined where not all are seen: other assemblies may call, a type
 * is made at run time, or a call gives a type that has no name or is known at run time only (`object`).
 */
export function closedArguments(type: TypeSymbol, body: BoundBody, program: ProgramContext): readonly TypeSymbol[] | undefined {
  const search = new Search(program);
  const found = new Map<string, TypeSymbol>();
  const seen = new Set<number>();
  const pending: Open[] = [{ type, body }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (seen.size > mostTypes) return undefined;
    if (seen.has(typeId(next.type))) continue;
    seen.add(typeId(next.type));
    const open = parametersOf(next.type);
    if (open.length === 0) {
      if (!isClosed(next.type) || isObject(next.type) || someType(next.type, isAnonymous)) return undefined;
      found.set(typeName(next.type), next.type);
      continue;
    }
    const closings = isDefined(next.type) ? search.closingsOf(open, next.body) : undefined;
    if (!closings) return undefined;
    for (const { map, body: at } of closings) pending.push({ type: substitute(next.type, map), body: at });
  }
  return [...found.values()].sort((a, b) => (typeName(a) < typeName(b) ? -1 : 1));
}

function parametersOf(type: TypeSymbol): readonly TypeParameterSymbol[] {
  const found = new Set<TypeParameterSymbol>();
  someType(type, (part) => {
    if (part.kind === 'typeParameter') found.add(part);
    return false;
  });
  return [...found];
}

/** What the bodies of one file say that name something. Bodies are kept for the type parameters of their local functions alone. */
interface Named {
  readonly text: string;
  readonly calls: readonly { readonly symbol: MethodSymbol; readonly body: BoundBody | undefined }[];
  /** Whether a call by this name is not understood. */
  readonly isUnbound: boolean;
  /** Constructed types by this name, and whether the body makes some at run time. */
  readonly types: readonly { readonly type: NamedTypeSymbol; readonly body: BoundBody | undefined; readonly isMade: boolean }[];
}

/** By name and file: each finding of a generic method asks for the same, and binding costs. */
const known = new WeakMap<Compilation, Map<string, Named>>();

function namedIn(source: SourceFile, compilation: Compilation, name: string): Named {
  let ofCompilation = known.get(compilation);
  if (!ofCompilation) known.set(compilation, ofCompilation = new Map<string, Named>());
  const key = `${name} ${source.path}`;
  const before = ofCompilation.get(key);
  if (before?.text === source.text) return before;
  const calls: Named['calls'][number][] = [];
  const types: Named['types'][number][] = [];
  let isUnbound = false;
  for (const each of bodiesOf(source, compilation as SourceCompilation)) {
    if (!each.units.some(({ text }) => text.includes(name))) continue;
    const bound = each.bind();
    const body = localFunctionsOf(bound).some(({ typeParameters }) => typeParameters.length > 0) ? bound : undefined;
    const isMade = bound.uses.some(({ symbol }) => symbol?.kind === 'method' && symbol.name === 'MakeGenericType');
    isUnbound ||= bound.statistics.unbound.some(({ unit, start, end }) => new RegExp(`\\b${name}\\b`, 'u').test(unit.text.slice(start, end)));
    for (const { kind, symbol, inNameof } of bound.uses) if (symbol?.kind === 'method' && symbol.name === name && !inNameof && kind !== 'creation') calls.push({ symbol, body });
    for (const type of typesIn(bound)) if (type.name === name) types.push({ type, body, isMade });
  }
  const found = { text: source.text, calls, types, isUnbound };
  ofCompilation.set(key, found);
  return found;
}

class Search {
  constructor(private readonly program: ProgramContext) {}

  /** What the type parameters of one method, or else of one class, are given. */
  closingsOf(open: readonly TypeParameterSymbol[], body: BoundBody | undefined): readonly Closing[] | undefined {
    const ofMethod = open.find(({ ownerKind }) => ownerKind === 'method');
    if (ofMethod) {
      // Those of a local function do not tell it.
      if (ofMethod.owner.kind === 'method') return this.callsOf(ofMethod.owner.originalDefinition);
      const local = body && localFunctionsOf(body).flatMap((node) => body.functionOf(node) ?? []).find(({ typeParameters }) => typeParameters.includes(ofMethod));
      return local && closingsOf(body.uses.flatMap(({ symbol, inNameof }) => (symbol?.kind === 'method' && !inNameof ? [{ symbol, body }] : [])), [local.originalDefinition], local.originalDefinition);
    }
    const [owner] = open.map((each) => each.owner);
    return owner?.kind === 'namedType' ? this.constructionsOf(owner.originalDefinition) : undefined;
  }

  private named(name: string): readonly Named[] {
    return [this.program, ...this.program.libraries].flatMap(({ files, compilation }) => files.filter(({ text }) => text.includes(name)).map((source) => namedIn(source, compilation, name)));
  }

  private callsOf(method: MethodSymbol): readonly Closing[] | undefined {
    if (this.isSeenElsewhere(method.containingType, method)) return undefined;
    const contracts = contractsOf(method);
    if (!contracts) return undefined;
    const named = [...new Set(contracts.map((each) => each.name))].flatMap((name) => this.named(name));
    return named.some(({ isUnbound }) => isUnbound) ? undefined : closingsOf(named.flatMap(({ calls }) => calls), contracts, method);
  }

  /** A class: constructed wherever a type or a member of one is named, or, registered as an open one, where what it implements is. */
  private constructionsOf(type: NamedTypeSymbol): readonly Closing[] | undefined {
    if (this.isSeenElsewhere(type, undefined)) return undefined;
    const parts = this.named(type.name).flatMap(({ types }) => types.filter((each) => each.type.originalDefinition === type));
    const open = parts.filter((part) => part.type.isUnboundGeneric);
    if (open.some(({ isMade }) => isMade)) return undefined;
    const found = parts.flatMap((part): readonly Closing[] => (part.type.isUnboundGeneric ? [] : [{ map: typeMapOf(part.type), body: part.body }]));
    const contracts = open.length > 0 ? [...baseTypesAndSelf(type), ...type.allInterfaces].filter((each) => each.originalDefinition !== type && each.typeArguments.length > 0) : [];
    return [...found, ...contracts.flatMap((contract) => this.implementedBy(contract))];
  }

  /** Of `IStore<T>`, with the parameters of a class that implements it: what they are where `IStore<Order>` is named. */
  private implementedBy(contract: NamedTypeSymbol): readonly Closing[] {
    return this.named(contract.name).flatMap(({ types }) => types.flatMap(({ type: part, body }): readonly Closing[] => {
      if (part.originalDefinition !== contract.originalDefinition || part.isUnboundGeneric) return [];
      const given = contract.typeArguments.flatMap((parameter, index) => {
        const argument = part.typeArguments[index];
        return parameter.kind === 'typeParameter' && argument ? [[parameter, argument] as const] : [];
      });
      return [{ map: new Map(given), body }];
    }));
  }

  private isSeenElsewhere(type: NamedTypeSymbol, method: MethodSymbol | undefined): boolean {
    const isHidden = method !== undefined && (method.accessibility === 'private' || method.accessibility === 'internal');
    return !isExecutable(this.program.project) && !isHidden && isPublicItself(type);
  }
}

/** The method and those that calls of it may name instead; undefined where one is of a dll, which calls it by itself. */
function contractsOf(method: MethodSymbol): readonly MethodSymbol[] | undefined {
  const found: MethodSymbol[] = [method];
  for (let base = method.isOverride ? overriddenMember(method) : undefined; base; base = base.isOverride ? overriddenMember(base) : undefined) found.push(base.originalDefinition);
  if (method.isOverride && found.length === 1) return undefined;
  for (const each of implementedInterfaceMembers(method)) if (each.kind === 'method') found.push(each.originalDefinition);
  return found.every(({ containingType }) => containingType.containingAssembly.isSource) ? found : undefined;
}

/** What calls give; undefined where one gives what is not known. */
function closingsOf(calls: Named['calls'], contracts: readonly MethodSymbol[], method: MethodSymbol): readonly Closing[] | undefined {
  const found: Closing[] = [];
  for (const { symbol, body } of calls) {
    if (!contracts.includes(symbol.originalDefinition)) continue;
    if (symbol.typeArguments.length !== method.typeParameters.length || !symbol.typeArguments.every(isDefined)) return undefined;
    const own = symbol.originalDefinition === method && method.methodKind !== 'localFunction' ? typeMapOf(symbol.containingType) : [];
    found.push({ map: new Map([...own, ...typeMap(method.typeParameters, symbol.typeArguments)]), body });
  }
  return found;
}

/** Types that a body names, and those of the members that it uses, with their parts. */
function typesIn({ uses }: BoundBody): ReadonlySet<NamedTypeSymbol> {
  const found = new Set<NamedTypeSymbol>();
  const note = (type: TypeSymbol | undefined): void => {
    if (!type) return;
    someType(type, (part) => {
      for (let level = part.kind === 'namedType' ? part : undefined; level && level.arity > 0; level = level.containingType) found.add(level);
      return false;
    });
  };
  for (const use of uses) for (const type of typesOf(use)) note(type);
  return found;
}

function typesOf({ symbol, receiverType }: SymbolUse): readonly (TypeSymbol | undefined)[] {
  const own: (each: AnySymbol) => readonly (TypeSymbol | undefined)[] = (each) => {
    switch (each.kind) {
      case 'namedType': case 'array': return [each];
      case 'method': return [each.containingType, each.returnType, ...each.typeArguments, ...each.parameters.map(({ type }) => type)];
      case 'property': case 'field': case 'event': return [each.containingType, each.type];
      case 'parameter': case 'local': return [each.type];
      default: return [];
    }
  };
  return [receiverType, ...(symbol ? own(symbol) : [])];
}
