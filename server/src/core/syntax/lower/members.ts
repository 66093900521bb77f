/** Lowering of members: each becomes the root of a unit. */
import type {
  Accessor, Block, ConstraintClause, Expression, LocalFunction, MemberDeclaration, NameSyntax, Parameter, Statement, TypeParameter, TypeSyntax,
} from '../nodes';
import { childOfType, field, hasToken } from '../rawTree';
import type { RawNode } from '../rawTree';
import { lowerAttributeLists } from './attributes';
import { errorNode, identifierText, isDamaged, rewrittenWithin, textOf } from './context';
import type { LowerContext } from './context';
import { lowerArguments, lowerArrowBody, lowerExpression } from './expressions';
import { lowerParameters } from './lambdas';
import { lowerBlock, lowerDeclarators } from './statements';
import { lowerName, lowerType } from './types';

/** Start, attributes and modifiers of a member whose name token is given. */
function header(c: LowerContext, node: RawNode, name: { readonly start: number; readonly end: number }) {
  return {
    start: node.start, end: node.end, attributeLists: lowerAttributeLists(c, node), modifiers: lowerModifiers(c, node),
    nameStart: name.start, nameEnd: name.end,
  };
}

/** `ref` of a ref struct is a token of its own in the grammar. */
export function lowerModifiers(c: LowerContext, node: RawNode): string[] {
  const modifiers: string[] = [];
  for (const child of node.children) {
    if (child.type === 'modifier') modifiers.push(textOf(c, child));
    else if (child.type === 'ref' && node.type === 'struct_declaration') modifiers.push('ref');
    else if (child.type === 'extern' && node.type === 'destructor_declaration') modifiers.push('extern');
  }
  return modifiers;
}

function typeOf(c: LowerContext, node: RawNode, name: string): TypeSyntax {
  const type = field(node, name);
  return type ? lowerType(c, type) : errorNode(node);
}

function explicitInterface(c: LowerContext, node: RawNode): NameSyntax | undefined {
  const name = childOfType(node, 'explicit_interface_specifier')?.children[0];
  return name && lowerName(c, name);
}

/** A block or the expression after `=>`; undefined for `;`. */
function bodyOf(c: LowerContext, node: RawNode): Block | Expression | undefined {
  const body = field(node, 'body');
  if (body === undefined) return undefined;
  return body.type === 'block' ? lowerBlock(c, body) : lowerArrowBody(c, body);
}

function parametersOf(c: LowerContext, node: RawNode): Parameter[] {
  const list = field(node, 'parameters') ?? childOfType(node, 'parameter_list');
  return list ? lowerParameters(c, list) : [];
}

export function lowerTypeParameters(c: LowerContext, node: RawNode): TypeParameter[] {
  const list = childOfType(node, 'type_parameter_list');
  return (list?.children ?? []).filter((child) => child.type === 'type_parameter').map((child) => {
    const name = field(child, 'name');
    return {
      kind: 'TypeParameter', start: child.start, end: child.end, attributeLists: lowerAttributeLists(c, child),
      variance: hasToken(child, 'in') ? 'in' : hasToken(child, 'out') ? 'out' : 'none', name: name && !name.missing ? identifierText(c, name) : '',
    };
  });
}

export function lowerConstraints(c: LowerContext, node: RawNode): ConstraintClause[] {
  return node.children.filter((child) => child.type === 'type_parameter_constraints_clause').map((clause) => {
    const name = childOfType(clause, 'identifier');
    const flags: string[] = [];
    const types: TypeSyntax[] = [];
    for (const child of clause.children) if (child.type === 'type_parameter_constraint') lowerConstraint(c, child, flags, types);
    return { kind: 'ConstraintClause', start: clause.start, end: clause.end, name: name ? identifierText(c, name) : '', flags, types };
  });
}

function lowerConstraint(c: LowerContext, node: RawNode, flags: string[], types: TypeSyntax[]): void {
  const type = field(node, 'type');
  const first = node.children[0];
  if (rewrittenWithin(c, 'allowsRefStruct', node.start, node.start + 1)) flags.push('allows ref struct');
  else if (type !== undefined && !contextualConstraints.has(textOf(c, type))) types.push(lowerType(c, type));
  else if (type !== undefined) flags.push(textOf(c, type));
  else if (first?.type === 'constructor_constraint') flags.push('new');
  else if (first !== undefined) flags.push(hasToken(node, '?') ? `${first.type}?` : first.type);
}

/** Constraints by keyword, which the grammar may take for a type name. */
const contextualConstraints = new Set(['notnull', 'unmanaged', 'default']);

