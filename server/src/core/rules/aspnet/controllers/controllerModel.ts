/** Controllers of a program as MVC finds them, and which of them are simple enough to become endpoints. */
import type { BoundBody } from '../../../binding/boundBody';
import { bodiesOf } from '../../../binding/bodies';
import type { SourceFile } from '../../../sourceFile';
import { stringOf } from '../../../symbols/attributeValues';
import type { SourceCompilation } from '../../../symbols/createCompilation';
import type { AnySymbol, AssemblySymbol, AttributeData, MemberSymbol, MethodSymbol, NamedTypeSymbol } from '../../../symbols/symbol';
import { baseTypesAndSelf, isNamed } from '../../../symbols/types';
import type { CompilationUnit, MemberDeclaration, MethodDeclaration, NamespaceDeclaration, TypeDeclaration, Unit } from '../../../syntax/nodes';
import type { ProgramContext } from '../../rule';

export const mvcNamespace = 'Microsoft.AspNetCore.Mvc';

/** One class, with the bindings of its members. */
export interface Controller {
  readonly source: SourceFile;
  readonly declaration: TypeDeclaration;
  readonly type: NamedTypeSymbol;
  /** Without "Controller". */
  readonly name: string;
  /** By unit. */
  readonly bodies: ReadonlyMap<Unit, BoundBody>;
}

/** A public method of a controller that answers requests. */
export interface Action {
  readonly controller: Controller;
  readonly unit: Unit<MethodDeclaration>;
  readonly node: MethodDeclaration;
  readonly method: MethodSymbol;
  readonly body: BoundBody;
}

/** What MVC takes for a controller: a public class at the top that is named so, or that a base class or attribute marks. */
function isController(type: NamedTypeSymbol): boolean {
  if (type.typeKind !== 'class' || type.isAbstract || type.accessibility !== 'public' || type.arity > 0) return false;
  const marks = [...baseTypesAndSelf(type)].flatMap((level) => level.attributes.map(({ fullName }) => fullName));
  if (marks.includes(`${mvcNamespace}.NonControllerAttribute`)) return false;
  return /Controller$/i.test(type.name) || marks.includes(`${mvcNamespace}.ControllerAttribute`) || [...baseTypesAndSelf(type)].some((level) => isNamed(level, mvcNamespace, 'ControllerBase'));
}

function controllerTypes(assembly: AssemblySymbol): readonly NamedTypeSymbol[] {
  return [...assembly.namespaces].flatMap((namespace) => assembly.typesIn(namespace)).filter(isController);
}

/** The controller that a header declares; its members are not bound for that. */
export function controllerDeclaredBy(header: Unit, { compilation: { assembly } }: ProgramContext): NamedTypeSymbol | undefined {
  for (const namespace of assembly.namespaces) {
    const type = assembly.typesIn(namespace).find(({ location }) => location?.unit === header);
    if (type) return isController(type) ? type : undefined;
  }
  return undefined;
}

/** Controllers that the program declares, in order of files; those that cannot be found in one piece of source are left out. */
export function controllersOf(program: ProgramContext): { readonly all: readonly Controller[]; readonly hasOthers: boolean } {
  const types = controllerTypes(program.compilation.assembly);
  const all = types.flatMap((type) => listOf(controllerOf(type, program)));
  const hasOthers = all.length < types.length || program.compilation.references.some((reference) => reference.isSource && controllerTypes(reference).length > 0);
  const order = new Map(program.files.map((file, index) => [file, index]));
  return { all: all.sort((a, b) => (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0) || a.declaration.range.start - b.declaration.range.start), hasOthers };
}

function listOf<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

function controllerOf(type: NamedTypeSymbol, program: ProgramContext): Controller | undefined {
  const source = program.source(type.location?.file);
  const declaration = source && declarationIn(source.root, type.location?.unit);
  if (!source || !declaration || declaration.header.root.modifiers.includes('partial')) return undefined;
  const units = new Set<Unit>(declaration.members);
  const bodies = new Map<Unit, BoundBody>();
  for (const body of bodiesOf(source, program.compilation as SourceCompilation)) {
    const [unit] = body.units;
    if (unit && units.has(unit)) bodies.set(unit, body.bind());
  }
  return { source, declaration, type, name: type.name.replace(/Controller$/i, ''), bodies };
}

function declarationIn(scope: CompilationUnit | NamespaceDeclaration, header: unknown): TypeDeclaration | undefined {
  const own = scope.types.find((type) => type.header === header);
  if (own) return own;
  for (const inner of scope.namespaces) {
    const found = declarationIn(inner, header);
    if (found) return found;
  }
  return undefined;
}

/** Attribute by its name without namespace and suffix, where it is one of MVC's. */
export function mvcAttribute(attributes: readonly AttributeData[], name: string): AttributeData | undefined {
  return attributes.find(({ fullName }) => fullName === `${mvcNamespace}.${name}Attribute`);
}

/** Whether errors are answered with problem details: the attribute is inherited. */
export function isApiController(type: NamedTypeSymbol): boolean {
  return [...baseTypesAndSelf(type)].some(({ attributes }) => mvcAttribute(attributes, 'ApiController') !== undefined);
}

/** Text of a constant constructor argument; undefined where there is none. */
export function textArgument(attribute: AttributeData, index = 0): string | undefined {
  const value = attribute.constructorArguments[index];
  return stringOf(value);
}

/** Whether a member is declared by the controller or inherited by it from MVC. */
export function isOwnMember(controller: Controller, containingType: NamedTypeSymbol): boolean {
  return containingType === controller.type || isNamed(containingType, mvcNamespace, 'ControllerBase');
}

/** A member that is declared in a type: no local function, whose containing type is the one around it. */
export function memberOf(symbol: AnySymbol): MemberSymbol | undefined {
  if (symbol.kind === 'method') return symbol.methodKind === 'localFunction' ? undefined : symbol;
  return symbol.kind === 'property' || symbol.kind === 'field' || symbol.kind === 'event' ? symbol : undefined;
}

/** Whether a unit is a method. */
export function isMethodUnit(unit: Unit<MemberDeclaration>): unit is Unit<MethodDeclaration> {
  return unit.root.kind === 'Method';
}

/** Public instance methods of the class; the attributes say what they answer. */
export function actionsOf(controller: Controller): readonly Action[] {
  return controller.declaration.members.flatMap((unit) => {
    const body = controller.bodies.get(unit);
    if (!isMethodUnit(unit) || !body || body.owner.kind !== 'member' || body.owner.symbol.kind !== 'method') return [];
    const { symbol } = body.owner;
    return symbol.accessibility === 'public' && !symbol.isStatic ? [{ controller, unit, node: unit.root, method: symbol, body }] : [];
  });
}
