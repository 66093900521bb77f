/** `Requires…` attributes where they mean nothing (static constructors, entry points), and base types that carry one. */
import type { Anchor } from '../../binding/boundBody';
import type { MethodSymbol, NamedTypeSymbol, SourceLocation } from '../../symbols/symbol';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { typeDisplay } from '../../symbols/display';
import { memberDisplay } from './display';
import { placementMetas } from './mismatchMetas';
import { attributeText, capabilities, findAttribute, isEnabled, unreferencedCode } from './requires';

export const placementRule = defineRule({
  metas: placementMetas,
  checkBody(context) {
    const { owner } = context.body;
    if (owner.kind === 'member' && owner.symbol.kind === 'method') checkMethod(context, owner.symbol);
    if (owner.kind === 'type') checkBaseType(context, owner.symbol);
  },
});

function checkMethod(context: BodyContext, method: MethodSymbol): void {
  const anchor = anchorAt(context, method.location);
  if (!anchor || method.attributes.length === 0) return;
  const version = context.program.frameworkVersion || 10;
  for (const c of capabilities) {
    if (!isEnabled(c, context.program.analyzers) || !findAttribute(method, c)) continue;
    if (method.methodKind === 'staticConstructor') {
      const advice = c === unreferencedCode ? `, consider placing '${c.shortName}' on the type declaration instead.` : '.';
      context.report(anchor, { id: c.staticConstructorId, message: `'${c.shortName}' cannot be placed directly on static constructor '${memberDisplay(method)}'${advice}` });
    } else if (version >= 10 && (isEntryPoint(method) || isExportedEntryPoint(method))) {
      context.report(anchor, { id: c.entryPointId, message: `'${c.shortName}' cannot be placed directly on application entry point '${memberDisplay(method)}'.` });
    }
  }
}

/** Any static `Main` that returns void, int or a task: the analyzer looks no further. */
export function isEntryPoint(method: MethodSymbol): boolean {
  if (method.name !== 'Main' || !method.isStatic || method.methodKind !== 'ordinary' || method.returnType.kind !== 'namedType') return false;
  const { specialType, namespace, name } = method.returnType;
  return specialType === 'Void' || specialType === 'Int32' || (namespace === 'System.Threading.Tasks' && name === 'Task');
}

/** A native function by `[UnmanagedCallersOnly(EntryPoint = …)]`; the name itself does not matter. */
export function isExportedEntryPoint(method: MethodSymbol): boolean {
  return method.attributes.some((a) => a.fullName === 'System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute' && a.namedArguments.has('EntryPoint'));
}

function checkBaseType(context: BodyContext, type: NamedTypeSymbol): void {
  const version = context.program.frameworkVersion || 10;
  const base = type.baseType?.originalDefinition;
  if (version >= 10 || !type.baseType || !base || !context.program.analyzers.trim || type.typeKind !== 'class') return;
  const attribute = findAttribute(base, unreferencedCode);
  const anchor = attribute && !findAttribute(type, unreferencedCode) ? anchorAt(context, type.location) : undefined;
  if (!attribute || !anchor) return;
  const text = attributeText(attribute);
  context.report(anchor, {
    id: 'IL2109',
    message: `Type '${memberDisplay(type)}' derives from '${typeDisplay(type.baseType)}' which has '${unreferencedCode.shortName}'. ${text}`,
  });
}

/** Undefined for the other parts of a partial declaration: it is reported once. */
function anchorAt(context: BodyContext, location: SourceLocation | undefined): Anchor | undefined {
  const unit = context.body.units.find((candidate) => candidate === location?.unit);
  return unit && location ? { unit, start: location.start, end: location.end } : undefined;
}
