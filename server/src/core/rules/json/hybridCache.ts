/**
 * AOT3008: values that HybridCache keeps, without a serializer of their own. Its default one is `JsonSerializer` with reflection, whose
 * warnings are those of the package, and which throws in native programs: for all types but `string` and `byte[]`, whether or not anything
 * is kept outside of the process, and whatever the endpoints' options have (measured with 18 shapes, package 9.10).
 */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { parentsOf } from '../../flow/walk';
import { isExecutable } from '../../msbuild/index';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import { isNamed, isString } from '../../symbols/types';
import { hasUnknownReference } from '../aspnet/libraries';
import type { RuleMeta } from '../rule';
import { defineRule } from '../rule';
import type { CacheStatement } from './fixes/cacheFix';
import { cacheFix } from './fixes/cacheFix';
import { isWithoutReflection } from './registration/contexts';
import { isClosed, typeName } from './typeModel';

type CacheFact =
  | { readonly kind: 'cached'; readonly type: TypeSymbol }
  /** The cache of the package is registered. */
  | { readonly kind: 'cache'; readonly statement: Omit<CacheStatement, 'file' | 'at'> | undefined }
  /** `type`: name of the one that it serves; undefined: it may serve any. */
  | { readonly kind: 'serializer'; readonly type: string | undefined };

const meta: RuleMeta = {
  id: 'AOT3008', name: 'cached-without-serializer', title: 'HybridCache has no serializer for a type', defaultSeverity: 'warning', official: false,
  why: 'HybridCache serializes with JSON reflection, which native programs do not have: the call throws, and neither build nor publish names it.',
  whatToDo: 'Register a serializer with AddHybridCache().AddSerializer<T, TSerializer>(), which uses the metadata of a JsonSerializerContext.',
};

const namespace = 'Microsoft.Extensions.Caching.Hybrid';

/** The type of the value that a call keeps, where the default serializer is asked for it. */
function cachedType({ name, containingType, typeArguments }: MethodSymbol): TypeSymbol | undefined {
  if (name !== 'GetOrCreateAsync' || !isNamed(containingType, namespace, 'HybridCache')) return undefined;
  const type = typeArguments.at(-1);
  if (!type || !isClosed(type) || isString(type)) return undefined;
  return type.kind === 'array' && type.rank === 1 && typeName(type.elementType) === 'byte' ? undefined : type;
}

/** What a use registers, or may. */
function serializerOf({ kind, symbol }: SymbolUse, body: BoundBody): CacheFact | undefined {
  if (symbol?.kind === 'method' && kind === 'call' && /^AddSerializer(?:Factory)?$/.test(symbol.name)) {
    const [type] = symbol.name === 'AddSerializer' ? symbol.typeArguments : [];
    return { kind: 'serializer', type: type && isClosed(type) ? typeName(type) : undefined };
  }
  // A service of that interface, or options under its name as a key; what a class implements is not registered by that.
  if (symbol?.kind !== 'namedType' || body.owner.kind === 'type' || symbol.namespace !== namespace || !/^IHybridCacheSerializer(?:Factory)?$/.test(symbol.name)) return undefined;
  const [type] = symbol.isUnboundGeneric ? [] : symbol.typeArguments;
  return { kind: 'serializer', type: type && isClosed(type) ? typeName(type) : undefined };
}

/** Where the call is a statement of its own, on services that a plain name gives. */
function statementOf({ anchor: { unit }, node, receiver }: SymbolUse): Omit<CacheStatement, 'file' | 'at'> | undefined {
  const services = receiver ? unit.text.slice(receiver.start, receiver.end) : '';
  if (!/^[\w@.]+$/.test(services)) return undefined;
  const parents = parentsOf(unit.root);
  for (let at = node && parents.get(node); at; at = parents.get(at)) {
    if (at.kind === 'ExpressionStatement') return parents.get(at)?.kind === 'If' ? undefined : { services, start: at.start, end: at.end };
    if (at.kind !== 'Invocation' && at.kind !== 'MemberAccess') return undefined;
  }
  return undefined;
}

function factsOf(use: SymbolUse, body: BoundBody): readonly CacheFact[] {
  const { symbol } = use;
  const serializer = serializerOf(use, body);
  if (serializer) return [serializer];
  if (use.kind !== 'call' || symbol?.kind !== 'method') return [];
  if (symbol.name === 'AddHybridCache' && symbol.containingType.namespace === 'Microsoft.Extensions.DependencyInjection') return [{ kind: 'cache', statement: statementOf(use) }];
  const type = cachedType(symbol);
  return type ? [{ kind: 'cached', type }] : [];
}

const words = /HybridCache/;

export const hybridCacheRule = defineRule<CacheFact>({
  metas: [meta],
  inLibraries: words,
  collect({ body }, emit) {
    // What is cached may come by a parameter whose type alone names the cache.
    if (!body.units.some(({ text }) => words.test(text) || text.includes('GetOrCreateAsync') || text.includes('AddSerializer'))) return;
    for (const use of body.uses) for (const fact of factsOf(use, body)) emit(use.anchor, fact);
  },
  conclude(context) {
    const { program, facts } = context;
    if (!isWithoutReflection(program) || !isExecutable(program.project) || hasUnknownReference(program) || !facts.some(({ value }) => value.kind === 'cache')) return;
    const serializers = facts.flatMap(({ value }) => (value.kind === 'serializer' ? [value.type] : []));
    if (serializers.includes(undefined)) return;
    const added = facts.find(({ value, file }) => value.kind === 'cache' && value.statement !== undefined && program.source(file) !== undefined);
    const fixes = (type: TypeSymbol): readonly Fix[] => (added?.value.kind === 'cache' && added.value.statement ? cacheFix(program, type, { ...added.value.statement, file: added.file, at: added.anchor }) : []);
    for (const { value, anchor, file } of facts) {
      if (value.kind !== 'cached' || serializers.includes(typeName(value.type))) continue;
      context.report({ ...anchor, file }, {
        id: meta.id, fixes: () => fixes(value.type),
        message: `'${typeName(value.type)}' is kept by HybridCache, but no serializer is registered for it: in the native program the call throws, since the default serializer needs reflection.`,
      });
    }
  },
});
