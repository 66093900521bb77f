/**
 * Which code of libraries the native compiler puts into an application, as far as it warns about it (measured with ILC 8 and 9): what is
 * called; of virtual and interface members the implementations of types that are made, where the member is called; instance methods of
 * types that are made; initializers of types whose constructors, or static fields, are used. The framework is taken to call what it declares.
 */
import { findImplementation, leastOverridden, memberOf, overriddenMember } from '../symbols/inheritance';
import type { FieldSymbol, MethodSymbol, NamedTypeSymbol } from '../symbols/symbol';
import { baseTypesAndSelf } from '../symbols/types';
import type { NativePart, Trigger } from '../rules/reflection/nativeParts';
import { accessorsOf, typeGiven, typesIn } from '../rules/reflection/nativeParts';

const converter = 'System.Text.Json.Serialization.JsonConverterAttribute';

export class NativeReach {
  private readonly parts = new Map<MethodSymbol | NamedTypeSymbol, NativePart[]>();
  private readonly staticParts = new Map<NamedTypeSymbol, NativePart[]>();
  private readonly methods = new Set<MethodSymbol>();
  private readonly constructed = new Set<NamedTypeSymbol>();
  private readonly initialized = new Set<NamedTypeSymbol>();
  /** Types of which there are instances: those made, and their bases. */
  private readonly alive = new Set<NamedTypeSymbol>();
  private readonly held = new Set<NamedTypeSymbol>();
  private readonly given = new Set<NamedTypeSymbol>();
  private readonly serialized = new Set<NamedTypeSymbol>();
  /** Declarations of virtual and interface members that are called. */
  private readonly slots = new Set<MethodSymbol>();
  /** Methods called on types without instances so far. */
  private readonly waiting = new Map<NamedTypeSymbol, MethodSymbol[]>();
  private readonly queue: NativePart[] = [];

  /** `application`: its own parts, which all run. */
  constructor(application: Iterable<NativePart>, libraries: Iterable<NativePart>) {
    for (const part of libraries) this.register(part);
    this.queue.push(...application);
    for (let part = this.queue.pop(); part; part = this.queue.pop()) this.follow(part);
  }

  /** Whether what has a trigger is part of the program. */
  runs(trigger: Trigger): boolean {
    switch (trigger.kind) {
      case 'member': return this.methods.has(trigger.symbol);
      case 'instance': return this.constructed.has(trigger.symbol);
      case 'statics': return this.initialized.has(trigger.symbol);
      case 'always': return true;
    }
  }

  private register(part: NativePart): void {
    const { trigger } = part;
    if (trigger.kind === 'always') return;
    const map: Map<object, NativePart[]> = trigger.kind === 'statics' ? this.staticParts : this.parts;
    const known = map.get(trigger.symbol);
    if (known) known.push(part);
    else map.set(trigger.symbol, [part]);
  }

  private follow(part: NativePart): void {
    part.given.forEach((type) => { this.give(type); });
    part.made.forEach((type) => { this.make(type); });
    part.held.forEach((type) => { this.hold(type); });
    part.baseCalls.forEach((method) => { this.run(method); });
    part.calls.forEach((member) => { this.call(member); });
    part.serialized.forEach((type) => { this.serialize(type); });
  }

  private call(member: MethodSymbol | FieldSymbol): void {
    const type = member.containingType.originalDefinition;
    if (!type.containingAssembly.isSource) return;
    if (member.kind === 'field') this.initialize(type);
    else if (isSlot(member) && type.typeKind !== 'struct') this.useSlot(leastOverridden(member).originalDefinition);
    else if (member.isStatic || member.methodKind === 'constructor' || type.typeKind !== 'class' || this.alive.has(type)) this.run(member);
    else this.waiting.set(type, [...(this.waiting.get(type) ?? []), member]);
  }

  private run(method: MethodSymbol): void {
    if (this.methods.has(method) || !method.containingType.containingAssembly.isSource) return;
    this.methods.add(method);
    const type = method.containingType.originalDefinition;
    const own = this.parts.get(method) ?? [];
    this.queue.push(...own);
    const isAutomatic = method.isStatic && method.associatedSymbol !== undefined && own.length === 0;
    if (isAutomatic || type.membersNamed('.cctor').some(({ location }) => location !== undefined)) this.initialize(type);
    if (method.methodKind !== 'constructor' || method.isStatic || this.constructed.has(type)) return;
    this.constructed.add(type);
    this.queue.push(...(this.parts.get(type) ?? []));
  }

  private initialize(type: NamedTypeSymbol): void {
    if (this.initialized.has(type)) return;
    this.initialized.add(type);
    this.queue.push(...(this.staticParts.get(type) ?? []));
  }

  private give(type: NamedTypeSymbol): void {
    if (this.given.has(type)) return;
    this.given.add(type);
    if (type.typeKind === 'struct') this.make(type);
    for (const slot of [...this.slots]) if (slot.isStatic) this.dispatch(type, slot);
  }

  /** There are instances of a type, and so of its bases. */
  private make(type: NamedTypeSymbol): void {
    for (const each of baseTypesAndSelf(type)) this.enliven(each.originalDefinition);
    this.hold(type);
  }

  /** A type is there with what is called by way of its base types and interfaces, as are its bases. */
  private hold(type: NamedTypeSymbol): void {
    if (this.held.has(type) || type.typeKind === 'interface' || !type.containingAssembly.isSource) return;
    if (!type.isAbstract) this.holdOne(type);
    if (type.baseType) this.hold(type.baseType.originalDefinition);
  }