/** Any member; one with skipped text in its signature becomes an Error. */
export function lowerMember(c: LowerContext, node: RawNode): MemberDeclaration {
  if (isDamaged(node)) return errorMember(node);
  switch (node.type) {
    case 'method_declaration': return lowerMethod(c, node);
    case 'constructor_declaration': return lowerConstructor(c, node);
    case 'destructor_declaration': return { kind: 'Destructor', ...header(c, node, field(node, 'name') ?? node), body: bodyOf(c, node) };
    case 'operator_declaration': return lowerOperator(c, node);
    case 'conversion_operator_declaration': return lowerConversion(c, node);
    case 'property_declaration': return lowerProperty(c, node);
    case 'indexer_declaration': return lowerIndexer(c, node);
    case 'field_declaration': return lowerField(c, node);
    case 'event_declaration': return lowerEvent(c, node);
    case 'event_field_declaration': return lowerEventField(c, node);
    case 'enum_member_declaration': return lowerEnumMember(c, node);
    case 'delegate_declaration': return lowerDelegate(c, node);
    default: return errorMember(node);
  }
}

export function errorMember(node: { readonly start: number; readonly end: number }): MemberDeclaration {
  return { kind: 'Error', start: node.start, end: node.end, attributeLists: [], modifiers: [], nameStart: node.start, nameEnd: node.start };
}

function lowerMethod(c: LowerContext, node: RawNode): MemberDeclaration {
  const name = field(node, 'name');
  if (name === undefined || name.missing) return errorMember(node);
  return {
    kind: 'Method', ...header(c, node, name), name: identifierText(c, name), explicitInterface: explicitInterface(c, node), returnType: typeOf(c, node, 'returns'),
    typeParameters: lowerTypeParameters(c, node), constraints: lowerConstraints(c, node), parameters: parametersOf(c, node), body: bodyOf(c, node),
  };
}

function lowerConstructor(c: LowerContext, node: RawNode): MemberDeclaration {
  const name = field(node, 'name');
  if (name === undefined) return errorMember(node);
  const initializer = childOfType(node, 'constructor_initializer');
  const list = initializer && childOfType(initializer, 'argument_list');
  return {
    kind: 'Constructor', ...header(c, node, name), parameters: parametersOf(c, node), body: bodyOf(c, node),
    initializer: initializer && {
      start: initializer.start, end: initializer.end, keyword: hasToken(initializer, 'this') ? 'this' : 'base', arguments: list ? lowerArguments(c, list) : [],
    },
  };
}

function lowerOperator(c: LowerContext, node: RawNode): MemberDeclaration {
  const token = field(node, 'operator');
  if (token === undefined) return errorMember(node);
  // `operator +=` reaches the grammar as `operator + `; the unit's text still has the whole token.
  const compound = rewrittenWithin(c, 'compoundOperator', token.start, token.end + 1);
  const end = compound ? c.text.indexOf('=', token.start) + 1 : token.end;
  return {
    kind: 'Operator', ...header(c, node, { start: token.start, end }), operator: compound ? c.text.slice(token.start, end) : token.type,
    checked: hasToken(node, 'checked'), explicitInterface: explicitInterface(c, node), returnType: typeOf(c, node, 'type'), parameters: parametersOf(c, node), body: bodyOf(c, node),
  };
}

function lowerConversion(c: LowerContext, node: RawNode): MemberDeclaration {
  const token = childOfType(node, 'operator') ?? node;
  return {
    kind: 'Conversion', ...header(c, node, token), direction: hasToken(node, 'implicit') ? 'implicit' : 'explicit', checked: hasToken(node, 'checked'),
    explicitInterface: explicitInterface(c, node), type: typeOf(c, node, 'type'), parameters: parametersOf(c, node), body: bodyOf(c, node),
  };
}

const accessorKinds: readonly Accessor['accessor'][] = ['get', 'set', 'init', 'add', 'remove'];

function accessorsOf(c: LowerContext, node: RawNode): Accessor[] {
  const accessors: Accessor[] = [];
  for (const child of field(node, 'accessors')?.children ?? []) {
    const keyword = child.type === 'accessor_declaration' && !isDamaged(child) ? field(child, 'name') : undefined;
    const accessor = keyword && accessorKinds.find((kind) => kind === textOf(c, keyword));
    if (keyword === undefined || accessor === undefined) continue;
    accessors.push({
      kind: 'Accessor', start: child.start, end: child.end, attributeLists: lowerAttributeLists(c, child), modifiers: lowerModifiers(c, child), accessor,
      keywordStart: keyword.start, body: bodyOf(c, child),
    });
  }
  return accessors;
}

