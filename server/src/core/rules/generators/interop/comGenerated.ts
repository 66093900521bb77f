/** SYSLIB1090, SYSLIB1091 and SYSLIB1095: `[GeneratedComInterface]` and `[GeneratedComClass]` types for which no code is generated. */
import type { BodyContext, RuleMeta } from '../../rule';
import { defineRule } from '../../rule';
import { typeDisplay } from '../../../symbols/display';
import type { NamedTypeSymbol } from '../../../symbols/symbol';
import type { Attribute, TypeHeader, Unit } from '../../../syntax/nodes';
import { attributesNamed, interopNamespace } from './libraryImport';

const metas: readonly RuleMeta[] = [
  {
    id: 'SYSLIB1090', name: 'invalid-generated-com-interface', title: 'A [GeneratedComInterface] interface has the wrong form', defaultSeverity: 'error', official: true,
    why: 'The generator makes no code for it.', whatToDo: 'Make it and the types around it partial and internal or public, give it a [Guid], and leave out type parameters and dispatch interfaces.',
  },
  {
    id: 'SYSLIB1091', name: 'generated-com-property', title: 'A [GeneratedComInterface] interface has properties or events', defaultSeverity: 'error', official: true,
    why: 'The generator knows methods only.', whatToDo: 'Write methods in their place.',
  },
  {
    id: 'SYSLIB1095', name: 'invalid-generated-com-class', title: 'A [GeneratedComClass] class exposes nothing to COM', defaultSeverity: 'warning', official: true,
    why: 'The generator makes no code for it.', whatToDo: 'Make it and the types around it partial, and implement an interface with [GeneratedComInterface].',
  },
];

const interfaceKinds: readonly string[] = ['InterfaceIsDual', 'InterfaceIsIUnknown', 'InterfaceIsIDispatch', 'InterfaceIsIInspectable'];
const accessibilities: Readonly<Partial<Record<NamedTypeSymbol['accessibility'], string>>> = { private: 'private', protected: 'protected', privateProtected: 'protectedandinternal' };

export const comGeneratedRule = defineRule({
  metas,
  checkBody(context) {
    const { owner } = context.body;
    const [unit] = context.body.units;
    if (!unit) return;
    if (owner.kind === 'member') checkMember(context, unit);
    const root = unit.root as TypeHeader;
    if (owner.kind !== 'type' || (root as { readonly kind: string }).kind !== 'TypeHeader' || root.attributeLists.length === 0) return;
    const report = (id: string, message: string, severity: 'error' | 'warning', at = { start: root.nameStart, end: root.nameEnd }): void => { context.report({ unit, ...at }, { id, message, severity }); };
    const { symbol } = owner;
    if (root.typeKind === 'interface' && attributeOf(context, root, 'GeneratedComInterfaceAttribute')) {
      const fault = interfaceFault(symbol);
      if (fault !== undefined) report('SYSLIB1090', fault, 'error');
    }
    if (root.typeKind === 'interface' && isMarked(symbol, 'GeneratedComInterfaceAttribute')) {
      const kind = attributeOf(context, root, 'InterfaceTypeAttribute');
      const value = kindFault(symbol);
      if (kind && value !== undefined) report('SYSLIB1090', `Using 'GeneratedComInterfaceAttribute' and 'InterfaceTypeAttribute' is not supported with 'ComInterfaceType' value '${value}'.`, 'error', kind);
    }
    if (root.typeKind === 'class' && attributeOf(context, root, 'GeneratedComClassAttribute')) checkClass(symbol, root, report);
  },
});

/** An attribute of the declaration itself, by the name of its class. */
function attributeOf({ body }: BodyContext, root: TypeHeader, name: string): Attribute | undefined {
  const written = new Set<unknown>(root.attributeLists.flatMap((list): readonly Attribute[] => list.attributes));
  const use = body.uses.find(({ kind, symbol, node }) => kind === 'attribute' && symbol?.kind === 'method' && symbol.containingType.name === name && symbol.containingType.namespace.startsWith(interopNamespace) && written.has(node));
  return use?.node as Attribute | undefined;
}

