/** The models of options validators as their generator walks them: which members it validates, and what it has to say of them. */
import { isTypeAccessible } from '../../../binding/accessibility';
import { minimalDisplay, typeDisplay } from '../../../symbols/display';
import type { AttributeData, AttributeValue, NamedTypeSymbol, PropertySymbol, TypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isNamed, isReferenceType, isString, nullableUnderlying, sameType } from '../../../symbols/types';

const annotations = 'System.ComponentModel.DataAnnotations';
const options = 'Microsoft.Extensions.Options';

/** Place of a finding: the name of a property, one of its attributes, or where the walk began. */
export type OptionsPlace =
  | { readonly kind: 'member'; readonly member: PropertySymbol }
  | { readonly kind: 'attribute'; readonly member: PropertySymbol; readonly attribute: AttributeData }
  | { readonly kind: 'model'; readonly model: NamedTypeSymbol }
  | { readonly kind: 'validator' };

export interface OptionsFinding {
  readonly id: string;
  readonly place: OptionsPlace;
  readonly message: string;
}

/** `T` of each `IValidateOptions<T>` of a type. */
export function validatedTypes(type: NamedTypeSymbol): readonly TypeSymbol[] {
  return type.allInterfaces.filter((contract) => isNamed(contract, options, 'IValidateOptions') && contract.arity === 1).flatMap((contract) => contract.typeArguments.slice(0, 1));
}

/** Whether an attribute makes the generator validate what it stands on. */
function isValidation({ attributeClass }: AttributeData): boolean {
  return attributeClass !== undefined && [...baseTypesAndSelf(attributeClass)].slice(1).some((base) => isNamed(base, annotations, 'ValidationAttribute'));
}

/** Guards against models without end: types that hold themselves with more type arguments. */
const deepest = 40;

/** One run of the generator over all validators of a program: what it made for one model is used again for the next. */
export class OptionsWalk {
  readonly found: OptionsFinding[] = [];
  private readonly synthesized = new Set<TypeSymbol>();
  private visited: TypeSymbol[] = [];
  private validator: NamedTypeSymbol | undefined;
  private depth = 0;

  /** `generator` is its major version. */
  constructor(private readonly generator: number) {}

  /** Whether anything of a model is validated. `models` are those of the validator so far. */
  validates(validator: NamedTypeSymbol, model: TypeSymbol, isFirst: boolean): boolean {
    if (isFirst) this.visited = [];
    this.visited.push(model);
    this.validator = validator;
    const place: OptionsPlace = model.kind === 'namedType' && model.location ? { kind: 'model', model: model.originalDefinition } : { kind: 'validator' };
    return this.members(model, true, place) > 0 || this.validatesItself(model);
  }

  private validatesItself(type: TypeSymbol): boolean {
    return this.generator >= 9 && type.kind === 'namedType' && type.allInterfaces.some((contract) => isNamed(contract, annotations, 'IValidatableObject'));
  }

  private report(id: string, place: OptionsPlace, message: string): void {
    this.found.push({ id, place, message });
  }

  /** How many members are validated. */
  private members(type: TypeSymbol, speculates: boolean, from: OptionsPlace): number {
    const model = type.kind === 'namedType' ? nullableUnderlying(type) ?? type : type;
    if (model.kind !== 'namedType' || this.depth > deepest) return 0;
    this.depth++;
    let count = 0;
    for (const member of this.propertiesOf(model)) {
      const place: OptionsPlace = member.location ? { kind: 'member', member } : from;
      if (!this.member(member, speculates, place)) continue;
      if (member.accessibility === 'public') count++;
      else this.report('SYSLIB1206', place, `Can't apply validation attributes to private field or property ${member.name}.`);
    }
    this.depth--;
    return count;
  }

  /** Those of the most derived class first; a name hides the same one of the bases, whatever it is there. */
  private propertiesOf(model: NamedTypeSymbol): readonly PropertySymbol[] {
    const found: PropertySymbol[] = [];
    const seen = new Set<string>();
    for (const type of baseTypesAndSelf(model)) {
      if (type !== model && (type.specialType === 'Object' || (this.generator >= 9 && /^System(?:\.|$)/.test(type.namespace)))) break;
      found.push(...type.members.filter((member): member is PropertySymbol => member.kind === 'property' && !seen.has(member.name)));
      for (const member of type.members) seen.add(member.name);
      for (const nested of type.nestedTypes) seen.add(nested.name);
    }
    return found;
  }

