/**
 * IL2110, IL2111: fields and methods with annotations that are reached by reflection or through a delegate. Only what one expression
 * says by itself is followed: `typeof(T)` or a type argument where members are demanded of it, and `typeof(T).GetMethod("M")`.
 */
import type { Anchor, SymbolUse } from '../../binding/boundBody';
import { unwrap } from '../../flow/walk';
import { displayName } from '../../symbols/display';
import type { MemberSymbol, MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { baseTypesAndSelf } from '../../symbols/types';
import type { Expression } from '../../syntax/nodes';
import { findAttribute, unreferencedCode } from '../capability/requires';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { MemberTypes, fieldAnnotation, hasHiddenRequirement, memberTypesOf, parameterAnnotation, thisAnnotation } from './annotations';
import { checkDelegates, reflectedMethodMessage } from './delegates';
import { anchorIn } from './places';
import { reflectionMetas } from './reflectionMetas';
import { callPlace, isSilenced } from './scope';
import { accessorsOf, reflectedMembers } from './selection';

export const reflectionRule = defineRule({
  metas: reflectionMetas,
  checkBody(context) {
    if (!context.program.analyzers.trim) return;
    const version = context.program.frameworkVersion || 10;
    checkDelegates(context, version);
    const check = new ReflectionCheck(context, version);
    for (const use of context.body.uses) if (!use.inNameof && use.symbol?.kind === 'method') check.checkUse(use, use.symbol);
    check.checkBaseTypes();
  },
});

const callKinds: ReadonlySet<string> = new Set(['call', 'creation']);

class ReflectionCheck {
  private readonly seen = new Set<string>();

  constructor(private readonly context: BodyContext, private readonly version: number) {}

  checkUse(use: SymbolUse, method: MethodSymbol): void {
    if (!callKinds.has(use.kind)) return;
    const definition = method.originalDefinition;
    this.checkTypeArguments(use, definition.typeParameters, method.typeArguments);
    if (use.kind === 'creation') this.checkTypeArguments(use, definition.containingType.typeParameters, method.containingType.typeArguments);
    if (isType(definition.containingType)) this.checkTypeMember(use, definition);
    else if (!isFollowedByMeaning(definition.containingType)) this.checkArguments(use, definition);
  }

  /** Type arguments of the base class and interfaces, reported at the type. */
  checkBaseTypes(): void {
    const { body } = this.context;
    if (body.owner.kind !== 'type') return;
    const { symbol } = body.owner;
    const anchor = anchorIn(body, symbol.location);
    if (!anchor) return;
    for (const base of [...(symbol.baseType ? [symbol.baseType] : []), ...symbol.interfaces]) {
      base.originalDefinition.typeParameters.forEach((parameter, i) => {
        this.demand(anchor, undefined, base.typeArguments[i], memberTypesOf(parameter.attributes));
      });
    }
  }

  private checkTypeArguments(use: SymbolUse, parameters: readonly TypeParameterSymbol[], typeArguments: readonly TypeSymbol[]): void {
    parameters.forEach((parameter, i) => { this.demand(callPlace(use), use, typeArguments[i], memberTypesOf(parameter.attributes)); });
  }

  private checkArguments(use: SymbolUse, definition: MethodSymbol): void {
    for (const { parameter, expression } of use.arguments ?? []) {
      const declared = definition.parameters[parameter.ordinal];
      const type = this.typeOperand(expression);
      if (declared && type) this.demand(callPlace(use), use, type, parameterAnnotation(declared, definition, this.version));
    }
  }

  /** `typeof(T).GetMethods()` demands what the method's annotation says; `GetMethod("M")` only members of that name. */
  private checkTypeMember(use: SymbolUse, method: MethodSymbol): void {
    const type = use.receiver && this.typeOperand(use.receiver);
    if (!type) return;
    if (method.parameters.length === 0) {
      this.demand(callPlace(use), use, type, thisAnnotation(method, this.version));
      return;
    }
    const kind = namedLookups[method.name];
    const name = this.constantArgument(use, method, 'String', 'System');
    const flags = this.constantArgument(use, method, 'BindingFlags', 'System.Reflection') ?? publicMembers;
    if (!kind || typeof name !== 'string' || typeof flags !== 'number' || type.kind !== 'namedType' || (flags & BindingFlags.ignoreCase) !== 0) return;
    for (const member of membersNamed(type, name, kind, flags)) this.check(callPlace(use), use, member);
  }

  /** Constant given to the parameter of a type; undefined without such a parameter, NaN for what is no constant. */
  private constantArgument(use: SymbolUse, method: MethodSymbol, typeName: string, namespace: string): string | number | undefined {
    const parameter = method.parameters.find((p) => p.type.kind === 'namedType' && p.type.name === typeName && p.type.namespace === namespace);
    if (!parameter) return undefined;
    const written = use.arguments?.find((a) => a.parameter.ordinal === parameter.ordinal)?.expression;
    const constant = written && this.context.body.constantOf(unwrap(written));
    if (constant?.kind === 'enum') return Number(constant.value);
    return constant?.kind === 'primitive' && typeof constant.value === 'string' ? constant.value : NaN;
  }

  private typeOperand(expression: Expression): TypeSymbol | undefined {
    const node = unwrap(expression);
    if (node.kind !== 'TypeOf') return undefined;
    const { body } = this.context;
    const unit = body.unitOf(node);
    const found = body.uses.find((u) => u.kind === 'typeof' && u.anchor.unit === unit && u.anchor.start === node.start && u.anchor.end === node.end)?.symbol;
    return found?.kind === 'namedType' && !(found.isUnboundGeneric && this.version < 9) ? found : undefined;
  }

  private demand(anchor: Anchor, use: SymbolUse | undefined, type: TypeSymbol | undefined, types: number | undefined): void {
    if (type?.kind !== 'namedType' || types === undefined || types === MemberTypes.none) return;
    for (const member of reflectedMembers(type, types)) this.check(anchor, use, member);
  }

  /** Members that require unreferenced code are a finding of another kind. */
  private check(anchor: Anchor, use: SymbolUse | undefined, member: MemberSymbol): void {
    const definition = member.originalDefinition;
    if (definition.kind === 'field') {
      const annotation = fieldAnnotation(definition, this.version);
      if (annotation === undefined || annotation === MemberTypes.none) return;
      const message = `Field '${displayName(definition)}' with 'DynamicallyAccessedMembersAttribute' is accessed via reflection. Trimmer can't guarantee availability of the requirements of the field.`;
      this.report(anchor, use, 'IL2110', message);
    } else if (definition.kind === 'method' && !requiresUnreferencedCode(definition) && hasHiddenRequirement(definition, this.version)) {
      this.report(anchor, use, 'IL2111', reflectedMethodMessage(displayName(definition)));
    }
  }

  private report(anchor: Anchor, use: SymbolUse | undefined, id: string, message: string): void {
    const key = `${id} ${anchor.unit.base + anchor.start} ${anchor.end} ${message}`;
    if (this.seen.has(key) || (use && isSilenced(this.context.body, anchor, use.enclosing, this.version))) return;
    this.seen.add(key);
    this.context.report(anchor, { id, message });
  }
}

function requiresUnreferencedCode(method: MethodSymbol): boolean {
  const around = [method, method.containingType.originalDefinition, ...(method.associatedSymbol ? [method.associatedSymbol.originalDefinition] : [])];
  return around.some((symbol) => findAttribute(symbol, unreferencedCode) !== undefined);
}

function isType(type: NamedTypeSymbol): boolean {
  return type.name === 'Type' && type.namespace === 'System';
}

/** Framework classes whose methods the analyzers know one by one; their annotations say more than what is really demanded. */
function isFollowedByMeaning(type: NamedTypeSymbol): boolean {
  return /^System(?:$|\.(?:Reflection|Linq\.Expressions|Runtime\.CompilerServices)$)/.test(type.namespace);
}

const namedLookups: Readonly<Record<string, MemberSymbol['kind']>> = { GetMethod: 'method', GetField: 'field', GetProperty: 'property', GetEvent: 'event' };

/** Values of System.Reflection.BindingFlags. */
const BindingFlags = { ignoreCase: 1, declaredOnly: 2, instance: 4, static: 8, public: 16, nonPublic: 32 } as const;
/** What lookups without flags find. */
const publicMembers = BindingFlags.instance | BindingFlags.static | BindingFlags.public;

/** Members of a name on a type and its bases that the flags let through; of a property or event its accessors. */
function membersNamed(type: NamedTypeSymbol, name: string, kind: MemberSymbol['kind'], flags: number): readonly MemberSymbol[] {
  const types = (flags & BindingFlags.declaredOnly) !== 0 ? [type] : [...baseTypesAndSelf(type)];
  const members = types.flatMap((each, i) => each.originalDefinition.membersNamed(name).filter((m) => m.kind === kind && !(i > 0 && m.accessibility === 'private') && isLetThrough(m, flags)));
  return members.flatMap((m): readonly MemberSymbol[] => (m.kind === 'property' || m.kind === 'event' ? accessorsOf(m) : [m]));
}

function isLetThrough(member: MemberSymbol, flags: number): boolean {
  const isPublic = member.accessibility === 'public';
  return (flags & (isPublic ? BindingFlags.public : BindingFlags.nonPublic)) !== 0 && (flags & (member.isStatic ? BindingFlags.static : BindingFlags.instance)) !== 0;
}
