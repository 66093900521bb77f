import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { MetadataModule } from '../../../server/src/core/metadata/metadataModule';
import { bindReferences } from '../../../server/src/core/metadata/referenceSet';
import { documentationId, typeDisplay } from '../../../server/src/core/symbols/display';
import type { AssemblySymbol, MethodSymbol, NamedTypeSymbol, ParameterSymbol } from '../../../server/src/core/symbols/symbol';

const bytes = new Uint8Array(readFileSync(path.join(process.env['PROJECT_ROOT'] ?? '', 'test/unit/metadata/sample.dll')));

function bind(data: Uint8Array): AssemblySymbol | undefined {
  const module = MetadataModule.open('sample.dll', data);
  return module instanceof MetadataModule ? bindReferences([module])[0] : undefined;
}

const assembly = bind(bytes)!;
const typeNamed = (name: string): NamedTypeSymbol => assembly.typesNamed('Sample', name)[0]!;
const methodNamed = (type: string, name: string): MethodSymbol => typeNamed(type).membersNamed(name).find((m) => m.kind === 'method')!;
const parameterNamed = (method: MethodSymbol, name: string): ParameterSymbol => method.parameters.find((p) => p.name === name)!;
const ids = (type: NamedTypeSymbol): string[] => type.members.map((m) => documentationId(m) ?? '');

test('types: kinds, modifiers, nesting and type parameters', () => {
  assert.deepEqual(['Color', 'InfoAttribute', 'IShape', 'Mapper', 'Plain'].map((n) => typeNamed(n).typeKind), ['enum', 'class', 'interface', 'delegate', 'struct']);
  assert.equal(typeNamed('Color').enumUnderlyingType?.specialType, 'Int16');
  const view = typeNamed('View');
  assert.deepEqual([view.isReadOnly, view.isRefLike], [true, true]);
  assert.equal(typeNamed('Extensions').isStatic && !typeNamed('Extensions').isAbstract, true);
  assert.equal(typeNamed('Base').isAbstract && typeNamed('Derived').isSealed, true);
  assert.equal(typeNamed('Hidden').accessibility, 'internal');
  assert.deepEqual(typeNamed('IShape').typeParameters.map((t) => `${t.variance} ${t.name}`), ['in TIn', 'out TOut']);
  assert.equal(typeNamed('Mapper').typeParameters[0]?.allowsRefLike, true);
  const inner = typeNamed('Outer').nestedTypesNamed('Inner')[0]!;
  assert.deepEqual([inner.arity, inner.typeParameters[0]?.name, inner.typeParameters[0]?.hasReferenceTypeConstraint], [1, 'U', true]);
  assert.deepEqual(ids(inner), ['F:Sample.Outer`1.Inner`1.First', 'F:Sample.Outer`1.Inner`1.Second', 'M:Sample.Outer`1.Inner`1.Both``1(`0,`1,``0)', 'M:Sample.Outer`1.Inner`1.#ctor']);
  const both = inner.membersNamed('Both')[0] as MethodSymbol;
  assert.deepEqual(both.typeParameters[0]?.constraintTypes.map(typeDisplay), ['Sample.IShape<T, U>']);
  const use = methodNamed('View', 'Use').typeParameters[0]!;
  assert.deepEqual([use.hasUnmanagedConstraint, use.hasValueTypeConstraint, use.constraintTypes.length], [true, true, 0]);
});

