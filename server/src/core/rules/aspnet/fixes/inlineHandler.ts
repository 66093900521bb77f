/** Fix of RDG002: a handler that stands in a local variable is written into the call. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix, TextEdit } from '../../../diagnostic';
import type { AnyNode } from '../../../flow/walk';
import { parentsOf, unwrap, walk } from '../../../flow/walk';
import { isTask, sameType } from '../../../symbols/types';
import type { Expression, IdentifierName, Lambda, LocalDeclaration, TypeSyntax, Unit, VariableDeclarator } from '../../../syntax/nodes';
import { isClosed } from '../../json/typeModel';
import type { ProgramContext } from '../../rule';
import { nameAt, surroundings } from '../../shortNames';
import { handlerOf } from '../endpoints/endpoint';
import { statementSpan } from './sourceEdits';

interface Declaration { readonly unit: Unit; readonly statement: LocalDeclaration; readonly variable: VariableDeclarator }

/** Undefined where the variable is assigned again, or stands for something other than a lambda or a method group. */
export function inlineHandlerFix(use: SymbolUse, body: BoundBody, program: ProgramContext): Fix | undefined {
  const written = handlerOf(use);
  const node = written && withoutCasts(written);
  if (!written || node?.kind !== 'IdentifierName') return undefined;
  const { name } = node;
  const declaration = declarationOf(name, body);
  const source = program.source(body.file);
  const value = declaration?.variable.initializer && withoutCasts(declaration.variable.initializer);
  if (!declaration || !source || !value) return undefined;
  const mentions = mentionsOf(name, body);
  if (mentions.some(({ isWritten }) => isWritten)) return undefined;
  const text = handlerText(value, declaration, body, program);
  if (text === undefined) return undefined;
  const { unit } = use.anchor;
  const edits: TextEdit[] = [{ file: body.file, span: { start: unit.base + written.start, end: unit.base + written.end }, newText: text }];
  if (mentions.length === 1 && declaration.statement.variables.length === 1) edits.push({ file: body.file, span: statementSpan(declaration.unit, declaration.statement, source.text), newText: '' });
  return { title: `Write the handler '${name}' in place`, applicability: 'safe', edits };
}

function withoutCasts(expression: Expression): Expression {
  const node = unwrap(expression);
  return node.kind === 'Cast' || node.kind === 'As' ? withoutCasts(node.expression) : node;
}

/** The only local declaration of a name in the body. */
function declarationOf(name: string, body: BoundBody): Declaration | undefined {
  const found: Declaration[] = [];
  const others: AnyNode[] = [];
  for (const unit of body.units) {
    const parents = parentsOf(unit.root);
    visit(unit, (node) => {
      if (node.kind === 'Parameter' && (node as unknown as { readonly name: string }).name === name) others.push(node);
      if (node.kind !== 'VariableDeclarator' || (node as unknown as VariableDeclarator).name !== name) return;
      const statement = parents.get(node);
      if (statement?.kind === 'LocalDeclaration') found.push({ unit, statement: statement as unknown as LocalDeclaration, variable: node as unknown as VariableDeclarator });
      else others.push(node);
    });
  }
  return found.length === 1 && others.length === 0 ? found[0] : undefined;
}

function visit(unit: Unit, each: (node: AnyNode) => void): void {
  if (typeof unit.root === 'object' && unit.root !== null) walk(unit.root as AnyNode, (node) => { each(node); return undefined; });
}

function mentionsOf(name: string, body: BoundBody): readonly { readonly isWritten: boolean }[] {
  const mentions: { readonly isWritten: boolean }[] = [];
  for (const unit of body.units) {
    const parents = parentsOf(unit.root);
    visit(unit, (node) => {
      if (node.kind !== 'IdentifierName' || (node as unknown as IdentifierName).name !== name) return;
      const parent = parents.get(node);
      const { left, name: member } = (parent ?? {}) as { readonly left?: unknown; readonly name?: unknown };
      if (parent?.kind === 'MemberAccess' && member === node) return;
      const isReference = parent?.kind === 'Argument' && (parent as unknown as { readonly refKind: string }).refKind !== 'none';
      mentions.push({ isWritten: (parent?.kind === 'Assignment' && left === node) || isReference });
    });
  }
  return mentions;
}

