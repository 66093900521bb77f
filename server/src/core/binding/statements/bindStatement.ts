/** Binds statements (ECMA-334 §13). */
import type { Block, CatchClause, Expression, LocalDeclaration, LocalFunction, Return, Statement, Switch, Try, TypeSyntax, Unit, VariableDeclarator } from '../../syntax/nodes';
import { constructMethod } from '../../symbols/construct';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { BindContext, Bound } from '../binderContext';
import { declareLocal, inFrame, recordUse, unknownType, withOverflow } from '../binderContext';
import { bindCondition, bindConverted, bindExpression, bindSettled, bindThrown, bindValue, asValue, convertTo, settle } from '../expressions/bindExpression';
import { bindArrayInitializer } from '../expressions/bindExpressionCreation';
import { bindCase } from '../expressions/bindPattern';
import { bindForEach } from './bindStatementForEach';
import { bindLocalFunctionBody, declareLocalFunction } from './bindStatementFunction';
import { bindUsing, recordDispose } from './bindStatementUsing';
import { bindTypeSyntax } from '../binderLookup';
import { overloadContext, pointerType, specialOf } from '../binderTypes';
import { naturalLambdaType, naturalMethodGroupType } from '../overload/inferenceFunctionType';

/** `{ … }`: local functions are known throughout, their bodies come last (they may use any local of the block). */
export function bindBlock(context: BindContext, node: Block): void {
  inFrame(context, () => { bindStatements(context, node.statements); });
}

/** Statements that share one declaration space. */
export function bindStatements(context: BindContext, statements: readonly Statement[], units?: readonly Unit[]): void {
  // Statements of a program are units of their own: what they record is placed in their own unit, in one declaration space.
  const contexts = units?.map((unit): BindContext => ({ ...context, unit }));
  const contextOf = (index: number): BindContext => contexts?.[index] ?? context;
  const declared: { readonly context: BindContext; readonly node: LocalFunction; readonly symbol: MethodSymbol }[] = [];
  statements.forEach((statement, i) => {
    const node = localFunctionOf(statement);
    if (node !== undefined) declared.push({ context: contextOf(i), node, symbol: declareLocalFunction(contextOf(i), node) });
  });
  statements.forEach((statement, i) => { bindRemembered(contextOf(i), statement); });
  for (const item of declared) bindLocalFunctionBody(item.context, item.node, item.symbol);
}

function bindRemembered(context: BindContext, statement: Statement): void {
  if (context.memory === undefined) bindStatement(context, statement);
  else context.memory.bind(context, statement, () => { bindStatement(context, statement); });
}

function localFunctionOf(statement: Statement): LocalFunction | undefined {
  if (statement.kind === 'LocalFunction') return statement;
  return statement.kind === 'Labeled' && statement.statement !== undefined ? localFunctionOf(statement.statement) : undefined;
}

/** An expression whose value nothing uses. */
function bindDiscarded(context: BindContext, node: Expression): void {
  context.discarded = node;
  bindSettled(context, node);
}

/** One statement. */
export function bindStatement(context: BindContext, node: Statement): void {
  switch (node.kind) {
    case 'Block': bindBlock(context, node); return;
    case 'LocalDeclaration': bindLocalDeclaration(context, node); return;
    case 'ExpressionStatement': bindDiscarded(context, node.expression); return;
    case 'If':
      bindCondition(context, node.condition);
      bindEmbedded(context, node.then);
      if (node.else !== undefined) bindEmbedded(context, node.else);
      return;
    case 'While': inFrame(context, () => { bindCondition(context, node.condition); bindEmbedded(context, node.body); }); return;
    case 'DoWhile': inFrame(context, () => { bindEmbedded(context, node.body); bindCondition(context, node.condition); }); return;
    case 'For':
      inFrame(context, () => {
        if (node.declaration !== undefined) bindLocalDeclaration(context, node.declaration);
        for (const e of node.initializers) bindDiscarded(context, e);
        if (node.condition !== undefined) bindCondition(context, node.condition);
        bindEmbedded(context, node.body);
        for (const e of node.incrementors) bindDiscarded(context, e);
      });
      return;
    case 'ForEach': bindForEach(context, node); return;
    case 'Using': bindUsing(context, node); return;
    case 'Lock': bindSettled(context, node.expression); bindEmbedded(context, node.body); return;
    case 'Fixed': inFrame(context, () => { bindFixed(context, node.declaration); bindEmbedded(context, node.body); }); return;
    case 'Try': bindTry(context, node); return;
    case 'Switch': bindSwitch(context, node); return;
    case 'Return': bindReturn(context, node); return;
    case 'Throw': if (node.expression !== undefined) bindThrown(context, node.expression); return;
    case 'Yield': if (node.expression !== undefined) bindConverted(context, node.expression, context.function.yieldType); return;
    case 'Labeled': if (node.statement !== undefined) bindStatement(context, node.statement); return;
    case 'Jump': if (node.expression !== undefined) bindSettled(context, node.expression); return;
    case 'ModifiedBlock': bindBlock(node.modifier === 'unsafe' ? context : withOverflow(context, node.modifier === 'checked'), node.block); return;
    case 'LocalFunction': case 'Empty': case 'Error': return;
  }
}

/** A statement under another: a space of its own, also without braces. */
export function bindEmbedded(context: BindContext, node: Statement): void {
  if (node.kind === 'Block') bindBlock(context, node);
  else inFrame(context, () => { bindStatement(context, node); });
}

/** Whether the type is the word `var` (no type of that name counts: none is called so in practice). */
export function isVar(node: TypeSyntax): boolean {
  return node.kind === 'IdentifierName' ? node.name === 'var' : (node.kind === 'RefType' || node.kind === 'ScopedType') && isVar(node.type);
}

