/** Fixes of RDG006 to RDG008: constructors of `[AsParameters]` types. */
import type { Fix, TextEdit } from '../../../diagnostic';
import type { AnyNode } from '../../../flow/walk';
import { walk } from '../../../flow/walk';
import type { MethodSymbol, NamedTypeSymbol, PropertySymbol } from '../../../symbols/symbol';
import { sameType } from '../../../symbols/types';
import type { Unit } from '../../../syntax/nodes';
import type { ProgramContext } from '../../rule';
import { asParametersProperties } from '../endpoints/asParameters';
import { accessibilityEdit, declarationAt, editIn, membersEdit, typeDeclarationOf } from './sourceEdits';

export function constructorFix(id: 'RDG006' | 'RDG007' | 'RDG008', type: NamedTypeSymbol, program: ProgramContext): Fix | undefined {
  const definition = type.originalDefinition;
  if (!definition.location) return undefined;
  if (id === 'RDG006') return renameParametersFix(definition, program);
  return id === 'RDG007' ? publicConstructorFix(definition, program) : singleConstructorFix(definition);
}

function publicProperties(type: NamedTypeSymbol): readonly PropertySymbol[] {
  return type.members.filter((m): m is PropertySymbol => m.kind === 'property' && m.accessibility === 'public');
}

/** Parameters that have no property of their name take the name of the one property of their type that is left. */
function renameParametersFix(type: NamedTypeSymbol, program: ProgramContext): Fix | undefined {
  const [constructor] = type.constructors.filter((c) => c.accessibility === 'public' && !c.isStatic);
  const declared = constructor && declarationAt(constructor.location, 'Constructor');
  if (!declared) return undefined;
  const free = publicProperties(type).filter((p) => !constructor.parameters.some((parameter) => isNamedLike(parameter.name, p.name)));
  const renames = new Map<string, string>();
  for (const parameter of constructor.parameters) {
    if (publicProperties(type).some((p) => isNamedLike(parameter.name, p.name) && sameType(p.type, parameter.type))) continue;
    const fitting = free.filter((p) => sameType(p.type, parameter.type));
    const [only] = fitting;
    if (!only || fitting.length > 1) return undefined;
    renames.set(parameter.name, only.name.charAt(0).toLowerCase() + only.name.slice(1));
  }
  const names = [...renames.values()];
  if (renames.size === 0 || new Set(names).size !== names.length) return undefined;
  // Callers that name the argument would no longer compile.
  if (program.files.some((file) => [...renames.keys()].some((name) => new RegExp(`\\b${name}\\s*:[^:]`).test(file.text)))) return undefined;
  const edits = renameEdits(declared, renames);
  return edits && { title: `Rename ${[...renames].map(([from, to]) => `'${from}' to '${to}'`).join(', ')}`, applicability: 'unsafe', edits };
}

function isNamedLike(parameter: string, property: string): boolean {
  return parameter.toLowerCase() === property.toLowerCase();
}

/** Uses of parameters by simple name in a constructor; undefined where a new name is taken already. */
function renameEdits({ file, unit, node }: { readonly file: string; readonly unit: Unit; readonly node: AnyNode & { readonly parameters: readonly { readonly name: string; readonly nameStart: number; readonly nameEnd: number }[] } }, renames: ReadonlyMap<string, string>): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const taken = new Set(renames.values());
  const conflicts: AnyNode[] = [];
  for (const parameter of node.parameters) {
    const wanted = renames.get(parameter.name);
    if (wanted !== undefined) edits.push(editIn({ file, unit }, parameter.nameStart, parameter.nameEnd, wanted));
  }
  walk(node, (child, parent) => {
    if ((child.kind === 'VariableDeclarator' || child.kind === 'SingleDesignation') && taken.has((child as unknown as { readonly name: string }).name)) conflicts.push(child);
    if (child.kind !== 'IdentifierName') return undefined;
    const { name } = child as unknown as { readonly name: string };
    const isMemberName = parent?.kind === 'MemberAccess' && (parent as unknown as { readonly name: unknown }).name === child;
    const isInitialized = parent?.kind === 'Assignment' && (parent as unknown as { readonly left: unknown }).left === child && taken.has(name);
    if (isMemberName) return undefined;
    // A property of that very name would be hidden by the parameter.
    if (isInitialized) conflicts.push(child);
    const wanted = renames.get(name);
    if (wanted !== undefined) edits.push(editIn({ file, unit }, child.start, child.end, wanted));
    return undefined;
  });
  return conflicts.length > 0 ? undefined : edits;
}

/** Opens the parameterless constructor that is there, or adds one. */
function publicConstructorFix(type: NamedTypeSymbol, program: ProgramContext): Fix | undefined {
  const title = `Give '${type.name}' a public constructor`;
  const own = type.constructors.find((c) => !c.isStatic && c.parameters.length === 0);
  const declared = own && declarationAt(own.location, 'Constructor');
  if (declared) return { title, applicability: 'unsafe', edits: [accessibilityEdit(declared, 'public')] };
  if (type.baseType?.specialType !== 'Object' || type.isStatic || declarationAt(type.location, 'TypeHeader')?.node.parameters) return undefined;
  const location = type.location;
  const source = program.source(location?.file);
  const declaration = source && location && typeDeclarationOf([source.root], location.unit as Unit);
  if (!source || !declaration || declaration.range.bodyStart <= 0) return undefined;
  return { title, applicability: 'unsafe', edits: [membersEdit([`public ${type.name}() { }`], source, declaration)] };
}

/** Keeps the constructor that the framework can use, the longest; the others become internal. */
function singleConstructorFix(type: NamedTypeSymbol): Fix | undefined {
  const constructors = type.constructors.filter((c) => c.accessibility === 'public' && !c.isStatic);
  const usable = constructors.filter((c) => isUsable(c, type)).sort((a, b) => b.parameters.length - a.parameters.length);
  const [kept] = usable;
  if (!kept) return undefined;
  const others = constructors.filter((c) => c !== kept).map((c) => declarationAt(c.location, 'Constructor'));
  if (others.some((declared) => declared === undefined)) return undefined;
  const edits = others.flatMap((declared) => (declared ? [accessibilityEdit(declared, 'internal')] : []));
  const signature = kept.parameters.map((p) => p.name).join(', ');
  return { title: `Keep only '${type.name}(${signature})' public`, applicability: 'unsafe', edits };
}

/** Whether the type would be taken if this were its only public constructor. */
function isUsable(constructor: MethodSymbol, type: NamedTypeSymbol): boolean {
  const alone: NamedTypeSymbol = Object.create(type, { constructors: { value: [constructor] } }) as NamedTypeSymbol;
  return typeof asParametersProperties(alone, false) !== 'string';
}
