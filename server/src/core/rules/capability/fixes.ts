/** Fixes of findings about required capabilities. */
import { bodiesOf } from '../../binding/bodies';
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix, TextEdit } from '../../diagnostic';
import { implementedInterfaceMembers, overriddenMember } from '../../symbols/inheritance';
import type { SourceFile } from '../../sourceFile';
import type { SourceCompilation } from '../../symbols/createCompilation';
import type { MethodSymbol, NamedTypeSymbol } from '../../symbols/symbol';
import type { NodeBase, Unit } from '../../syntax/nodes';
import { gapAfterAttribute } from '../../syntax/query';
import { replacementFixes } from '../aspnet/fixes/replacements';
import { importing } from '../imports';
import { stringEnumFixes } from '../json/fixes/stringEnumFix';
import { typedJsonFixes } from '../json/fixes/typedInfoFix';
import type { ProgramContext } from '../rule';
import { genericFormFix } from './genericFormFix';
import { isEntryPoint, isExportedEntryPoint } from './placement';
import type { Capability } from './requires';
import { dynamicCode, requirementOf } from './requires';

const codeAnalysis = 'System.Diagnostics.CodeAnalysis';

const annotationText: Readonly<Record<string, string>> = {
  IL2026: 'RequiresUnreferencedCode("Uses code that trimming may remove.")',
  IL3050: 'RequiresDynamicCode("Uses code that is made at run time.")',
  IL3002: 'RequiresAssemblyFiles("Uses files of the assembly.")',
};

/** The way out where there is one, then the annotation that passes the requirement on to the callers. */
export function requirementFixes(use: SymbolUse, body: BoundBody, program: ProgramContext, c: Capability): readonly Fix[] {
  return [...replacementFixes(use, body, program), ...typedJsonFixes(use, body, program), ...stringEnumFixes(use, body, program), ...[c === dynamicCode ? genericFormFix(use, body) : undefined, annotateFix(use.anchor.unit, body, program, c)].filter((fix) => fix !== undefined)];
}

const annotatable: ReadonlySet<string> = new Set(['Method', 'Constructor']);

/** Entry points have no callers to warn; what is overridden or implemented, and what overrides in turn, must have the attribute too. */
function canBeAnnotated(method: MethodSymbol, { compilation: { assembly } }: ProgramContext, c: Capability): boolean {
  if (isEntryPoint(method) || isExportedEntryPoint(method)) return false;
  const base = method.isOverride ? overriddenMember(method) : undefined;
  // What an unknown base asks for is not known.
  if (method.isOverride && !base) return false;
  if ([...(base ? [base] : []), ...implementedInterfaceMembers(method)].some((member) => !requirementOf(member, c))) return false;
  if (!method.isVirtual && !method.isAbstract && (!method.isOverride || method.isSealed)) return true;
  const isOverridden = (type: NamedTypeSymbol): boolean => type.nestedTypes.some(isOverridden)
    || type.membersNamed(method.name).some((member) => member.kind === 'method' && overriddenMember(member)?.originalDefinition === method.originalDefinition);
  return method.containingType.typeKind !== 'interface' && ![...assembly.namespaces, ''].some((namespace) => assembly.typesIn(namespace).some(isOverridden));
}

/** `[Requires…("…")]` above the method or constructor; nothing for places that cannot carry the attribute (top-level code, initializers). */
function annotateFix(unit: Unit, body: BoundBody, program: ProgramContext, c: Capability): Fix | undefined {
  const root = unit.root as (NodeBase & { readonly kind?: string; readonly modifiers?: readonly string[] });
  if (root.kind === undefined || !annotatable.has(root.kind) || body.owner.kind !== 'member') return undefined;
  if (root.kind === 'Constructor' && root.modifiers?.includes('static')) return undefined;
  const text = annotationText[c.useId];
  const source = program.source(body.file);
  if (text === undefined || !source || body.owner.symbol.kind !== 'method' || !canBeAnnotated(body.owner.symbol, program, c)) return undefined;
  const { prefix, edits } = importing(program, body.file, codeAnalysis, body.owner.symbol.containingType.namespace);
  const above = (offset: number): TextEdit => ({ file: body.file, span: { start: offset, end: offset }, newText: `[${prefix}${text}]${gapAfterAttribute(source.text, offset)}` });
  const chained = root.kind === 'Constructor' ? callersInChain(body.owner.symbol, source, program, c) : [];
  return { title: `Pass the requirement on: annotate with [${c.shortName.replace(/Attribute$/, '')}]`, applicability: 'unsafe', edits: [...edits, above(unit.base + root.start), ...chained.map(above)], passesOn: true };
}

/** Offsets of the constructors that lead to one with `: this(…)`: they could do nothing about it themselves. */
function callersInChain(constructor: MethodSymbol, source: SourceFile, program: ProgramContext, c: Capability): readonly number[] {
  const reached = new Set<MethodSymbol>([constructor]);
  const offsets: number[] = [];
  const others = bodiesOf(source, program.compilation as SourceCompilation).flatMap((each) => {
    const [unit] = each.units as readonly Unit<NodeBase & { readonly kind?: string }>[];
    const { owner } = each;
    return unit?.root.kind === 'Constructor' && owner.kind === 'member' && owner.symbol.kind === 'method' && owner.symbol.containingType === constructor.containingType && /\bthis\s*\(/.test(unit.text) && !requirementOf(owner.symbol, c)
      ? [{ unit, symbol: owner.symbol, called: each.bind().uses.find(({ kind }) => kind === 'constructorInitializer')?.symbol }] : [];
  });
  for (let size = 0; size < reached.size;) {
    size = reached.size;
    for (const { unit, symbol, called } of others) {
      if (called?.kind !== 'method' || !reached.has(called) || reached.has(symbol)) continue;
      reached.add(symbol);
      offsets.push(unit.base + unit.root.start);
    }
  }
  return offsets;
}