  /** Whether a member is to be validated. */
  private member(member: PropertySymbol, speculatesAtFirst: boolean, place: OptionsPlace): boolean {
    const { type } = member;
    if (type.kind === 'error') return false;
    let speculates = speculatesAtFirst;
    let isApplied = false;
    const nested = { isTransitive: false, isEnumerated: false };
    for (const attribute of member.attributes) {
      const at: OptionsPlace = member.location ? { kind: 'attribute', member, attribute } : place;
      const name = attribute.attributeClass?.namespace === options ? attribute.attributeClass.name : '';
      const isObject = name === 'ValidateObjectMembersAttribute';
      if (isObject || name === 'ValidateEnumeratedItemsAttribute') {
        const target = isObject ? type : enumeratedType(type);
        const result = target ? this.nested(member, attribute, target, isObject, at, place) : this.notEnumerable(member, at);
        if (result === 'none') speculates = false;
        else nested[isObject ? 'isTransitive' : 'isEnumerated'] = result;
      } else if (isValidation(attribute) && this.attribute(member, attribute, place)) {
        isApplied = true;
      }
    }
    const { isTransitive, isEnumerated } = nested;
    isApplied ||= isTransitive || isEnumerated;
    if (member.isStatic) {
      if (isApplied) this.report('SYSLIB1214', place, `Can't apply validation attributes to constant or static member ${member.name}.`);
      return false;
    }
    if (speculates) this.speculate(member, isTransitive, isEnumerated, place);
    return isApplied;
  }

  private speculate(member: PropertySymbol, isTransitive: boolean, isEnumerated: boolean, place: OptionsPlace): void {
    const { type } = member;
    const missing = (what: TypeSymbol, id: string, attribute: string): void => {
      if (openGeneric(what) !== undefined || this.members(what, false, place) === 0) return;
      this.report(id, place, `Type ${simpleName(what)} has validation annotations, but member ${member.name} doesn't specify [${attribute}] which could be an oversight.`);
    };
    if (!isTransitive && !(type.kind === 'namedType' && type.specialType !== undefined)) missing(type, 'SYSLIB1212', 'ValidateObjectMembers');
    if (isEnumerated || isString(type)) return;
    const element = enumeratedType(type);
    if (element) missing(element, 'SYSLIB1213', 'ValidateEnumeratedItems');
  }

  private notEnumerable(member: PropertySymbol, at: OptionsPlace): 'none' {
    this.report('SYSLIB1207', at, `[ValidateEnumeratedItems] cannot be used on members of type ${nullableDisplay(member)} as it doesn't implement IEnumerable<T>.`);
    return 'none';
  }

  /** Whether a nested object is validated; `none` where the generator leaves the attribute alone. */
  private nested(member: PropertySymbol, attribute: AttributeData, target: TypeSymbol, isObject: boolean, at: OptionsPlace, place: OptionsPlace): boolean | 'none' {
    const open = openGeneric(target);
    if (open !== undefined) {
      this.report('SYSLIB1201', at, `Can't use [ValidateObjectMembers] or [ValidateEnumeratedItems] on fields or properties with open generic type ${open}.`);
      return 'none';
    }
    if (attribute.constructorArguments.length === 1) {
      if (this.hasValidator(attribute.constructorArguments[0], target, at)) return this.leave(target, true);
    } else if (this.visited.some((type) => sameType(type, target))) {
      this.report('SYSLIB1211', at, `There is a circular type reference involving type ${isObject ? nullableDisplay(member) : typeDisplay(target)} preventing it from being used for static validation.`);
      return 'none';
    } else {
      this.visited.push(target);
    }
    return this.leave(target, this.synthesize(member, target, place));
  }

  private leave(target: TypeSymbol, result: boolean): boolean {
    this.visited = this.visited.filter((type) => !sameType(type, target));
    return result;
  }

  private hasValidator(argument: AttributeValue, target: TypeSymbol, at: OptionsPlace): boolean {
    if (argument?.kind === 'primitive' || (argument?.kind === 'type' && argument.value !== undefined && argument.value.kind !== 'namedType' && argument.value.kind !== 'error')) {
      this.report('SYSLIB1210', at, 'Null validator type specified in [ValidateObjectMembers] or [ValidateEnumeratedItems] attributes.');
      return false;
    }
    // What is not known is taken to be right.
    if (argument?.kind !== 'type' || argument.value?.kind !== 'namedType') return true;
    const validator = argument.value;
    if (!validatedTypes(validator).some((type) => sameType(type, target))) {
      this.report('SYSLIB1204', at, `Type ${validator.name} does not implement the required IValidateOptions<${simpleName(target)}> interface.`);
      return false;
    }
    if (validator.constructors.some((constructor) => constructor.parameters.length === 0)) return true;
    this.report('SYSLIB1208', at, `Validator type ${validator.name} doesn't have a parameterless constructor.`);
    return false;
  }