test('members: kinds, overrides, explicit implementations, operators, indexers', () => {
  const derived = typeNamed('Derived');
  assert.equal(derived.membersNamed('this[]').length, 1);
  assert.equal(methodNamed('Derived', 'op_Explicit').methodKind, 'conversion');
  assert.equal(methodNamed('Derived', 'op_Addition').methodKind, 'operator');
  assert.deepEqual([methodNamed('Derived', 'Make').isOverride, methodNamed('Base', 'Make').isVirtual, methodNamed('Base', 'Make').accessibility], [true, true, 'protectedInternal']);
  const explicit = derived.members.filter((m) => m.kind === 'method' && m.methodKind === 'explicitInterface') as MethodSymbol[];
  assert.deepEqual(explicit.map((m) => documentationId(m.explicitInterfaceImplementations[0]!)), ['M:Sample.IShape`2.Area(`0)']);
  assert.equal(typeDisplay(explicit[0]!.explicitInterfaceImplementations[0]!.containingType), 'Sample.IShape<string, Sample.Color>');
  const setter = methodNamed('Derived', 'set_Name');
  assert.deepEqual([setter.methodKind, setter.isInitOnly, setter.associatedSymbol?.name], ['propertySet', true, 'Name']);
  const name = derived.membersNamed('Name')[0]!;
  assert.equal(name.kind === 'property' && name.isRequired, true);
  assert.deepEqual(typeNamed('Color').members.map((m) => m.name), ['Red', 'Green', '.ctor']);
  assert.deepEqual(typeNamed('View').constructors.map((c) => c.parameters.length), [1, 0]);
  assert.equal(assembly.typesNamed('System', 'Object')[0]?.members.some((m) => m.kind === 'method' && m.methodKind === 'destructor'), true);
});

test('parameters: passing, defaults, nullability', () => {
  const find = methodNamed('Derived', 'Find');
  assert.deepEqual(find.parameters.map((p) => p.refKind), ['in', 'ref', 'out', 'refReadonly', 'none']);
  assert.deepEqual([find.returnsByRef, find.parameters[4]?.isParams], ['refReadonly', true]);
  const maybe = methodNamed('Derived', 'Maybe');
  assert.deepEqual(maybe.parameters.map((p) => p.nullableAnnotated), [false, true, false, false, false, true]);
  assert.deepEqual(maybe.parameters.slice(1).map((p) => p.defaultValue?.kind === 'primitive' ? p.defaultValue.value : '?'), ['m', 3, -1.5, 2, null]);
  assert.equal(parameterNamed(maybe, 'sure').isOptional, false);
});

test('types of signatures: tuples, dynamic, pointers, fixed buffers, modifiers, constants', () => {
  const pair = methodNamed('Derived', 'Pair');
  assert.equal(typeDisplay(pair.returnType), '(int A, (string B, dynamic C) Tail)');
  assert.equal(typeDisplay(pair.parameters[0]!.type), 'dynamic[]');
  const field = (type: string, name: string) => typeNamed(type).membersNamed(name).find((m) => m.kind === 'field')!;
  assert.equal(field('Derived', 'Callback').type.kind, 'functionPointer');
  assert.equal(field('Derived', 'Flag').isVolatile, true);
  assert.deepEqual(field('Derived', 'Big').constantValue, { kind: 'primitive', value: 18446744073709551615n });
  assert.equal(typeDisplay(field('Plain', 'Buffer').type), 'int*');
  assert.equal(field('Base', 'hidden').accessibility, 'privateProtected');
});

test('attributes: positional and named arguments of all kinds', () => {
  const info = typeNamed('Base').attributes.find((a) => a.fullName === 'Sample.InfoAttribute')!;
  assert.equal(info.attributeConstructor && documentationId(info.attributeConstructor), 'M:Sample.InfoAttribute.#ctor(System.String,Sample.Color,System.Type,System.Object,System.Int32[])');
  const [text, color, type, boxed, numbers] = info.constructorArguments;
  assert.deepEqual(text, { kind: 'primitive', value: 'text\u00e9' });
  assert.equal(color?.kind === 'enum' && color.value, 2);
  assert.equal(type?.kind === 'type' && type.value && typeDisplay(type.value), 'Sample.Outer<int>.Inner<string[]>');
  assert.equal(boxed?.kind === 'enum' && boxed.value, -1);
  assert.equal(numbers?.kind === 'array' && numbers.values.length, 2);
  const types = info.namedArguments.get('Types');
  assert.deepEqual(types?.kind === 'array' && types.values.map((v) => v?.kind === 'type' && v.value && typeDisplay(v.value)), ['int', 'Sample.Outer<>']);
  assert.deepEqual([info.namedArguments.get('Long'), info.namedArguments.get('Char')], [{ kind: 'primitive', value: -5 }, { kind: 'primitive', value: 'x' }]);
  // What only older compilers are told is hidden.
  assert.equal(typeNamed('View').attributes.some((a) => a.fullName === 'System.ObsoleteAttribute'), false);
});

