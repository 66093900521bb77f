/** Places in written code that a generator answers: attributes that ask for code, and calls that may be intercepted. */
import type { Span } from '../diagnostic';
import type { SourceFile } from '../sourceFile';
import type { Attribute, AttributeList, Expression, Invocation, MemberDeclaration, NameSyntax, SimpleName, TypeSyntax } from '../syntax/nodes';
import { unitsOf, walk } from '../syntax/query';
import { memberKey, predefinedName, typesIn } from './declarations';
import type { MemberKey } from './declarations';
import { attributeKinds } from './generators';
import type { GeneratorKind } from './generators';

/** An attribute that asks for code. */
export interface GeneratedSite {
  readonly kind: GeneratorKind;
  /** The attribute, in file offsets. */
  readonly span: Span;
  /** Where the cursor means this site: the attribute of a type, the whole of a member. */
  readonly reach: Span;
  /** Full name of the attributed type, or of the type that the attributed member is in. */
  readonly type: string;
  readonly member: MemberKey | undefined;
  /** `[JsonSerializable]`: names that the generated property may have, most likely first. */
  readonly jsonNames: readonly string[];
}

/** All attributes of a file that ask for code, in order. */
export function sitesIn(file: SourceFile): GeneratedSite[] {
  const sites: GeneratedSite[] = [];
  for (const { name, type } of typesIn(file)) {
    const { header } = type;
    for (const { kind, attribute } of requests(header.root.attributeLists)) {
      const span = { start: header.base + attribute.start, end: header.base + attribute.end };
      sites.push({ kind, span, reach: span, type: name, member: undefined, jsonNames: kind === 'json' ? jsonNames(attribute) : [] });
    }
    for (const unit of type.members) {
      const member = memberKey(unit.root);
      if (!member) continue;
      for (const { kind, attribute } of requests(unit.root.attributeLists)) {
        const span = { start: unit.base + attribute.start, end: unit.base + attribute.end };
        sites.push({ kind, span, reach: memberSpan(unit.base, unit.root), type: name, member, jsonNames: [] });
      }
    }
  }
  return sites.sort((a, b) => a.span.start - b.span.start);
}

function memberSpan(base: number, member: MemberDeclaration): Span {
  return { start: base + member.start, end: base + member.end };
}

function* requests(lists: readonly AttributeList[]): Generator<{ readonly kind: GeneratorKind; readonly attribute: Attribute }> {
  for (const { attributes } of lists) {
    for (const attribute of attributes) {
      const name = simpleName(attribute.name).replace(/Attribute$/, '');
      const kind = Object.hasOwn(attributeKinds, name) ? attributeKinds[name] : undefined;
      if (kind) yield { kind, attribute };
    }
  }
}

function simpleName(name: NameSyntax): string {
  if (name.kind === 'QualifiedName') return name.right.name;
  return name.kind === 'AliasQualifiedName' ? name.name.name : name.name;
}

/** System.Text.Json names a property after the type, or as `TypeInfoPropertyName` says. */
function jsonNames({ arguments: given }: Attribute): string[] {
  const written = given.find((argument) => argument.member?.name === 'TypeInfoPropertyName')?.expression;
  const type = given.find((argument) => !argument.member)?.expression;
  return [
    ...(written?.kind === 'Literal' && typeof written.value === 'string' ? [written.value] : []),
    ...(type?.kind === 'TypeOf' ? propertyNames(type.type) : []),
  ];
}

/** At most this many: each `?` in a type doubles them. */
const maximumNames = 32;

/** Syntax does not tell whether `T?` is `Nullable<T>` or `T`: both are tried. */
function propertyNames(type: TypeSyntax): string[] {
  switch (type.kind) {
    case 'PredefinedType': return [predefinedName(type.keyword)];
    case 'IdentifierName': return [predefinedName(type.name)];
    case 'GenericName': return combined(type.name, type.typeArguments);
    case 'QualifiedName': return propertyNames(type.right);
    case 'AliasQualifiedName': return propertyNames(type.name);
    case 'NullableType': return propertyNames(type.elementType).flatMap((name) => [`Nullable${name}`, name]).slice(0, maximumNames);
    case 'ArrayType': return propertyNames(type.elementType).map((name) => [...type.ranks].reverse().reduce((all, { rank }) => `${all}${rank === 1 ? 'Array' : `Array${rank}D`}`, name));
    case 'TupleType': return combined('ValueTuple', type.elements.map((element) => element.type));
    default: return [];
  }
}

function combined(first: string, types: readonly TypeSyntax[]): string[] {
  return types.reduce<string[]>((all, type) => all.flatMap((prefix) => propertyNames(type).map((name) => prefix + name)).slice(0, maximumNames), [first]);
}

/** A call as an interceptor names it. */
export interface CallSite {
  readonly name: string;
  /** Offset of the name token in the file. */
  readonly nameStart: number;
  /** The whole call, in file offsets. */
  readonly span: Span;
}

/** All calls of a file with a name, by the offset of their name. */
export function callsIn(file: SourceFile): CallSite[] {
  const calls: CallSite[] = [];
  for (const unit of unitsOf(file)) {
    walk(unit.root, (node) => {
      if (node.kind === 'Invocation') {
        const call = node as Invocation;
        const name = calledName(call.expression);
        if (name) calls.push({ name: name.name, nameStart: unit.base + name.start, span: { start: unit.base + call.start, end: unit.base + call.end } });
      }
      return undefined;
    });
  }
  return calls.sort((a, b) => a.nameStart - b.nameStart);
}

function calledName(expression: Expression): SimpleName | undefined {
  switch (expression.kind) {
    case 'IdentifierName':
    case 'GenericName': return expression;
    case 'MemberAccess':
    case 'MemberBinding': return expression.name;
    default: return undefined;
  }
}
