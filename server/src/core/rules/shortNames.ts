/** Types as code at one place would write them: without a namespace that is in scope there. */
import type { NamedTypeSymbol, TypeSymbol } from '../symbols/symbol';
import { nullableUnderlying } from '../symbols/types';
import { escapedName } from '../syntax/keywords';
import { imports } from './json/contextEdits';
import { typeName } from './json/typeModel';
import type { ProgramContext } from './rule';

/** Where the name is to stand. */
export interface NamePlace {
  readonly file: string;
  /** Of the namespace around; '' outside of any. */
  readonly namespace: string;
  /** The type around, whose own nested types come first. */
  readonly containingType: NamedTypeSymbol | undefined;
}

/** Short where the simple name means the type there, and nothing else; with its namespace otherwise. */
export function nameAt(place: NamePlace, type: TypeSymbol, program: ProgramContext): string {
  const rename = (each: NamedTypeSymbol): string | undefined => {
    if (each.containingType || each.specialType !== undefined || nullableUnderlying(each) || (each.namespace === 'System' && each.name === 'ValueTuple')) return undefined;
    if (each.namespace === '' || !isPlain(each, place, program)) return undefined;
    return escapedName(each.name) + (each.typeArguments.length === 0 ? '' : `<${each.typeArguments.map((argument) => typeName(argument, rename)).join(', ')}>`);
  };
  return typeName(type, rename);
}

function isPlain({ name, namespace, arity }: NamedTypeSymbol, { file, namespace: around, containingType }: NamePlace, program: ProgramContext): boolean {
  const isNamed = (each: string): boolean => program.compilation.typesNamed(each, name).some((type) => type.arity === arity);
  for (let level = containingType; level; level = level.containingType) if (level.name === name || level.nestedTypesNamed(name).length > 0 || level.typeParameters.some((parameter) => parameter.name === name)) return false;
  for (let level = around; level !== ''; level = level.slice(0, Math.max(0, level.lastIndexOf('.')))) {
    if (level === namespace) return true;
    if (isNamed(level)) return false;
  }
  return imports(program, file, namespace) && !isNamed('') && !importedBy(program, file).some((other) => other !== namespace && isNamed(other));
}

function importedBy(program: ProgramContext, path: string): readonly string[] {
  const written = program.files.flatMap(({ path: file, text }) => [...text.matchAll(/^\s*(global\s+)?using\s+([\w.]+)\s*;/gm)].filter(([, isGlobal]) => file === path || isGlobal !== undefined).map((match) => match[2] ?? ''));
  return [...written, ...program.project.globalUsings.map((using) => using.name)];
}
