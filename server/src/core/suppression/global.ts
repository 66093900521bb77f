/** Suppressions of the assembly and the module, which name what they are for in text (Roslyn: SuppressMessageAttributeState, TargetSymbolResolver). */
import type { RuleId, Span } from '../diagnostic';
import type { ProgramContext } from '../rules/rule';
import type { SourceFile } from '../sourceFile';
import type { SuppressionScope } from './attributes';
import { forEachType, suppressedId, unitSpan } from './attributes';
import { stringOf } from '../symbols/attributeValues';
import type { SourceCompilation } from '../symbols/createCompilation';
import { documentationId } from '../symbols/display';
import type { AttributeData, AttributeValue, MemberSymbol, NamedTypeSymbol } from '../symbols/symbol';
import type { Accessor, Unit } from '../syntax/nodes';

interface GlobalSuppression { readonly id: RuleId; readonly scope: string; readonly target: string }

type Declared = MemberSymbol | NamedTypeSymbol;

const cache = new WeakMap<readonly AttributeData[], readonly GlobalSuppression[]>();

/** Scopes in `file` of `[assembly: …]` and `[module: …]` suppressions of these ids anywhere in the program. */
export function globalSuppressions(program: ProgramContext, file: SourceFile, ids: ReadonlySet<RuleId>): readonly SuppressionScope[] {
  const { assembly } = program.compilation;
  return [assembly.attributes, assembly.moduleAttributes].flatMap(suppressionsOf).filter(({ id }) => ids.has(id))
    .flatMap((suppression) => spansOf(suppression, file, program.compilation as SourceCompilation).map((span) => ({ id: suppression.id, span })));
}

/** Whether the assembly or the module suppresses an id without naming a target. */
export function isSuppressedEverywhere({ compilation: { assembly } }: ProgramContext, id: RuleId): boolean {
  return [assembly.attributes, assembly.moduleAttributes].flatMap(suppressionsOf).some((each) => each.id === id && each.scope === 'module' && each.target === '');
}

function suppressionsOf(attributes: readonly AttributeData[]): readonly GlobalSuppression[] {
  let known = cache.get(attributes);
  if (known === undefined) {
    cache.set(attributes, known = attributes.flatMap((attribute) => suppressedId(attribute).map((id) => (
      { id, scope: (textOf(attribute.namedArguments.get('Scope')) ?? 'module').toLowerCase(), target: textOf(attribute.namedArguments.get('Target')) ?? '' }
    ))));
  }
  return known;
}

function textOf(value: AttributeValue): string | undefined {
  return stringOf(value);
}

/** The scope `namespace` is for what stands in the namespace itself, which no type does. */
function spansOf({ scope, target }: GlobalSuppression, file: SourceFile, compilation: SourceCompilation): readonly Span[] {
  switch (scope) {
    case 'module': return target === '' ? [{ start: 0, end: file.text.length + 1 }] : [];
    case 'type':
    case 'member': return target === '' ? [] : spansOfDeclarations(target.replace(/^~/, ''), file, compilation);
    case 'namespaceanddescendants': return spansOfNamespace(target.replace(/^~?N:/, ''), file);
    default: return [];
  }
}

function spansOfNamespace(name: string, file: SourceFile): readonly Span[] {
  if (name === '') return [];
  const spans: Span[] = [];
  forEachType(file.root, (type, namespace, outer) => {
    if (outer === undefined && (namespace === name || namespace.startsWith(`${name}.`))) spans.push(type.range);
    return type.header.root.name;
  });
  return spans;
}

/** Where a file declares what a target names. The names of the types around are compared first: few targets are of one type. */
function spansOfDeclarations(target: string, file: SourceFile, compilation: SourceCompilation): readonly Span[] {
  const spans: Span[] = [];
  const name = target.replace(/^[A-Z]:/, '');
  const isTarget = (symbol: Declared | undefined): boolean => {
    const id = symbol && documentationId(symbol);
    return id !== undefined && names(target, id);
  };
  forEachType(file.root, (type, namespace, outer) => {
    const { header } = type;
    const arity = header.root.typeParameters.length;
    const around = outer ?? namespace;
    const full = `${around === '' ? '' : `${around}.`}${header.root.name}${arity === 0 ? '' : `\`${arity}`}`;
    if (!name.startsWith(full)) return full;
    compilation.realize(file);
    if (isTarget(compilation.declaredType(type))) spans.push(type.range);
    for (const unit of type.members) {
      for (const symbol of compilation.declaredSymbols(unit)) {
        if (isTarget(symbol)) spans.push(unitSpan(unit));
        for (const accessor of accessorsOf(symbol)) if (isTarget(accessor)) spans.push(...accessorSpans(unit, accessor.name));
      }
    }
    return full;
  });
  return spans;
}

/**
 * Whether a target names the symbol with a documentation id: by the id, where a conversion may lack its result, or as FxCop wrote
 * members, `N.C.#M(System.Int32)`.
 */
function names(target: string, id: string): boolean {
  // A parameter of function pointer type has no name.
  if (/[(,][,)]/.test(target) && !target.endsWith('()')) return false;
  if (/^[A-Z]:/.test(target)) {
    const given = target.replace(/\(\)$/, ''); // no parameters may be written, too
    return given === id || (id.includes('~') && given === id.slice(0, id.indexOf('~')));
  }
  const own = id.slice(2).replace(/#/g, '.');
  const given = target.replace('.#', '.');
  return given === own || (given.endsWith('()') && given.slice(0, -2) === own);
}

function accessorsOf(symbol: Declared): readonly MemberSymbol[] {
  switch (symbol.kind) {
    case 'property': return [symbol.getMethod, symbol.setMethod].filter((method) => method !== undefined);
    case 'event': return [symbol.addMethod, symbol.removeMethod].filter((method) => method !== undefined);
    default: return [];
  }
}

/** What is written as an expression only (`=> e`) is in no accessor. */
function accessorSpans(unit: Unit, name: string): readonly Span[] {
  const { accessors = [] } = unit.root as { readonly accessors?: readonly Accessor[] };
  const keyword = /(?:^|\.)(get|set|add|remove)_[^.]*$/.exec(name)?.[1];
  return accessors.filter((each) => each.accessor === keyword || (each.accessor === 'init' && keyword === 'set'))
    .map(({ start, end }) => ({ start: unit.base + start, end: unit.base + end }));
}