test('assembly: namespaces, friends, extension methods of both forms, identity', () => {
  assert.equal(assembly.namespaces.has('System.Runtime') && assembly.namespaces.has('Sample'), true);
  assert.deepEqual([assembly.givesAccessTo('friend'), assembly.givesAccessTo('Other')], [true, false]);
  assert.deepEqual(assembly.extensionMethods('Sample', 'Twice').map((m) => [m.isExtensionMethod, m.parameters[0]?.isThis]), [[true, true]]);
  assert.deepEqual(assembly.extensionMethods('Sample', 'Size').map((m) => documentationId(m)), ['M:Sample.Extensions.Size(System.String)']);
  assert.deepEqual(assembly.extensionMethods('Sample', 'Empty'), []);
  assert.equal(typeNamed('Derived').baseType, typeNamed('Base'));
  assert.equal(typeNamed('Derived').membersNamed('Find')[0], typeNamed('Derived').members.find((m) => m.name === 'Find'));
});

test('members of extension blocks know their receivers and the static methods behind them', () => {
  const found = assembly.extensionMembers?.('Sample') ?? [];
  assert.deepEqual(found.map((m) => [m.member.name, m.isStatic, documentationId(m.implementation), m.probe?.parameters.map((p) => typeDisplay(p.type))]), [
    ['Size', false, 'M:Sample.Extensions.Size(System.String)', ['string']],
    ['Empty', true, 'M:Sample.Extensions.Empty', ['string']],
  ]);
  assert.deepEqual(assembly.extensionMembers?.('Nowhere'), []);
});

test('files that are no assembly give a problem with a place', () => {
  const messageOf = (data: Uint8Array): string => {
    const module = MetadataModule.open('x.dll', data);
    return module instanceof MetadataModule ? '' : module.message;
  };
  assert.match(messageOf(new Uint8Array()), /no MZ signature at offset 0/);
  assert.match(messageOf(bytes.subarray(0, 64)), /no PE signature at offset \d+/);
  assert.match(messageOf(bytes.subarray(0, bytes.length >> 1)), /outside/);
});

/** Touches everything that can be decoded. */
function walk(type: NamedTypeSymbol, depth: number): number {
  let count = 0;
  const look = (value: unknown): void => { if (value !== undefined) count++; };
  for (const attribute of type.attributes) look([attribute.constructorArguments, attribute.attributeConstructor, attribute.attributeClass]);
  for (const member of type.members) {
    look([member.name, member.accessibility, member.isOverride]);
    if (member.kind === 'method') {
      look([member.methodKind, member.returnType, member.explicitInterfaceImplementations, ...member.typeParameters.map((t) => t.constraintTypes)]);
      for (const p of member.parameters) look([p.type, p.refKind, p.defaultValue, p.nullableAnnotated, p.attributes.map((a) => a.namedArguments)]);
    } else look(member.type);
  }
  look([type.allInterfaces, type.baseType, type.enumUnderlyingType, type.delegateInvokeMethod]);
  if (depth < 4) for (const nested of type.nestedTypes) count += walk(nested, depth + 1);
  return count;
}

function walkAssembly(data: Uint8Array): number {
  const bound = bind(data);
  if (bound === undefined) return 0;
  let count = bound.attributes.length;
  for (const namespace of ['', ...bound.namespaces]) {
    for (const type of bound.typesIn(namespace)) count += walk(type, 0);
    count += bound.extensionMethods(namespace, 'Twice').length + (bound.extensionMembers?.(namespace).length ?? 0);
  }
  return count;
}

test('mutated and truncated files never throw and always end', () => {
  assert.ok(walkAssembly(bytes) > 300);
  const change = fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) });
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 40 }), fc.nat(bytes.length), fc.boolean(), (changes, length, isCut) => {
    const mutated = bytes.slice(0, isCut ? length : undefined);
    for (const { at, value } of changes) if (at < mutated.length) mutated[at] = value;
    const started = performance.now();
    walkAssembly(mutated);
    assert.ok(performance.now() - started < 5000);
  }), { numRuns: 150 });
});