/** The word `var` itself. */
export function varToken(node: TypeSyntax): TypeSyntax {
  return node.kind === 'RefType' || node.kind === 'ScopedType' ? varToken(node.type) : node;
}

/** `T a = 1, b;` in every form. */
export function bindLocalDeclaration(context: BindContext, node: LocalDeclaration): void {
  if (isVar(node.type)) {
    for (const variable of node.variables) bindVar(context, node, variable);
    return;
  }
  const type = bindTypeSyntax(context, node.type);
  for (const variable of node.variables) {
    const local = declareLocal(context, variable.name, type, { isConst: node.isConst, isRef: node.type.kind === 'RefType' });
    if (variable.initializer === undefined) continue;
    if (variable.initializer.kind === 'Initializer') {
      bindArrayInitializer(context, variable.initializer, type.kind === 'array' ? type.elementType : undefined);
      continue;
    }
    const bound = bindConverted(context, variable.initializer, type);
    if (node.isConst) context.frame.entries.set(variable.name, { symbol: local, constant: bound.constant });
    if (node.isUsing) recordDispose(context, type.kind === 'error' ? undefined : type, variable, node.isAwait, awaitKeyword(context, node));
  }
}

/** The `await` of a declaration starts it. */
function awaitKeyword(context: BindContext, node: LocalDeclaration): { start: number; end: number } {
  const at = context.unit.text.indexOf('await', node.start);
  return { start: at, end: at + 5 };
}

function bindVar(context: BindContext, node: LocalDeclaration, variable: VariableDeclarator): void {
  const initializer = variable.initializer;
  const local = declareLocal(context, variable.name, unknownType, { isConst: node.isConst, isRef: node.type.kind === 'RefType' });
  if (initializer === undefined) return;
  const bound = bindValue(context, initializer);
  const type = naturalType(context, bound, initializer.kind === 'StackAlloc');
  if (bound.shape.kind === 'lambda' || bound.shape.kind === 'methodGroup') convertTo(context, bound, type);
  else settle(bound);
  if (type === undefined) return;
  local.type = type;
  recordUse(context, 'var', type, varToken(node.type));
  if (node.isUsing) recordDispose(context, type, variable, node.isAwait, awaitKeyword(context, node));
}

/** What `var` stands for; `stackalloc` directly in a declaration is a pointer (§12.8.22). */
function naturalType(context: BindContext, bound: Bound, stackalloc: boolean): TypeSymbol | undefined {
  if (bound.shape.kind === 'lambda') return naturalLambdaType(bound.shape.lambda, overloadContext(context));
  if (bound.group !== undefined) {
    const only = bound.group.methods.length === 1 ? bound.group.methods[0] : undefined;
    const given = bound.group.typeArguments ?? [];
    const constructed = only !== undefined && given.length > 0 && given.length === only.typeParameters.length ? constructMethod(only, given) : only;
    return constructed === undefined ? undefined : naturalMethodGroupType(constructed, overloadContext(context));
  }
  if (stackalloc && bound.type?.kind === 'namedType') {
    const element = bound.type.typeArguments[0];
    return element === undefined ? undefined : pointerType(element);
  }
  return bound.type;
}

/** `fixed (T* p = e)`: an address, an array, a string or what has GetPinnableReference. */
function bindFixed(context: BindContext, node: LocalDeclaration): void {
  const type = bindTypeSyntax(context, node.type);
  for (const variable of node.variables) {
    declareLocal(context, variable.name, type);
    if (variable.initializer !== undefined) bindSettled(context, variable.initializer);
  }
}

function bindTry(context: BindContext, node: Try): void {
  bindBlock(context, node.body);
  for (const clause of node.catches) bindCatch(context, clause);
  if (node.finally !== undefined) bindBlock(context, node.finally);
}

function bindCatch(context: BindContext, node: CatchClause): void {
  inFrame(context, () => {
    const type = node.type === undefined ? undefined : bindTypeSyntax(context, node.type);
    if (node.name !== undefined) declareLocal(context, node.name, type ?? unknownType);
    if (node.filter !== undefined) bindCondition(context, node.filter);
    bindBlock(context, node.body);
  });
}

function bindSwitch(context: BindContext, node: Switch): void {
  const input = bindSettled(context, node.expression);
  inFrame(context, () => {
    const sections = node.sections.map((section) => section.statements);
    const declared = sections.flat().map(localFunctionOf).filter((f) => f !== undefined).map((f) => ({ node: f, symbol: declareLocalFunction(context, f) }));
    for (const section of node.sections) {
      inFrame(context, () => {
        for (const label of section.labels) bindCase(context, label.pattern, label.when, input.type);
        const patternFrame = context.frame;
        // Pattern variables belong to their section, declared locals to the whole switch block (§13.8.3): both are visible here.
        for (const statement of section.statements) bindStatement(context, statement);
        for (const [name, entry] of patternFrame.entries) if (patternFrame.parent?.entries.has(name) === false) patternFrame.parent.entries.set(name, entry);
      });
    }
    for (const item of declared) bindLocalFunctionBody(context, item.node, item.symbol);
  });
}

function bindReturn(context: BindContext, node: Return): void {
  const state = context.function;
  if (node.expression === undefined) {
    state.hasEmptyReturn = true;
    return;
  }
  const bound = asValue(bindExpression(context, node.expression));
  state.returns.push(bound);
  if (state.returnType === undefined || specialOf(state.returnType) === 'Void') settle(bound);
  else convertTo(context, bound, state.returnType);
}