/** A lambda whose parameters have types, or a method group. */
function handlerText(value: Expression, { unit, statement }: Declaration, body: BoundBody, program: ProgramContext): string | undefined {
  const text = unit.text.slice(value.start, value.end);
  if (value.kind === 'Lambda') return value.anonymousMethod ? (value.parameters === undefined ? undefined : text) : typedLambda(value, text, unit, statement.type, body, program);
  const symbol = value.kind === 'IdentifierName' || value.kind === 'MemberAccess' || value.kind === 'GenericName' ? body.symbolOf(value) : undefined;
  return symbol?.kind === 'method' && (symbol.typeArguments.length === 0 || text.includes('<')) ? text : undefined;
}

function typedLambda(lambda: Lambda, text: string, unit: Unit, declared: TypeSyntax, body: BoundBody, program: ProgramContext): string | undefined {
  const parameters = lambda.parameters ?? [];
  // `var` and `Delegate` leave a lambda the type that it has by itself, as the call does.
  const isNatural = declared.kind === 'IdentifierName' && (declared.name === 'var' || declared.name === 'Delegate');
  const needsResult = !isNatural && needsReturnType(lambda, body);
  const result = needsResult ? returnTypeText(declared, unit) : '';
  if (result === undefined) return undefined;
  if (!needsResult && parameters.every((parameter) => parameter.type !== undefined)) return text;
  const method = body.functionOf(lambda);
  const types = method?.parameters.map((parameter) => {
    const name = isClosed(parameter.type) ? nameAt({ file: body.file, ...surroundings(body) }, parameter.type, program) : undefined;
    return name !== undefined && parameter.nullableAnnotated === true && !name.endsWith('?') ? `${name}?` : name;
  });
  if (!types || types.length !== parameters.length || types.includes(undefined)) return undefined;
  const head = /^(?:\s*(?:static|async)\b)*\s*/.exec(text.slice(0, lambda.arrow - lambda.start))?.[0] ?? '';
  const list = parameters.map((parameter, i) => (parameter.type ? unit.text.slice(parameter.start, parameter.end) : `${types[i] ?? ''} ${unit.text.slice(parameter.nameStart, parameter.nameEnd)}`)).join(', ');
  return `${head}${result}(${list}) ${text.slice(lambda.arrow - lambda.start)}`;
}

/** Whether what a lambda gives has a type only by the delegate: `null`, `new()`, results of different types. */
function needsReturnType(lambda: Lambda, body: BoundBody): boolean {
  if (lambda.returnType) return false;
  const method = body.functionOf(lambda);
  const results = body.returnsOf(lambda);
  if (!method || results.length === 0 || (method.returnType.kind === 'namedType' && (method.returnType.specialType === 'Void' || (isTask(method.returnType) && method.returnType.arity === 0)))) return false;
  const [first] = results;
  return results.some(({ expression, type }) => !type || !first?.type || !sameType(type, first.type) || isTargetTyped(expression));
}

function isTargetTyped(expression: Expression): boolean {
  const node = unwrap(expression);
  if (node.kind === 'Conditional') return isTargetTyped(node.whenTrue) && isTargetTyped(node.whenFalse);
  return node.kind === 'ImplicitObjectCreation' || node.kind === 'CollectionExpression' || (node.kind === 'Literal' && (node.literalType === 'null' || node.literalType === 'default'));
}

/** The last type argument of a `Func<…>`, as it is written. */
function returnTypeText(declared: TypeSyntax, unit: Unit): string | undefined {
  const name = declared.kind === 'QualifiedName' ? declared.right : declared;
  const last = name.kind === 'GenericName' && name.name === 'Func' ? name.typeArguments[name.typeArguments.length - 1] : undefined;
  return last && `${unit.text.slice(last.start, last.end)} `;
}