function lowerProperty(c: LowerContext, node: RawNode): MemberDeclaration {
  const name = field(node, 'name');
  if (name === undefined || name.missing) return errorMember(node);
  const value = field(node, 'value');
  const isArrow = value?.type === 'arrow_expression_clause';
  return {
    kind: 'Property', ...header(c, node, name), name: identifierText(c, name), explicitInterface: explicitInterface(c, node), type: typeOf(c, node, 'type'),
    accessors: accessorsOf(c, node), expressionBody: value && isArrow ? lowerArrowBody(c, value) : undefined, initializer: value && !isArrow ? lowerExpression(c, value) : undefined,
  };
}

function lowerIndexer(c: LowerContext, node: RawNode): MemberDeclaration {
  const value = field(node, 'value');
  return {
    kind: 'Indexer', ...header(c, node, childOfType(node, 'this') ?? node), explicitInterface: explicitInterface(c, node), type: typeOf(c, node, 'type'),
    parameters: parametersOf(c, node), accessors: accessorsOf(c, node), expressionBody: value && lowerArrowBody(c, value),
  };
}

function lowerField(c: LowerContext, node: RawNode): MemberDeclaration {
  const declaration = childOfType(node, 'variable_declaration');
  const type = declaration?.children[0];
  if (declaration === undefined || type === undefined || isDamaged(declaration)) return errorMember(node);
  const variables = lowerDeclarators(c, declaration);
  const modifiers = lowerModifiers(c, node);
  return {
    kind: 'Field', ...header(c, node, firstName(variables, node)), type: lowerType(c, type), variables, isFixed: modifiers.includes('fixed'),
  };
}

function firstName(variables: readonly { readonly nameStart: number; readonly nameEnd: number }[], node: RawNode): { start: number; end: number } {
  const first = variables[0];
  return first ? { start: first.nameStart, end: first.nameEnd } : node;
}

function lowerEvent(c: LowerContext, node: RawNode): MemberDeclaration {
  const name = field(node, 'name');
  if (name === undefined) return errorMember(node);
  const declarator = { kind: 'VariableDeclarator', start: name.start, end: name.end, name: identifierText(c, name), nameStart: name.start, nameEnd: name.end, initializer: undefined } as const;
  const hasAccessors = field(node, 'accessors') !== undefined;
  return {
    kind: 'Event', ...header(c, node, name), name: hasAccessors ? identifierText(c, name) : undefined, explicitInterface: explicitInterface(c, node),
    type: typeOf(c, node, 'type'), variables: hasAccessors ? [] : [declarator], accessors: accessorsOf(c, node),
  };
}

function lowerEventField(c: LowerContext, node: RawNode): MemberDeclaration {
  const declaration = childOfType(node, 'variable_declaration');
  const type = declaration?.children[0];
  if (declaration === undefined || type === undefined || isDamaged(declaration)) return errorMember(node);
  const variables = lowerDeclarators(c, declaration);
  return {
    kind: 'Event', ...header(c, node, firstName(variables, node)), name: undefined, explicitInterface: undefined, type: lowerType(c, type), variables, accessors: [],
  };
}

function lowerEnumMember(c: LowerContext, node: RawNode): MemberDeclaration {
  const name = field(node, 'name');
  const value = field(node, 'value');
  if (name === undefined || name.missing) return errorMember(node);
  return { kind: 'EnumMember', ...header(c, node, name), name: identifierText(c, name), value: value && lowerExpression(c, value) };
}

function lowerDelegate(c: LowerContext, node: RawNode): MemberDeclaration {
  const name = field(node, 'name');
  if (name === undefined || name.missing) return errorMember(node);
  return {
    kind: 'Delegate', ...header(c, node, name), name: identifierText(c, name), returnType: typeOf(c, node, 'type'),
    typeParameters: lowerTypeParameters(c, node), constraints: lowerConstraints(c, node), parameters: parametersOf(c, node),
  };
}

/** A local function statement. */
export function lowerLocalFunction(c: LowerContext, node: RawNode): Statement {
  const name = field(node, 'name');
  if (name === undefined || name.missing) return errorNode(node);
  const lowered: LocalFunction = {
    kind: 'LocalFunction', ...header(c, node, name), name: identifierText(c, name), returnType: typeOf(c, node, 'type'),
    typeParameters: lowerTypeParameters(c, node), constraints: lowerConstraints(c, node), parameters: parametersOf(c, node), body: bodyOf(c, node),
  };
  return lowered;
}
