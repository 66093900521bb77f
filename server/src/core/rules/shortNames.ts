/** Types as code at one place would write them: without a namespace that is in scope there. */
import type { BoundBody } from '../binding/boundBody';
import type { Compilation } from '../symbols/compilation';
import type { SourceFile } from '../sourceFile';
import type { NamedTypeSymbol, TypeSymbol } from '../symbols/symbol';
import { baseTypesAndSelf, nullableUnderlying } from '../symbols/types';
import { escapedName } from '../syntax/keywords';
import { usingsAt } from './imports';
import type { Rename } from './json/typeModel';
import { typeName } from './json/typeModel';
import type { ProgramContext } from './rule';

/** Where the name is to stand. */
export interface NamePlace {
  readonly file: string;
  /** Of the namespace around; '' outside of any. */
  readonly namespace: string;
  /** The type around, whose own nested types come first. */
  readonly containingType: NamedTypeSymbol | undefined;
  /** In an expression, where members of the type around come before types. */
  readonly isExpression?: boolean;
}

/** The namespace and the type that a body stands in. */
export function surroundings({ owner }: BoundBody): Pick<NamePlace, 'namespace' | 'containingType'> {
  const containingType = owner.kind === 'member' ? owner.symbol.containingType : owner.kind === 'type' ? owner.symbol : undefined;
  return { namespace: containingType?.namespace ?? '', containingType };
}

/** In the code of a file without further knowledge: its only namespace, or outside of any. */
export function placeIn(file: SourceFile): NamePlace {
  const [only, ...others] = file.root.namespaces;
  return { file: file.path, namespace: only && others.length === 0 && file.root.statements.length === 0 && file.root.types.length === 0 ? only.name : '', containingType: undefined };
}

/** Short where the simple name means the type there, and nothing else; with its namespace otherwise. `renamed`: types that get other names. */
export function nameAt(place: NamePlace, type: TypeSymbol, program: ProgramContext, renamed?: Rename): string {
  const rename = (each: NamedTypeSymbol): string | undefined => {
    const other = renamed?.(each);
    if (other !== undefined) return other;
    if (each.specialType !== undefined || nullableUnderlying(each) || each.namespace === '' || (each.namespace === 'System' && each.name === 'ValueTuple')) return undefined;
    const outer = each.containingType && rename(each.containingType);
    if (each.containingType ? outer === undefined : !isPlainName(each.name, each.namespace, each.arity, place, program)) return undefined;
    const own = escapedName(each.name) + (each.typeArguments.length === 0 ? '' : `<${each.typeArguments.map((argument) => typeName(argument, rename)).join(', ')}>`);
    return outer === undefined ? own : `${outer}.${own}`;
  };
  return typeName(type, rename);
}

/** Whether the simple name of a type, which may yet have to be declared, means it at a place, and nothing else. */
export function isPlainName(name: string, namespace: string, arity: number, { file, namespace: around, containingType, isExpression }: NamePlace, program: ProgramContext): boolean {
  const { compilation } = program;
  const isNamed = (each: string): boolean => compilation.typesNamed(each, name).some((type) => type.arity === arity);
  for (let level = containingType; level; level = level.containingType) if (hides(level, name, isExpression === true)) return false;
  const usings = usingsAt(program, file, around);
  if (usings.some((using) => using.alias === name || (using.isStatic && hasNested(using.name, name, compilation)))) return false;
  for (let level = around; level !== ''; level = level.slice(0, Math.max(0, level.lastIndexOf('.')))) {
    if (level === namespace) return true;
    if (isNamed(level) || (arity === 0 && compilation.namespaceExists(`${level}.${name}`))) return false;
  }
  if (isNamed('') || (arity === 0 && compilation.namespaceExists(name))) return false;
  const imported = usings.filter((using) => !using.isStatic && using.alias === undefined).map((using) => using.name);
  return imported.includes(namespace) && !imported.some((other) => other !== namespace && isNamed(other));
}

function hides(type: NamedTypeSymbol, name: string, isExpression: boolean): boolean {
  if (type.name === name || type.typeParameters.some((parameter) => parameter.name === name)) return true;
  return [...baseTypesAndSelf(type)].some((level) => level.nestedTypesNamed(name).length > 0 || (isExpression && level.membersNamed(name).length > 0));
}

/** Whether a class, named in a `using static`, has a nested type of a name. */
function hasNested(path: string, name: string, compilation: Compilation): boolean {
  const at = path.lastIndexOf('.');
  const types = compilation.typesNamed(path.slice(0, Math.max(at, 0)), path.slice(at + 1).replace(/<.*$/, ''));
  return types.length === 0 || types.some((type) => type.nestedTypesNamed(name).length > 0);
}
