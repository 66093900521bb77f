/** Binding of type syntax to types (ECMA-334 §7.8, §8). What does not bind is an error type and silent. */
import type { AliasQualifiedName, Expression, GenericName, NameSyntax, SimpleName, TypeSyntax, UsingDirective } from '../syntax/nodes';
import { constructType, nullableOf, tupleType, unboundGeneric } from '../symbols/construct';
import type { NamedTypeSymbol, NamespaceSymbol, SpecialType, TypeSymbol } from '../symbols/symbol';
import { arrayType, baseTypesAndSelf, dynamicType, errorType, functionPointerType, isNullableValueType, isValueType, pointerType } from '../symbols/types';
import type { BoundUsing, NamespaceOrType } from './imports';
import type { Scope } from './scope';
import { accessContext, compilationOf, lookupAlias, lookupNamespaceOrType, lookupType, memberOfNamespace, nestedType } from './scope';

/** What a caller may want to hear or decide while a type is bound. */
export interface TypeBindingOptions {
  /** Called for each name that bound, type arguments before the generic name that has them. */
  readonly onName?: (name: SimpleName, symbol: TypeSymbol | NamespaceSymbol) => void;
  /** What `var` means here where no type of that name is in scope; without it `var` is an error type. */
  readonly onVar?: () => TypeSymbol;
  /** In `nameof`, where `List<>` stands for the definition. */
  readonly inNameof?: boolean | undefined;
}

const keywordTypes: Readonly<Record<string, SpecialType>> = {
  object: 'Object', void: 'Void', bool: 'Boolean', char: 'Char', sbyte: 'SByte', byte: 'Byte', short: 'Int16', ushort: 'UInt16', int: 'Int32',
  uint: 'UInt32', long: 'Int64', ulong: 'UInt64', decimal: 'Decimal', float: 'Single', double: 'Double', string: 'String',
  nint: 'IntPtr', nuint: 'UIntPtr',
};

/** The type of a keyword (`int`, `nint`, `dynamic` …); undefined for other words. */
export function keywordType(keyword: string, scope: Scope): TypeSymbol | undefined {
  if (keyword === 'dynamic') return dynamicType;
  const special = Object.hasOwn(keywordTypes, keyword) ? keywordTypes[keyword] : undefined;
  return special && (compilationOf(scope).specialType(special) ?? errorType(keyword));
}

/** The type that syntax names. Never throws; unresolved names, also inside, are error types. */
export function bindType(syntax: TypeSyntax, scope: Scope, options: TypeBindingOptions = {}): TypeSymbol {
  switch (syntax.kind) {
    case 'PredefinedType': return keywordType(syntax.keyword, scope) ?? errorType(syntax.keyword);
    case 'ArrayType': {
      // `int[][,]`: the first bracket pair is the outermost array (§17.2).
      const element = bindType(syntax.elementType, scope, options);
      return syntax.ranks.reduceRight<TypeSymbol>((type, rank) => arrayType(type, rank.rank), element);
    }
    case 'NullableType': {
      const type = bindType(syntax.elementType, scope, options);
      return isValueType(type) && !isNullableValueType(type) ? nullableOf(type, compilationOf(scope)) : type;
    }
    case 'PointerType': return pointerType(bindType(syntax.elementType, scope, options));
    case 'FunctionPointerType': {
      const types = syntax.types.map((type) => bindType(type, scope, options));
      const returnType = types.pop();
      return returnType === undefined ? errorType('delegate*') : functionPointerType(types, returnType);
    }
    case 'TupleType':
      return tupleType(syntax.elements.map((e) => bindType(e.type, scope, options)), syntax.elements.map((e) => e.name), compilationOf(scope));
    case 'RefType': case 'ScopedType': return bindType(syntax.type, scope, options);
    case 'OmittedTypeArgument': case 'Error': return errorType('?');
    default: return bindNameAsType(syntax, scope, options);
  }
}

function bindNameAsType(syntax: NameSyntax, scope: Scope, options: TypeBindingOptions): TypeSymbol {
  if (syntax.kind === 'IdentifierName') {
    const type = lookupType(scope, syntax.name, 0);
    if (type !== undefined) return noted(syntax, type, options);
    if (syntax.name === 'var' && options.onVar !== undefined) return options.onVar();
    const keyword = keywordType(syntax.name, scope);
    return keyword === undefined ? errorType(syntax.name) : noted(syntax, keyword, options);
  }
  const bound = bindName(syntax, scope, options);
  return bound?.kind === 'type' ? bound.type : errorType(nameText(syntax));
}

function noted(name: SimpleName, type: TypeSymbol, options: TypeBindingOptions): TypeSymbol {
  if (type.kind !== 'error') options.onName?.(name, type);
  return type;
}

/** The text of a name without type arguments. */
export function nameText(syntax: NameSyntax): string {
  switch (syntax.kind) {
    case 'QualifiedName': return `${nameText(syntax.left)}.${syntax.right.name}`;
    case 'AliasQualifiedName': return `${syntax.alias}::${syntax.name.name}`;
    default: return syntax.name;
  }
}

