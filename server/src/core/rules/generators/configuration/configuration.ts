/**
 * SYSLIB1100, SYSLIB1101, SYSLIB1103, SYSLIB1104, AOT4001: what the configuration binding generator makes no code for. It takes all calls of the program at once and
 * looks at each type once, where it first comes to it: that call has the diagnostics. AOT4002: types that it takes for one another by name, and
 * such that it cannot make.
 */
import type { Anchor } from '../../../binding/boundBody';
import { absolute } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { containingDisplay, typeDisplay } from '../../../symbols/display';
import type { NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf } from '../../../symbols/types';
import { ownerOf } from '../../imports';
import { bodiesNaming } from '../../programBodies';
import { initializerText, propertyPlace, quotedName, setterFix } from '../../propertyInitializers';
import type { ConcludeContext, Fact, ProgramContext, RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import type { BoundInstance, InstanceFact } from './boundInstances';
import { instanceFacts, lostInstances } from './boundInstances';
import type { BindingCall } from './configurationCalls';
import { bindingCall } from './configurationCalls';
import type { BindingSpec, MemberRole, Unsupported } from './configurationTypes';
import { bindingSpec, isOpaque } from './configurationTypes';
import { hasNothingToFill, miscasedParameter } from './constructedOptions';
import type { Converted } from './convertedOptions';
import { convertedProperties, convertedRoot, hasText, hasTextAt } from './convertedOptions';
import { initOnlyMeta, unsetProperties } from './initOnlyOptions';
import type { BoundType } from './lostValues';
import { lostValues } from './lostValues';
import { isMadeWithin, unsetRequired } from './madeOptions';
import { isLeftAtDefault } from './settingsValues';

const byReflection = 'No code is generated for it: what it would bind stays at its default, or is bound by reflection, which fails in a native program.';

const metas: readonly RuleMeta[] = [
  { id: 'SYSLIB1100', name: 'unsupported-binding-type', title: 'The configuration binding generator does not support a type', defaultSeverity: 'warning', official: true, why: byReflection, whatToDo: 'Use a class with a public constructor, a list, an array or a dictionary with a simple key.' },
  { id: 'SYSLIB1101', name: 'unsupported-binding-property', title: 'The configuration binding generator does not support a property', defaultSeverity: 'warning', official: true, why: byReflection, whatToDo: 'Change the type of the property, or read it from the section by hand.' },
  { id: 'SYSLIB1103', name: 'bound-value-type', title: 'A value is bound that is a copy', defaultSeverity: 'warning', official: true, why: 'Bind would set properties of a boxed copy.', whatToDo: 'Use Get<T>(), or a class.' },
  initOnlyMeta,
  { id: 'SYSLIB1104', name: 'undetermined-binding-type', title: 'The type that a call binds to is not known', defaultSeverity: 'warning', official: true, why: 'The call stays with reflection, which fails in a native program, and nothing else warns of it.', whatToDo: 'Bind a variable or property of a class that is public or internal, or name the type.' },
  { id: 'AOT4002', name: 'binding-does-not-compile', title: 'The configuration binding generator makes code that does not compile', defaultSeverity: 'error', official: false, why: 'It names what it makes for a type without the namespace, and makes objects without their required members: the build fails with CS0102, CS9035 or CS0103 in generated code.', whatToDo: 'Give one of two types of one name another name; leave out required, or give the type a constructor with [SetsRequiredMembers].' },
];

/** Graphs that grow without end (a generic type that holds itself with more arguments) are left alone. */
const mostTypes = 1500;

const faultMessages: Readonly<Record<Unsupported, (name: string) => string>> = {
  type: (name) => `The type is not supported: '${name}'.`,
  collection: (name) => `The collection type is not supported: '${name}'.`,
  multiDimensional: (name) => `Multidimensional arrays are not supported: '${name}'.`,
  noConstructor: (name) => `Cannot create instance of type '${name}' because it is missing a public instance constructor.`,
  constructors: (name) => `Cannot create instance of type '${name}' because it has multiple public parameterized constructors.`,
};

const roleMessages: Readonly<Record<Exclude<MemberRole, 'property'>, (name: string) => string>> = {
  nullable: (name) => `Nullable underlying type is not supported: '${name}'.`,
  element: (name) => `The collection element type is not supported: '${name}'.`,
  key: (name) => `The dictionary key type is not supported: '${name}'.`,
};

type CallFact = Fact<BindingCall>;

/** A type on the way to be looked at, with the types that it was met through. */
interface Pending {
  readonly type: TypeSymbol;
  readonly call: CallFact;
  readonly generator: number;
  readonly within?: { readonly parent: Pending; readonly role: MemberRole; readonly name: string | undefined };
}

/** A property that no generated code sets, and the call that binds its type. */
interface Unset { readonly call: CallFact; readonly property: PropertySymbol }

/** The same of a property whose type has a converter. */
interface ConvertedAt { readonly call: CallFact; readonly converted: Converted }

export const configurationRule = defineRule<BindingCall | InstanceFact>({
  metas,
  collect({ program, body }, emit) {
    if (!program.analyzers.configurationBindingGenerator) return;
    for (const use of body.uses) {
      const call = bindingCall(use, body, program.frameworkVersion);
      if (call) emit({ unit: use.anchor.unit, start: (use.node ?? use.anchor).start, end: (use.node ?? use.anchor).end }, call);
    }
    for (const { at, fact } of instanceFacts(body)) emit(at, fact);
  },
  conclude(context) {
    const calls = inOrder(callsIn(context.facts), context.program);
    const graph = new BindingGraph();
    for (const call of calls) graph.add(call);
    if (!graph.run()) return;
    graph.compareNames();
    const seen = new Set<string>();
    for (const { call, id, message } of graph.found) {
      const key = `${id} ${call.file} ${absolute(call.anchor).start}-${absolute(call.anchor).end} ${message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      context.report({ ...call.anchor, file: call.file }, { id, message });
    }
    for (const each of graph.unset) reportUnset(context, each);
    for (const each of graph.converted) reportConverted(context, each);
    for (const { bound, property, message } of lostValues(graph.types, context.program)) {
      context.report(property ? placeOf(context, property, bound.call) : { ...bound.call.anchor, file: bound.call.file }, { id: initOnlyMeta.id, message });
    }
    for (const call of calls) reportConvertedRoot(context, call);
    for (const { call, type, declared, properties } of lostInstances(withInstance(calls), instancesIn(context.facts), context.program)) {
      const names = properties.slice(0, 3).map(({ name }) => `'${name}'`).join(', ');
      context.report({ ...call.anchor, file: call.file }, {
        id: initOnlyMeta.id,
        message: `'${containingDisplay(type)}' is bound here as '${containingDisplay(declared)}': the generated configuration binder sets what that has, and ${names}${properties.length > 3 ? ', …' : ''} keep${properties.length === 1 ? 's its' : ' their'} default in the native program. Bind it where its own type is known.`,
      });
    }
  },
});

type Context = ConcludeContext<BindingCall | InstanceFact>;

function callsIn(facts: readonly Fact<BindingCall | InstanceFact>[]): readonly CallFact[] {
  return facts.flatMap(({ value, ...place }) => (value.kind === 'value' || value.kind === 'class' ? [] : [{ ...place, value }]));
}

function instancesIn(facts: readonly Fact<BindingCall | InstanceFact>[]): readonly Fact<InstanceFact>[] {
  return facts.flatMap(({ value, ...place }) => (value.kind === 'value' || value.kind === 'class' ? [{ ...place, value }] : []));
}

/** Calls that are given an object which may be of a class below the declared type. */
function withInstance(calls: readonly CallFact[]): readonly (CallFact & { readonly instance: BoundInstance })[] {
  return calls.flatMap((call) => (call.value.kind === 'root' && call.value.instance ? [{ ...call, instance: call.value.instance }] : []));
}

/** At the property where it is of this program, else at the call. */
function reportUnset(context: Context, { call, property }: Unset): void {
  if (isLeftAtDefault(property, initializerText(property), context.program)) return;
  context.report(placeOf(context, property, call), {
    id: initOnlyMeta.id,
    message: `${quotedName(property)} is init-only: the generated configuration binder does not set it, and it keeps its default in the native program.`,
    fixes: () => {
      const now = context.program.source(property.originalDefinition.location?.file);
      return now ? setterFix(property, now) : [];
    },
  });
}

function reportConverted(context: Context, { call, converted }: ConvertedAt): void {
  if (!hasText(converted, context.program)) return;
  const { property, type, isOfElements } = converted;
  const name = quotedName(property);
  context.report(placeOf(context, property, call), {
    id: initOnlyMeta.id,
    message: `${name} ${isOfElements ? 'has elements' : 'is'} of '${containingDisplay(type)}', which has a TypeConverter: the generated configuration binder does not use it, and the text in the settings is lost in the native program.`,
  });
}

/** What a call makes of a section with a text. */
function reportConvertedRoot(context: Context, call: CallFact): void {
  const converted = convertedBy(call, context.program);
  if (!converted) return;
  context.report({ ...call.anchor, file: call.file }, {
    id: initOnlyMeta.id,
    message: `'${containingDisplay(converted.type)}', ${converted.isOfElements ? 'of which this call makes elements' : 'which this call makes'}, has a TypeConverter: the generated configuration binder does not use it, and the text in the settings is lost in the native program.`,
  });
}

function convertedBy({ value }: CallFact, program: ProgramContext): ReturnType<typeof convertedRoot> {
  if (value.kind !== 'root' || value.section === undefined) return undefined;
  const converted = convertedRoot(value.type, value.generator);
  return converted && hasTextAt(value.section, converted.isOfElements, program) ? converted : undefined;
}

function placeOf({ program }: Context, property: PropertySymbol, call: CallFact): Anchor & { readonly file: string } {
  return propertyPlace(program, property) ?? { ...call.anchor, file: call.file };
}

/** Names of the methods that the generator replaces. */
const bindingNames = /\b(?:Bind|BindConfiguration|Configure|Get|GetValue)\b/;

/**
 * A fix that turns the generator on in a program, with a set accessor for what a binding by reflection sets and generated code would leave
 * unset. None where the generator would warn of types or calls, make code that does not compile or lose values, or a property cannot have
 * another accessor.
 */
export function withGenerator(fix: Fix, program: ProgramContext): readonly Fix[] {
  const facts: CallFact[] = [];
  const instances: Fact<InstanceFact>[] = [];
  for (const { source, body } of bodiesNaming(program, bindingNames)) {
    for (const { at, fact } of instanceFacts(body)) instances.push({ file: source.path, anchor: at, value: fact });
    for (const use of body.uses) {
      const value = bindingCall(use, body, program.frameworkVersion);
      if (value) facts.push({ file: source.path, anchor: use.anchor, value });
    }
  }
  const graph = new BindingGraph();
  for (const call of inOrder(facts, program)) graph.add(call);
  if (!graph.run()) return [];
  graph.compareNames();
  const unset = graph.unset.filter(({ property }) => !isLeftAtDefault(property, initializerText(property), program));
  const setters = unset.map(({ property }) => {
    const { file } = property.originalDefinition.location ?? {};
    const source = ownerOf(program, file)?.source(file);
    return source && setterFix(property, source)[0];
  });
  const losesValues = graph.converted.some(({ converted }) => hasText(converted, program)) || facts.some((fact) => convertedBy(fact, program)) || lostValues(graph.types, program).length > 0 || lostInstances(withInstance(facts), instances, program).length > 0;
  if (graph.found.length > 0 || graph.makesRequired || setters.includes(undefined) || losesValues) return [];
  const names = unset.map(({ property }) => property.name);
  const title = names.length === 0 ? fix.title : `${fix.title} and make ${names.length > 2 ? `${String(names.length)} init-only properties` : names.join(' and ')} settable`;
  return [{ ...fix, title, edits: [...fix.edits, ...setters.flatMap((setter) => setter?.edits ?? [])] }];
}

/** As a walk over the files' trees meets the calls: the one around comes before the ones in it. */
function inOrder(facts: readonly CallFact[], program: ProgramContext): readonly CallFact[] {
  const order = new Map(program.files.map((file, i) => [file.path, i]));
  const placed = facts.map((fact) => ({ fact, file: order.get(fact.file) ?? 0, ...absolute(fact.anchor) }));
  return placed.sort((a, b) => a.file - b.file || a.start - b.start || b.end - a.end).map(({ fact }) => fact);
}

class BindingGraph {
  readonly found: { readonly call: CallFact; readonly id: string; readonly message: string }[] = [];
  private readonly queue: Pending[] = [];
  private readonly unsetProperties = new Map<PropertySymbol, Unset>();
  private readonly convertedProperties = new Map<PropertySymbol, ConvertedAt>();
  private readonly notMade = new Set<TypeSymbol>();
  private readonly miscased = new Set<TypeSymbol>();
  private readonly gotten = new Set<TypeSymbol>();
  private readonly notFilled = new Set<TypeSymbol>();
  private readonly specs = new Map<TypeSymbol, BindingSpec>();
  private readonly firstCalls = new Map<TypeSymbol, CallFact>();
  /** Instances are made of a type whose required members generated code does not set: it does not compile (CS9035, measured, 8.0 to 10.0). */
  makesRequired = false;

  get unset(): readonly Unset[] {
    return [...this.unsetProperties.values()];
  }

  /** All types that were looked at. */
  get types(): readonly (BoundType & { readonly call: CallFact })[] {
    return [...this.specs].flatMap(([type, spec]) => {
      const call = this.firstCalls.get(type);
      return call?.value.kind === 'root' ? [{ type, spec, call, generator: call.value.generator, isGotten: this.gotten.has(type) }] : [];
    });
  }

  get converted(): readonly ConvertedAt[] {
    return [...this.convertedProperties.values()];
  }

  add(call: CallFact): void {
    const { value } = call;
    if (value.kind === 'root') {
      if (value.isCreated) this.gotten.add(value.type);
      this.queue.push({ type: value.type, call, generator: value.generator });
    } else if (value.kind === 'valueType') {
      this.found.push({ call, id: 'SYSLIB1103', message: `Binding logic was not generated for a binder call with target type '${typeDisplay(value.type)}'. Value types are invalid inputs to configuration 'Bind' methods.` });
    } else {
      this.found.push({ call, id: 'SYSLIB1104', message: "Binding logic was not generated for a binder call. Unsupported input patterns include generic calls, passing boxed objects, and passing types that are not 'public' or 'internal'." });
    }
  }

  /** False where the generator itself fails, so that nothing is reported. */
  run(): boolean {
    for (let next = this.queue.shift(); next; next = this.queue.shift()) {
      if (this.specs.has(next.type)) continue;
      if (this.specs.size >= mostTypes) return false;
      const spec: BindingSpec = isOpaque(next.type) ? { kind: 'parsable', members: [] } : bindingSpec(next.type, next.generator);
      if (spec.kind === 'object' && spec.fault) this.report(next, spec.fault);
      // A type is known before what it consists of is looked at, but for the types that are met again in the meantime.
      for (const member of spec.members) this.meet({ type: member.type, call: next.call, generator: next.generator, within: { parent: next, role: member.role, name: member.name } });
      this.specs.set(next.type, spec);
      for (const property of unsetProperties(next.type, spec, next.generator)) {
        if (!this.unsetProperties.has(property.originalDefinition)) this.unsetProperties.set(property.originalDefinition, { call: next.call, property });
      }
      for (const converted of convertedProperties(next.type, spec, next.generator)) {
        const { originalDefinition } = converted.property;
        if (!this.convertedProperties.has(originalDefinition)) this.convertedProperties.set(originalDefinition, { call: next.call, converted });
      }
      this.firstCalls.set(next.type, next.call);
      this.judge(next, spec);
    }
    return ![...this.specs.values()].some((spec) => this.failsOn(spec));
  }

  /** Objects whose members have keys: each has a field of that name in the generated code (measured, 8.0 to 10.0). */
  compareNames(): void {
    const byName = new Map<string, TypeSymbol>();
    for (const [type, spec] of this.specs) {
      const call = this.firstCalls.get(type);
      if (spec.kind !== 'object' || spec.fault || !call || !hasKeys(type, spec)) continue;
      const name = generatedName(type);
      const first = byName.get(name);
      if (!first) byName.set(name, type);
      else if (fullName(first) !== fullName(type)) this.found.push({ call, id: 'AOT4002', message: `'${fullName(type)}' and '${fullName(first)}' have one name in the code of the configuration binding generator, which then does not compile (CS0102). Give one of the types another name.` });
    }
  }

  private meet(pending: Pending): void {
    const known = this.specs.get(pending.type);
    if (known) this.judge(pending, known);
    else this.queue.push(pending);
  }

  private judge(pending: Pending, spec: BindingSpec): void {
    const { call: { value }, within, type } = pending;
    const isMade = within !== undefined || (value.kind === 'root' && value.isCreated);
    if (isMade && type.kind === 'namedType' && spec.kind === 'object' && !spec.fault && isMadeWithin(pending)) this.judgeConstructor(pending, type);
    const required = isMade && spec.kind === 'object' && !spec.fault ? unsetRequired(type) : undefined;
    if (required !== undefined) {
      this.makesRequired = true;
      if (!this.notMade.has(type) && isMadeWithin(pending)) {
        this.notMade.add(type);
        this.found.push({ call: pending.call, id: 'AOT4002', message: `'${fullName(type)}' has the required member '${required}', which the code of the configuration binding generator does not set when it makes one, and so does not compile (CS9035). Leave out 'required', or give the type a constructor with [SetsRequiredMembers].` });
      }
    }
    if (spec.kind === 'unsupported' && spec.fault) this.report(pending, spec.fault);
    else if (pending.within?.role === 'key' && spec.kind !== 'parsable') this.reportContaining(pending);
  }

  private judgeConstructor({ call, within, generator }: Pending, type: NamedTypeSymbol): void {
    const miscased = this.miscased.has(type) ? undefined : miscasedParameter(type);
    if (miscased) {
      this.miscased.add(type);
      this.found.push({ call, id: 'AOT4002', message: `'${fullName(type)}' has the init-only property '${miscased.property}' beside the constructor parameter '${miscased.parameter}', which the code of the configuration binding generator takes for one another, and so does not compile (CS0103). Give the property a set accessor, or the parameter its name.` });
    }
    if ((!within || generator === 8) && !this.notFilled.has(type) && hasNothingToFill(type)) {
      this.notFilled.add(type);
      this.found.push({ call, id: 'AOT4002', message: `'${fullName(type)}' has nothing but collections that can only be read, for which the code of the configuration binding generator does not compile (CS0103). Take a List<T> or an array.` });
    }
  }

  private report(pending: Pending, fault: Unsupported): void {
    this.found.push({ call: pending.call, id: 'SYSLIB1100', message: faultMessages[fault](fullName(pending.type)) });
    this.reportContaining(pending);
  }

  private reportContaining({ call, within }: Pending): void {
    for (let at = within; at; at = at.parent.within) {
      const name = fullName(at.parent.type);
      if (at.role === 'property') this.found.push({ call, id: 'SYSLIB1101', message: `Property '${at.name ?? ''}' on type '${name}' is not supported.` });
      else this.found.push({ call, id: 'SYSLIB1100', message: roleMessages[at.role](name) });
    }
  }

  /** The generator ends with an exception over a collection of elements that it does not support. */
  private failsOn(spec: BindingSpec): boolean {
    if (spec.kind !== 'list' && spec.kind !== 'dictionary') return false;
    const key = spec.members.find((member) => member.role === 'key');
    if (key && this.specs.get(key.type)?.kind !== 'parsable') return false;
    return spec.members.some((member) => member.role === 'element' && this.specs.get(member.type)?.kind === 'unsupported');
  }
}

/** As reflection would write it: `N.Outer+Inner`; arrays have no namespace. */
function fullName(type: TypeSymbol): string {
  const namespace = type.kind === 'namedType' ? type.namespace : type.kind === 'typeParameter' ? namespaceAround(type) : '';
  return (namespace === '' ? '' : `${namespace}.`) + containingDisplay(type).replaceAll('.', '+');
}

/** Whether an object has a property that the generated code may read or set. */
function hasKeys(type: TypeSymbol, { members }: BindingSpec): boolean {
  const names = new Set(members.flatMap(({ role, name }) => (role === 'property' && name !== undefined ? [name] : [])));
  const isVisible = (property: PropertySymbol): boolean => property.getMethod?.accessibility === 'public' || property.setMethod?.accessibility === 'public';
  return type.kind === 'namedType' && [...baseTypesAndSelf(type)].some((each) => each.members.some((member) => member.kind === 'property' && names.has(member.name) && isVisible(member)));
}

/** As the generator names what belongs to a type: containing types, the type and its arguments, without namespaces. */
function generatedName(type: TypeSymbol): string {
  if (type.kind === 'array') return `${generatedName(type.elementType)}Array`;
  if (type.kind !== 'namedType') return 'name' in type ? type.name : '';
  return (type.containingType ? generatedName(type.containingType) : '') + type.name + type.typeArguments.map(generatedName).join('');
}

function namespaceAround({ owner }: TypeSymbol & { readonly kind: 'typeParameter' }): string {
  return (owner.kind === 'namedType' ? owner : owner.containingType).namespace;
}
