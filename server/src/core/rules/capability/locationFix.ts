/**
 * Fix of IL3000 where the folder of `Assembly.Location` is asked for: `Path.GetDirectoryName(AppContext.BaseDirectory)` gives the very same text, since that
 * path ends with a separator. What else the path is used for has no replacement: the executable of a native program is another file.
 */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import type { AnyNode } from '../../flow/walk';
import { nodesOfKind, parentsOf, unwrap } from '../../flow/walk';
import { isExecutable } from '../../msbuild/index';
import type { ConditionalAccess, Expression, IdentifierName, VariableDeclarator } from '../../syntax/nodes';
import { onlyValueOf } from '../aspnet/onlyValue';
import { importing } from '../imports';
import type { ProgramContext } from '../rule';

/** In an application, whose own assemblies are in its folder. */
export function locationFixes({ kind, symbol, node, anchor: { unit } }: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  if (kind !== 'property' || symbol?.kind !== 'property' || symbol.name !== 'Location' || !node || !isExecutable(program.project)) return [];
  const parents = parentsOf(unit.root);
  const access = accessAround(node, parents);
  if (!access || !isOwnAssembly(access.receiver, body) || !isFolderOnly(access.whole, parents, body)) return [];
  const { prefix, edits } = importing(program, body.file, 'System');
  const { assembly } = program.compilation;
  const isShadowed = [...assembly.namespaces, ''].some((namespace) => assembly.typesIn(namespace).some(({ name }) => name === 'AppContext'));
  const { start, end } = access.whole;
  const newText = `${isShadowed ? 'System.' : prefix}AppContext.BaseDirectory`;
  return [{ title: 'Use AppContext.BaseDirectory', applicability: 'safe', edits: [...(isShadowed ? [] : edits), { file: body.file, span: { start: unit.base + start, end: unit.base + end }, newText }] }];
}

type Parents = ReadonlyMap<AnyNode, AnyNode>;

/** `a.Location` or `a?.Location`, with what the property is read of. */
function accessAround(node: AnyNode, parents: Parents): { readonly whole: AnyNode; readonly receiver: Expression } | undefined {
  const found = node.kind === 'MemberAccess' || node.kind === 'MemberBinding' ? node : parents.get(node);
  if (found?.kind === 'MemberAccess') return { whole: found, receiver: (found as unknown as { readonly expression: Expression }).expression };
  let around = found?.kind === 'MemberBinding' ? parents.get(found) : undefined;
  if (around?.kind === 'PostfixUnary') around = parents.get(around);
  const conditional = around?.kind === 'ConditionalAccess' ? (around as unknown as ConditionalAccess) : undefined;
  return around && conditional && (plain(conditional.whenNotNull) as unknown) === found ? { whole: around, receiver: conditional.expression } : undefined;
}

/** The assembly of the code itself or of the program. */
function isOwnAssembly(expression: Expression, body: BoundBody): boolean {
  const node = plain(expression);
  if (node.kind === 'IdentifierName') {
    const value = body.symbolOf(node)?.kind === 'local' ? onlyValueOf(node, body) : undefined;
    return value !== undefined && plain(value).kind !== 'IdentifierName' && isOwnAssembly(value, body);
  }
  const symbol = body.symbolOf(node);
  if (node.kind === 'Invocation') return symbol?.kind === 'method' && /^Get(?:Executing|Entry)Assembly$/.test(symbol.name) && symbol.containingType.namespace === 'System.Reflection';
  if (node.kind !== 'MemberAccess' || symbol?.kind !== 'property' || symbol.name !== 'Assembly') return false;
  const type = plain(node.expression);
  if (type.kind !== 'TypeOf') return false;
  const named = body.constantOf(type);
  return named?.kind === 'type' && named.value?.kind === 'namedType' && named.value.containingAssembly.isSource;
}

/** Without parentheses and `!`. */
function plain(expression: Expression): Expression {
  const node = unwrap(expression);
  return node.kind === 'PostfixUnary' && node.operator === '!' ? plain(node.operand) : node;
}

/** Whether nothing but the folder of a path is taken, also by way of a variable. */
function isFolderOnly(path: AnyNode, parents: Parents, body: BoundBody): boolean {
  let around = parents.get(path);
  let inner = path;
  while (around && (around.kind === 'Parenthesized' || (around.kind === 'PostfixUnary' && (around as unknown as { readonly operator: string }).operator === '!'))) {
    inner = around;
    around = parents.get(around);
  }
  const call = around?.kind === 'Argument' ? parents.get(around) : undefined;
  if (call) return isFolderCall(call, parents, body);
  const variable = around?.kind === 'VariableDeclarator' && (around as unknown as VariableDeclarator).initializer === (inner as unknown) ? (around as unknown as VariableDeclarator) : undefined;
  const scope = around && parents.get(parents.get(around) ?? around);
  if (!variable || scope?.kind !== 'Block') return false;
  const names = nodesOfKind(scope, 'IdentifierName').filter((each) => (each as unknown as IdentifierName).name === variable.name);
  return names.length > 0 && names.every((each) => {
    const argument = parents.get(each);
    const taking = argument?.kind === 'Argument' ? parents.get(argument) : undefined;
    return taking !== undefined && isFolderCall(taking, parents, body);
  });
}

/** `Path.GetDirectoryName(…)`, `Directory.GetParent(…)`, `new FileInfo(…).Directory` and its name. */
function isFolderCall(call: AnyNode, parents: Parents, body: BoundBody): boolean {
  const symbol = body.symbolOf(call as unknown as Expression);
  if (symbol?.kind !== 'method' || symbol.containingType.namespace !== 'System.IO') return false;
  const { name } = symbol.containingType;
  if (call.kind === 'Invocation') return (name === 'Path' && symbol.name === 'GetDirectoryName') || (name === 'Directory' && symbol.name === 'GetParent');
  const member = parents.get(call);
  return name === 'FileInfo' && member?.kind === 'MemberAccess' && /^Directory(?:Name)?$/.test((member as unknown as { readonly name: { readonly name: string } }).name.name);
}
