/**
 * What System.Text.Json's source generator says while it walks the types of a context: the same types in the same order, and for each
 * the questions that the generator asks (measured against it for net8.0, net9.0 and net10.0).
 */
import { isMemberAccessible, isTypeAccessible } from '../../../binding/accessibility';
import type { AccessContext } from '../../../binding/accessibility';
import { stringOf } from '../../../symbols/attributeValues';
import type { Compilation } from '../../../symbols/compilation';
import { metadataDisplay, typeDisplay } from '../../../symbols/display';
import { elementTypes, isJsonContext, isJsonLeaf, jsonKey, partsOf, typeInfoName } from '../../../symbols/generatedJsonGraph';
import type { AttributeData, FieldSymbol, NamedTypeSymbol, ParameterSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { TypeGraphLimit } from '../../../symbols/typeGraphLimit';
import { baseTypesAndSelf, containsError, containsTypeParameter, isNamed, nullableUnderlying, sameType, someType } from '../../../symbols/types';

const serialization = 'System.Text.Json.Serialization';
/** `JsonSourceGenerationMode.Serialization`. */
export const serializationMode = 2;

type Member = PropertySymbol | FieldSymbol;

/** One diagnostic of the generator. */
export interface JsonFinding {
  readonly id: string;
  readonly message: string;
  /** Declaration whose name is the place, or an attribute. */
  readonly at: NamedTypeSymbol | Member | ParameterSymbol | AttributeData;
  /** The type in whose declaration the place is. */
  readonly owner: NamedTypeSymbol;
  readonly context: NamedTypeSymbol;
  /** The type that the diagnostic is about. */
  readonly type: TypeSymbol;
}

const cache = new WeakMap<Compilation, ReadonlyMap<NamedTypeSymbol, readonly JsonFinding[]>>();

/** Findings of all contexts that a program declares, by the type whose declaration they are in. `version`: 8 for net8.0. */
export function jsonFindings(compilation: Compilation, version: number): ReadonlyMap<NamedTypeSymbol, readonly JsonFinding[]> {
  let known = cache.get(compilation);
  if (!known) {
    const found = new Map<NamedTypeSymbol, JsonFinding[]>();
    for (const context of contextsIn(compilation)) {
      for (const finding of new ContextWalk(context, compilation, version).run()) {
        const own = found.get(finding.owner);
        if (own) own.push(finding);
        else found.set(finding.owner, [finding]);
      }
    }
    cache.set(compilation, known = found);
  }
  return known;
}

function contextsIn({ assembly }: Compilation): readonly NamedTypeSymbol[] {
  const found: NamedTypeSymbol[] = [];
  const visit = (type: NamedTypeSymbol): void => {
    // Without generated code there is no Default: the generator left the class alone.
    if (isJsonContext(type) && type.membersNamed('Default').length > 0) found.push(type);
    type.nestedTypes.forEach(visit);
  };
  for (const namespace of new Set([...assembly.namespaces, ''])) assembly.typesIn(namespace).forEach(visit);
  return found;
}

/** A type that is yet to be looked at; what comes along with a type has its mode, but neither name nor attribute. */
interface Step { readonly type: TypeSymbol; readonly mode: number | undefined; readonly name: string | undefined; readonly attribute: AttributeData | undefined }

class ContextWalk {
  private readonly found: JsonFinding[] = [];
  private readonly from: AccessContext;

  constructor(private readonly context: NamedTypeSymbol, private readonly compilation: Compilation, private readonly version: number) {
    this.from = { assembly: compilation.assembly, type: context };
  }

  run(): readonly JsonFinding[] {
    const queue: Step[] = [];
    const seen = new Set<string>();
    const limit = new TypeGraphLimit();
    const names = new Set<string>();
    for (const attribute of this.context.attributes) {
      if (attribute.fullName === `${serialization}.JsonSourceGenerationOptionsAttribute`) this.checkOptions(attribute);
      const value = attribute.fullName === `${serialization}.JsonSerializableAttribute` ? attribute.constructorArguments[0] : undefined;
      if (value?.kind === 'type' && value.value && !containsError(value.value)) queue.push({ type: value.value, mode: generationModeOf(attribute), name: nameOf(attribute), attribute });
    }
    for (let next = 0; next < queue.length; next++) {
      const step = queue[next] as Step;
      const key = jsonKey(step.type);
      if (seen.has(key)) continue;
      seen.add(key);
      if (!limit.takes(step.type)) continue;
      if (!this.check(step)) this.report('SYSLIB1030', step, `Did not generate serialization metadata for type '${typeDisplay(step.type)}'.`);
      const name = step.name ?? typeInfoName(step.type);
      if (names.has(name)) {
        const message = `There are multiple types named '${name}'. Source was generated for the first one detected. Use 'JsonSerializableAttribute.TypeInfoPropertyName' to resolve this collision.`;
        this.add('SYSLIB1031', message, step.attribute ?? this.context, this.context, step.type);
      }
      names.add(name);
      for (const type of partsOf(step.type)) if (isWalked(type)) queue.push({ type, mode: step.mode, name: undefined, attribute: undefined });
    }
    return this.found;
  }

  private add(id: string, message: string, at: JsonFinding['at'], owner: NamedTypeSymbol, type: TypeSymbol): void {
    // What is declared elsewhere is told at the context.
    const isOwn = owner.containingAssembly === this.compilation.assembly;
    this.found.push({ id, message, at: isOwn ? at : this.context, owner: isOwn ? owner.originalDefinition : this.context, context: this.context, type });
  }

  /** At the attribute that lists the type, else at the type. */
  private report(id: string, { type, attribute }: Step, message: string): void {
    if (attribute) this.add(id, message, attribute, this.context, type);
    else if (type.kind === 'namedType') this.add(id, message, type, type, type);
    else this.add(id, message, this.context, this.context, type);
  }

  /** False where the generator makes nothing for the type. */
  private check({ type, mode }: Step): boolean {
    if (type.kind !== 'namedType') return true;
    const converter = this.checkAttributes(type, mode);
    if (type.isUnboundGeneric) return false;
    if (converter !== undefined) return converter;
    if (isJsonLeaf(type) || type.typeKind === 'enum' || type.typeKind === 'delegate' || nullableUnderlying(type)) return true;
    if (type.isRefLike) return this.version < 9;
    if (!elementTypes(type)) this.checkObject(type);
    return true;
  }

  /** Undefined: the type has no converter; false: one that cannot be used. */
  private checkAttributes(type: NamedTypeSymbol, mode: number | undefined): boolean | undefined {
    const converter = type.attributes.find(isConverterAttribute);
    const usable = converter && this.checkConverter(converter, typeDisplay(type), type, type);
    if (mode === serializationMode && type.attributes.some((a) => a.fullName === `${serialization}.JsonDerivedTypeAttribute`)) {
      this.add('SYSLIB1039', `Type '${typeDisplay(type)}' is annotated with 'JsonDerivedTypeAttribute' which is not supported in 'JsonSourceGenerationMode.Serialization'.`, type, type, type);
    }
    return usable;
  }

  private checkOptions(attribute: AttributeData): void {
    const converters = attribute.namedArguments.get('Converters');
    if (converters?.kind !== 'array') return;
    for (const value of converters.values) if (value?.kind === 'type') this.checkConverterType(value.value, attribute, typeDisplay(this.context), this.context, this.context);
  }

  private checkConverter(attribute: AttributeData, display: string, owner: NamedTypeSymbol, converted: TypeSymbol): boolean {
    const { attributeClass } = attribute;
    if (attributeClass && !isNamed(attributeClass, serialization, 'JsonConverterAttribute')) {
      this.add('SYSLIB1223', `The custom attribute '${typeDisplay(attributeClass)}' deriving from JsonConverterAttribute is not supported by the source generator.`, attribute, owner, converted);
      return false;
    }
    const [value] = attribute.constructorArguments;
    if (value?.kind === 'type') return this.checkConverterType(value.value, attribute, display, owner, converted);
    return value?.kind === 'primitive' && value.value === null ? this.checkConverterType(undefined, attribute, display, owner, converted) : true;
  }

  private checkConverterType(type: TypeSymbol | undefined, attribute: AttributeData, display: string, owner: NamedTypeSymbol, converted: TypeSymbol): boolean {
    if (type && (containsError(type) || (type.kind === 'namedType' && type.isUnboundGeneric))) return true;
    const bases = type?.kind === 'namedType' ? [...baseTypesAndSelf(type)] : [];
    const isUsable = type?.kind === 'namedType' && bases.some((base) => isNamed(base, serialization, 'JsonConverter') && base.arity === 0) && this.canCreate(type);
    if (!isUsable) {
      const name = type ? typeDisplay(type) : 'null';
      this.add('SYSLIB1220', `The 'JsonConverterAttribute' type '${name}' specified on member '${display}' is not a converter type or does not contain an accessible parameterless constructor.`, attribute, owner, converted);
      return false;
    }
    if (bases.some((base) => isNamed(base, serialization, 'JsonStringEnumConverter') && base.arity === 0)) {
      this.add('SYSLIB1034', `The member '${display}' has been annotated with 'JsonStringEnumConverter' which is not supported in native AOT. Consider using the generic 'JsonStringEnumConverter<TEnum>' instead.`, attribute, owner, converted);
    }
    return true;
  }

  private canCreate(type: NamedTypeSymbol): boolean {
    return isTypeAccessible(type, this.from) && type.constructors.some((constructor) => !constructor.isStatic && constructor.parameters.length === 0 && isMemberAccessible(constructor, this.from));
  }

  private checkObject(type: NamedTypeSymbol): void {
    this.checkConstructors(type);
    const levels = type.typeKind === 'interface' ? [type, ...type.allInterfaces] : [...baseTypesAndSelf(type)].filter((base) => base.specialType === undefined);
    const ignored = new Map<string, TypeSymbol>();
    let hasExtensionData = false;
    for (const level of levels) {
      for (const member of membersOf(level)) {
        const isOverridable = member.kind === 'property' && (member.isVirtual || member.isAbstract || member.isOverride);
        if (isOverridable && sameType(ignored.get(member.name), member.type)) continue;
        if (isOverridable && isIgnored(member)) ignored.set(member.name, member.type);
        const converter = member.attributes.find(isConverterAttribute);
        if (converter) this.checkConverter(converter, `${typeDisplay(level)}.${member.name}`, level, member.type);
        this.checkAccess(member, level);
        if (!member.attributes.some((a) => a.fullName === `${serialization}.JsonExtensionDataAttribute`)) continue;
        if (hasExtensionData) this.add('SYSLIB1035', `Type '${level.name}' has multiple members annotated with 'JsonExtensionDataAttribute'.`, type, type, type);
        hasExtensionData = true;
        if (!holdsExtensionData(member.type)) {
          this.add('SYSLIB1036', `The data extension property '${level.name}.${member.name}' is invalid. It must implement 'IDictionary<string, JsonElement>' or 'IDictionary<string, object>', or be 'JsonObject'.`, member, level, member.type);
        }
      }
    }
  }

  private checkAccess(member: Member, level: NamedTypeSymbol): void {
    const accessors = member.kind === 'field' ? [member] : [member.getMethod, member.setMethod].filter((accessor) => accessor !== undefined);
    const isIncluded = member.attributes.some((a) => a.fullName === `${serialization}.JsonIncludeAttribute`);
    if (isIncluded && accessors.some((accessor) => !isMemberAccessible(accessor, this.from))) {
      this.add('SYSLIB1038', `The member '${level.name}.${member.name}' has been annotated with the JsonIncludeAttribute but is not visible to the source generator.`, member, level, member.type);
    }
    const isSeen = accessors.some((accessor) => accessor.accessibility === 'public');
    if (this.version >= 9 && isSeen && !isIgnored(member) && isRefLike(member.type)) this.reportRefLike(level, member, level);
  }

  private reportRefLike(type: NamedTypeSymbol, at: Member | ParameterSymbol, owner: NamedTypeSymbol): void {
    this.add('SYSLIB1225', `The type '${type.name}' includes the ref like property, field or constructor parameter '${at.name}'. No source code will be generated for the property, field or constructor.`, at, owner, type);
  }

  private checkConstructors(type: NamedTypeSymbol): void {
    const constructors = type.constructors.filter((constructor) => !constructor.isStatic);
    const marked = constructors.filter((constructor) => constructor.attributes.some((a) => a.fullName === `${serialization}.JsonConstructorAttribute`));
    if (marked.length > 1) {
      this.add('SYSLIB1033', `Type '${typeDisplay(type)}' has multiple constructors annotated with 'JsonConstructorAttribute'.`, type, type, type);
      return;
    }
    const [only] = marked;
    if (only && !isMemberAccessible(only, this.from)) {
      this.add('SYSLIB1222', `The constructor on type '${typeDisplay(type)}' has been annotated with JsonConstructorAttribute but is not accessible by the source generator.`, type, type, type);
      return;
    }
    const open = constructors.filter((constructor) => constructor.accessibility === 'public');
    const chosen = only ?? (type.typeKind === 'struct' ? undefined : open.find((constructor) => constructor.parameters.length === 0) ?? (open.length === 1 ? open[0] : undefined));
    const parameter = this.version >= 9 ? chosen?.parameters.find((p) => isRefLike(p.type)) : undefined;
    if (parameter) this.reportRefLike(type, parameter, type);
  }
}

function membersOf(level: NamedTypeSymbol): readonly Member[] {
  return level.members.filter((member): member is Member => !member.isStatic && (member.kind === 'field' ? !member.isConst && !member.name.startsWith('<') : member.kind === 'property' && !member.isIndexer));
}

function isWalked(type: TypeSymbol): boolean {
  const isUnusual = (part: TypeSymbol): boolean => part.kind === 'pointer' || part.kind === 'functionPointer';
  return !containsError(type) && !containsTypeParameter(type) && !someType(type, isUnusual) && !isRefLike(type);
}

function isRefLike(type: TypeSymbol): boolean {
  return type.kind === 'namedType' && type.isRefLike;
}

function isIgnored({ attributes }: Member): boolean {
  return attributes.some((attribute) => {
    if (attribute.fullName !== `${serialization}.JsonIgnoreAttribute`) return false;
    const condition = attribute.namedArguments.get('Condition');
    return condition?.kind !== 'enum' || Number(condition.value) === 1;
  });
}

function isConverterAttribute({ attributeClass }: AttributeData): boolean {
  return attributeClass !== undefined && [...baseTypesAndSelf(attributeClass)].some((base) => isNamed(base, serialization, 'JsonConverterAttribute'));
}

/** `JsonObject`, `IDictionary<string, object>` or `IDictionary<string, JsonElement>`. */
function holdsExtensionData(type: TypeSymbol): boolean {
  if (type.kind === 'error') return true;
  if (type.kind !== 'namedType') return false;
  if (type.name === 'JsonObject' && type.namespace === 'System.Text.Json.Nodes') return true;
  const dictionary = [type, ...type.allInterfaces].find((i) => isNamed(i, 'System.Collections.Generic', 'IDictionary'));
  const [key, value] = dictionary?.typeArguments ?? [];
  return key !== undefined && value !== undefined && metadataDisplay(key) === 'System.String' && ['System.Object', 'System.Text.Json.JsonElement'].includes(metadataDisplay(value));
}

/** `GenerationMode` of a `[JsonSerializable]` or `[JsonSourceGenerationOptions]`. */
export function generationModeOf(attribute: AttributeData): number | undefined {
  const mode = attribute.namedArguments.get('GenerationMode');
  return mode?.kind === 'enum' ? Number(mode.value) : undefined;
}

function nameOf(attribute: AttributeData): string | undefined {
  const name = attribute.namedArguments.get('TypeInfoPropertyName');
  return stringOf(name);
}