  private holdOne(type: NamedTypeSymbol): void {
    this.held.add(type);
    for (const slot of [...this.slots]) if (!slot.isStatic) this.dispatch(type, slot);
    if (type.typeKind === 'struct') return; // its overrides, and what it implements of the framework's, run where it is boxed
    const overridden = new Set<MethodSymbol>();
    for (const each of baseTypesAndSelf(type)) {
      if (!each.containingAssembly.isSource) break;
      for (const member of each.originalDefinition.members) {
        const slot = member.kind === 'method' && isOverride(member) ? leastOverridden(member).originalDefinition : undefined;
        if (member.kind !== 'method' || !slot || slot.containingType.containingAssembly.isSource || overridden.has(slot)) continue;
        overridden.add(slot);
        this.run(member);
      }
    }
    for (const each of type.allInterfaces) {
      if (each.containingAssembly.isSource) continue;
      for (const member of each.members) if (member.kind === 'method') this.runImplementation(type, member);
    }
  }

  private enliven(type: NamedTypeSymbol): void {
    if (this.alive.has(type)) return;
    this.alive.add(type);
    for (const method of this.waiting.get(type) ?? []) this.run(method);
    for (const member of type.members) if (member.kind === 'method' && member.methodKind === 'destructor') this.run(member);
    // What a record's own ToString reads.
    if (type.isRecord && type.typeKind === 'class') for (const member of type.members) if (member.kind === 'property' && !member.isStatic && member.getMethod && member.accessibility === 'public') this.call(member.getMethod.originalDefinition);
  }

  private useSlot(slot: MethodSymbol): void {
    if (this.slots.has(slot)) return;
    this.slots.add(slot);
    for (const type of slot.isStatic ? [...this.given] : [...this.held]) this.dispatch(type, slot);
  }

  /** What a call of a virtual or interface member runs where the instance is of a type. */
  private dispatch(type: NamedTypeSymbol, slot: MethodSymbol): void {
    const owner = slot.containingType.originalDefinition;
    if (owner.typeKind !== 'interface') {
      if ([...baseTypesAndSelf(type)].some((each) => each.originalDefinition === owner)) this.run(mostDerived(type, slot));
      return;
    }
    for (const each of type.allInterfaces) if (each.originalDefinition === owner && !this.runImplementation(type, memberOf(slot, each))) this.run(slot);
  }

  private runImplementation(type: NamedTypeSymbol, member: MethodSymbol): boolean {
    const found = findImplementation(type, member);
    if (found?.kind !== 'method') return false;
    this.run(mostDerived(type, leastOverridden(found.originalDefinition)));
    return true;
  }

  /** What generated metadata of a type leads to. */
  private serialize(type: NamedTypeSymbol): void {
    if (this.serialized.has(type) || !type.containingAssembly.isSource || type.typeKind === 'enum') return;
    this.serialized.add(type);
    for (const each of baseTypesAndSelf(type)) {
      for (const { fullName, constructorArguments } of each.attributes) if (fullName.endsWith('.JsonDerivedTypeAttribute') && constructorArguments[0]?.kind === 'type' && constructorArguments[0].value?.kind === 'namedType') this.serialize(constructorArguments[0].value.originalDefinition);
      for (const member of [each, ...each.members]) {
        for (const attribute of member.attributes) {
          const given = attribute.fullName === converter ? typeGiven(attribute) : undefined;
          if (given?.kind === 'namedType') this.create(given.originalDefinition);
        }
        if (member.kind !== 'property' || member.isStatic || member.accessibility !== 'public') continue;
        for (const accessor of accessorsOf(member)) this.call(accessor.originalDefinition);
        for (const inner of typesIn(member.type)) this.serialize(inner);
      }
    }
    if (!type.isAbstract) this.create(type);
  }

  private create(type: NamedTypeSymbol): void {
    if (!type.containingAssembly.isSource) return;
    this.make(type);
    for (const constructor of type.constructors) if (!constructor.isStatic && constructor.accessibility === 'public') this.run(constructor.originalDefinition);
  }
}

/** Whether a call of a method may run another one that implements or overrides it. */
function isSlot(method: MethodSymbol): boolean {
  const { isVirtual, isAbstract, isOverride } = method.associatedSymbol ?? method;
  return (isVirtual || isAbstract || isOverride) && method.methodKind !== 'destructor';
}

function isOverride(method: MethodSymbol): boolean {
  return (method.associatedSymbol ?? method).isOverride;
}

/** The override of a virtual method in a type or the nearest of its bases, or the method itself. */
function mostDerived(type: NamedTypeSymbol, slot: MethodSymbol): MethodSymbol {
  for (const each of baseTypesAndSelf(type)) {
    for (const member of each.originalDefinition.members) {
      if (member === slot) return slot;
      if (member.kind === 'method' && member.name === slot.name && isOverride(member) && overrides(member, slot)) return member;
    }
  }
  return slot;
}

function overrides(method: MethodSymbol, slot: MethodSymbol): boolean {
  const seen = new Set<MethodSymbol>(); // classes may be their own bases while they are typed
  for (let each = overriddenMember(method)?.originalDefinition; each && !seen.has(each); each = overriddenMember(each)?.originalDefinition) {
    if (each === slot) return true;
    seen.add(each);
  }
  return false;
}