function isMarked(type: NamedTypeSymbol, name: string): boolean {
  return type.attributes.some((attribute) => attribute.attributeClass && attribute.fullName === `${interopNamespace}.Marshalling.${name}`);
}

/** Whether the type and those around it are partial; all parts of a type have to say so. */
function isPartial(type: NamedTypeSymbol): boolean {
  const root = (type.location?.unit as Unit | undefined)?.root as TypeHeader | undefined;
  if (root?.kind === 'TypeHeader' && !root.modifiers.includes('partial')) return false;
  return type.containingType === undefined || isPartial(type.containingType.originalDefinition);
}

/** The generator stops at the first. */
function interfaceFault(type: NamedTypeSymbol): string | undefined {
  const shown = typeDisplay(type);
  if (type.arity > 0) return `Interface '${type.name}' is attributed with 'GeneratedComInterfaceAttribute' but is generic.`;
  if (!isPartial(type)) return `The interface '${type.name}' or one of its containing types is missing the 'partial' keyword. Code will not be generated for '${type.name}'.`;
  for (let level: NamedTypeSymbol | undefined = type; level; level = level.containingType) {
    const accessibility = accessibilities[level.accessibility];
    if (accessibility !== undefined) return `Interface '${shown}' is attributed with 'GeneratedComInterfaceAttribute' but is not accessible by generated code. The interface and all containing types must have accessibility 'internal' or 'public' for generated code to access it. '${typeDisplay(level)}' has accessibility '${accessibility}'.`;
  }
  if (attributesNamed(type.attributes, 'GuidAttribute').length === 0) return `Interface '${shown}' is attributed with 'GeneratedComInterfaceAttribute' but is missing '${interopNamespace}.GuidAttribute'.`;
  return undefined;
}

/** The value of `[InterfaceType]` where it is another than IUnknown. */
function kindFault(type: NamedTypeSymbol): string | undefined {
  const value = attributesNamed(type.attributes, 'InterfaceTypeAttribute')[0]?.constructorArguments[0];
  if (value?.kind !== 'enum' && value?.kind !== 'primitive') return undefined;
  const kind = Number(value.value);
  if (kind === 1) return undefined;
  const name = interfaceKinds[kind];
  return value.kind === 'enum' && name !== undefined ? `${interopNamespace}.ComInterfaceType.${name}` : String(kind);
}

function checkMember(context: BodyContext, unit: Unit): void {
  const { owner } = context.body;
  if (owner.kind !== 'member' || (owner.symbol.kind !== 'property' && owner.symbol.kind !== 'event')) return;
  const type = owner.symbol.containingType;
  if (type.typeKind !== 'interface' || !isMarked(type, 'GeneratedComInterfaceAttribute') || interfaceFault(type) !== undefined) return;
  for (const member of type.members) {
    if (member.location?.unit !== unit || member.isStatic || (member.kind !== 'property' && member.kind !== 'event')) continue;
    const { start, end } = member.location;
    context.report({ unit, start, end }, { id: 'SYSLIB1091', message: `The instance ${member.kind} '${member.name}' is declared in the interface '${typeDisplay(type)}', which has the 'GeneratedComInterfaceAttribute' applied` });
  }
}

function checkClass(type: NamedTypeSymbol, root: TypeHeader, report: (id: string, message: string, severity: 'error' | 'warning') => void): void {
  const shown = typeDisplay(type);
  if (!isPartial(type)) {
    report('SYSLIB1095', `Class '${shown}' with 'GeneratedComClassAttribute' or one of its containing types is not marked 'partial'.`, 'error');
    return;
  }
  // Bases that are not known may be such interfaces.
  const known = type.interfaces.length + (type.baseType?.specialType === 'Object' ? 0 : 1);
  if (type.baseType === undefined || root.bases.length > known || type.allInterfaces.some((contract) => isMarked(contract.originalDefinition, 'GeneratedComInterfaceAttribute'))) return;
  report('SYSLIB1095', `Class '${shown}' with 'GeneratedComClassAttribute' does not implement any interfaces with 'GeneratedComInterfaceAttribute'. Source will not be generated for '${shown}'.`, 'warning');
}