  private synthesize(member: PropertySymbol, target: TypeSymbol, place: OptionsPlace): boolean {
    const model = target.kind === 'namedType' ? nullableUnderlying(target) ?? target : target;
    if (this.synthesized.has(model)) return true;
    if (this.members(model, true, place) === 0 && !this.validatesItself(model)) {
      this.report('SYSLIB1202', place, `Type ${typeDisplay(model)} has no fields or properties to validate, referenced from member ${typeDisplay(member.containingType)}.${member.name}.`);
      return false;
    }
    this.synthesized.add(model);
    return true;
  }

  /** Whether an attribute counts. */
  private attribute(member: PropertySymbol, { attributeClass }: AttributeData, place: OptionsPlace): boolean {
    const { validator } = this;
    if (!attributeClass || !validator) return false;
    if (!isTypeAccessible(attributeClass.originalDefinition, { assembly: validator.containingAssembly, type: validator })) {
      const { originalDefinition } = member;
      const shown = `${minimalDisplay(originalDefinition.type)}${isAnnotated(originalDefinition) ? '?' : ''} ${minimalDisplay(originalDefinition.containingType)}.${member.name}`;
      this.report('SYSLIB1215', place, `Validation attribute '${attributeClass.name}' on the member '${shown}' is inaccessible from the validator type '${validator.name}'.`);
      return false;
    }
    if (!['MaxLengthAttribute', 'MinLengthAttribute', 'LengthAttribute'].some((name) => isNamed(attributeClass, annotations, name)) || hasLength(member.type)) return true;
    this.report('SYSLIB1217', place, `The validation attribute ${attributeClass.name} should only be applied to properties of type string, array, or ICollection. Using it with the type ${simpleName(member.type)} could lead to runtime failures.`);
    return false;
  }
}

function isAnnotated(member: PropertySymbol): boolean {
  return member.nullableAnnotated === true && isReferenceType(member.type);
}

function nullableDisplay(member: PropertySymbol): string {
  return typeDisplay(member.type) + (isAnnotated(member) ? '?' : '');
}

/** Roslyn's Name: without namespace and type arguments; arrays have none. */
function simpleName(type: TypeSymbol): string {
  return 'name' in type ? type.name : '';
}

/** Name of a type parameter that the type is, or is directly made of. */
function openGeneric(type: TypeSymbol): string | undefined {
  if (type.kind === 'typeParameter') return type.name;
  if (type.kind === 'array') return openGeneric(type.elementType);
  const found = type.kind === 'namedType' ? type.typeArguments.find((argument) => argument.kind === 'typeParameter') : undefined;
  return found?.kind === 'typeParameter' ? found.name : undefined;
}

function isEnumerable(type: NamedTypeSymbol): boolean {
  return type.arity === 1 && isNamed(type, 'System.Collections.Generic', 'IEnumerable');
}

function enumeratedType(type: TypeSymbol): TypeSymbol | undefined {
  if (type.kind === 'array') return type.rank === 1 ? type.elementType : undefined;
  const own = type.kind === 'namedType' ? nullableUnderlying(type) ?? type : type;
  if (own.kind !== 'namedType') return undefined;
  return (isEnumerable(own) ? own : own.allInterfaces.find(isEnumerable))?.typeArguments[0];
}

function hasLength(type: TypeSymbol): boolean {
  if (type.kind === 'array') return true;
  if (type.kind !== 'namedType') return false;
  if (type.specialType === 'String') return true;
  const own = nullableUnderlying(type) ?? type;
  if (own.kind !== 'namedType') return false;
  return [...baseTypesAndSelf(own), ...own.allInterfaces].some((base) => base.membersNamed('Count').some((member) => member.kind === 'property' && member.type.kind === 'namedType' && member.type.specialType === 'Int32'
    && member.accessibility === 'public' && !member.isStatic && member.getMethod !== undefined && member.parameters.length === 0));
}