/** Namespace or type that a name refers to (§7.8.1). */
export function bindName(syntax: NameSyntax, scope: Scope, options: TypeBindingOptions = {}): NamespaceOrType | undefined {
  switch (syntax.kind) {
    case 'IdentifierName': case 'GenericName':
      return finishName(syntax, lookupNamespaceOrType(scope, syntax.name, arityOf(syntax)), scope, options);
    case 'QualifiedName': {
      const left = bindName(syntax.left, scope, options);
      return finishName(syntax.right, left && memberOf(left, syntax.right, scope), scope, options);
    }
    case 'AliasQualifiedName': return bindAliasQualified(syntax, scope, options);
  }
}

function bindAliasQualified(syntax: AliasQualifiedName, scope: Scope, options: TypeBindingOptions): NamespaceOrType | undefined {
  const left = lookupAlias(scope, syntax.alias);
  return finishName(syntax.name, left && memberOf(left, syntax.name, scope), scope, options);
}

/** Number of type arguments written. */
export function arityOf(name: SimpleName): number {
  return name.kind === 'GenericName' ? name.typeArguments.length : 0;
}

/** Member namespace or nested type of what stands left of a dot; generic types are not constructed yet. */
export function memberOf(left: NamespaceOrType, name: SimpleName, scope: Scope): NamespaceOrType | undefined {
  if (left.kind === 'namespace') return memberOfNamespace(scope, left.name, name.name, arityOf(name));
  if (left.type.kind !== 'namedType') return undefined;
  const type = nestedType(left.type, name.name, arityOf(name), accessContext(scope));
  return type && { kind: 'type', type };
}

/** Applies the type arguments of a name that was found, and tells the listener; it hears of those of an unknown name, too. */
export function finishName(name: SimpleName, found: NamespaceOrType | undefined, scope: Scope, options: TypeBindingOptions): NamespaceOrType | undefined {
  if (found === undefined) {
    if (name.kind === 'GenericName' && options.onName !== undefined) for (const argument of name.typeArguments) bindType(argument, scope, options);
    return undefined;
  }
  if (found.kind === 'namespace') {
    options.onName?.(name, { kind: 'namespace', name: found.name });
    return found;
  }
  const type = name.kind === 'GenericName' && found.type.kind === 'namedType' ? applyTypeArguments(found.type, name, scope, options) : found.type;
  return { kind: 'type', type: noted(name, type, options) };
}

function applyTypeArguments(type: NamedTypeSymbol, name: GenericName, scope: Scope, options: TypeBindingOptions): TypeSymbol {
  if (name.typeArguments.some((a) => a.kind === 'OmittedTypeArgument')) return options.inNameof === true ? type.originalDefinition : unboundGeneric(type.originalDefinition);
  return constructType(type.originalDefinition, name.typeArguments.map((a) => bindType(a, scope, options)), type.containingType);
}

/** Binds the target of a using directive in the scope around it without its sibling usings (§14.5). */
export function bindUsing(using: UsingDirective, scope: Scope): BoundUsing {
  const { alias, isStatic, target } = using;
  if (isName(target) && !isStatic) {
    const bound = bindName(target, scope);
    if (bound !== undefined) return { alias, isStatic, target: bound };
    if (alias === undefined) return { alias, isStatic, target: undefined };
  }
  const type = bindType(target, scope);
  return { alias, isStatic, target: type.kind === 'error' ? undefined : { kind: 'type', type } };
}

/** Whether syntax is a name (and not an array, a tuple, an operator …). */
export function isName(syntax: TypeSyntax | Expression): syntax is NameSyntax {
  return syntax.kind === 'IdentifierName' || syntax.kind === 'GenericName' || syntax.kind === 'QualifiedName' || syntax.kind === 'AliasQualifiedName';
}

/** The class that an attribute's name refers to, with or without the suffix (§22.3). */
export function bindAttributeClass(name: NameSyntax, scope: Scope, options: TypeBindingOptions = {}): NamedTypeSymbol | undefined {
  const written = bindName(name, scope);
  if (written?.kind === 'type' && isAttributeClass(written.type)) return reported(bindName(name, scope, options));
  const suffixed = bindName(withSuffix(name), scope);
  if (suffixed?.kind !== 'type' || !isAttributeClass(suffixed.type)) return undefined;
  return reported(bindName(withSuffix(name), scope, options));
}

function reported(bound: NamespaceOrType | undefined): NamedTypeSymbol | undefined {
  return bound?.kind === 'type' && bound.type.kind === 'namedType' ? bound.type : undefined;
}

function isAttributeClass(type: TypeSymbol): boolean {
  if (type.kind !== 'namedType') return false;
  for (const each of baseTypesAndSelf(type)) if (each.name === 'Attribute' && each.namespace === 'System') return true;
  return false;
}

function withSuffix(name: NameSyntax): NameSyntax {
  switch (name.kind) {
    case 'QualifiedName': return { ...name, right: suffixed(name.right) };
    case 'AliasQualifiedName': return { ...name, name: suffixed(name.name) };
    default: return suffixed(name);
  }
}

function suffixed(name: SimpleName): SimpleName {
  return { ...name, name: `${name.name}Attribute` };
}
