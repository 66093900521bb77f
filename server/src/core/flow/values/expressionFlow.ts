/** Values of expressions, evaluated in the order in which they run; see valueFlow.ts. */
import { inlineArrayElement } from '../../binding/binderTypes';
import type { BoundArgument } from '../../binding/boundBody';
import { getterOf } from '../../symbols/inheritance';
import type { MethodSymbol, TypeSymbol } from '../../symbols/symbol';
import type { Assignment, Expression, Lambda, LocalFunction, Statement } from '../../syntax/nodes';
import type { AnyNode } from '../walk';
import { forEachChild } from '../walk';
import { arrayOf, combined, constantValue, maxElements } from './constants';
import { derivesFromType, isDataFlowType, isType, writtenName } from './dataFlowType';
import type { KnownCall } from './results';
import { isGetType, qualifiedName, resultOf } from './results';
import type { Variables } from './state';
import { meet } from './state';
import type { ValueSet } from './value';
import { anything, integerOf, nothing, nullOnly, resultValue, union, valueOfType } from './value';
import { BranchFlow } from './branchFlow';
import { rangeVariablesAt } from './rangeVariables';

/** Evaluates expressions; statements are the subclass's. */
export abstract class ExpressionFlow extends BranchFlow {
  /** A lambda or local function that is to be looked at by itself. */
  protected abstract enqueue(node: Lambda | LocalFunction): void;
  protected abstract statement(node: Statement): void;

  /** Values of an expression, which is evaluated by this. */
  protected visit(node: Expression): ValueSet {
    this.steps++;
    if (this.isExhausted()) return nothing;
    let values = this.evaluate(node);
    const conversion = this.conversions.get(node);
    if (conversion) values = [resultValue(conversion, conversion.returnType)];
    else if (values.length === 0) values = constantValue(this.body.constantOf(node));
    if (values.length > 0) this.recorded.values.set(node, union(this.recorded.values.get(node) ?? nothing, values));
    return values;
  }

  private evaluate(node: Expression): ValueSet {
    switch (node.kind) {
      case 'Parenthesized':
      case 'RefExpression':
      case 'Checked': return this.visit(node.expression);
      case 'As': return this.typed(node, this.visit(node.expression));
      case 'Await': {
        this.visit(node.expression);
        return this.version >= 9 ? this.unknown(node) : nothing;
      }
      case 'InterpolatedString': {
        this.children(node);
        return this.version >= 9 ? this.unknown(node) : nothing;
      }
      case 'Initializer': return this.arrayCreation(1, undefined, node.expressions);
      case 'Cast': return this.converted(node.expression, node);
      case 'PostfixUnary': return node.operator === '!' ? this.visit(node.operand) : this.children(node);
      case 'PrefixUnary': return union(this.children(node), this.version >= 9 && !/^[*&]$/.test(node.operator) ? this.unknown(node) : nothing);
      case 'Literal': return node.literalType === 'null' ? nullOnly : node.literalType === 'default' && this.isTrackedTarget(node) ? this.defaultValue(node) : nothing;
      case 'DefaultExpression': return this.unknown(node).length > 0 ? this.defaultValue(node) : nothing;
      case 'IsPattern':
        this.match(node.pattern, this.matched(node.expression, this.visit(node.expression)));
        return nothing;
      case 'TypeOf': {
        const type = this.uses.get(node)?.symbol;
        return type && isType(type) ? [valueOfType(type)] : nothing;
      }
      case 'This':
      case 'Base': return this.thisValue();
      case 'IdentifierName': return this.name(node);
      case 'MemberAccess': return this.member(node, () => this.visit(node.expression));
      case 'MemberBinding': return this.member(node, () => this.accessed);
      case 'ConditionalAccess': return this.conditionalAccess(node);
      case 'Invocation': return this.invocation(node);
      case 'ObjectCreation':
      case 'ImplicitObjectCreation': return this.creation(node);
      case 'ArrayCreation':
        return this.arrayCreation(node.type.ranks[0]?.rank ?? 1, node.type.ranks[0]?.sizes[0], node.initializer?.expressions);
      case 'ImplicitArrayCreation': return this.arrayCreation(node.rank, undefined, node.initializer.expressions);
      case 'CollectionExpression': return this.collection(node);
      case 'ElementAccess': return this.elementAccess(node);
      case 'Conditional': return this.conditional(node);
      case 'Binary': return this.binary(node);
      case 'SwitchExpression': return this.switchExpression(node);
      case 'Assignment': return this.assignment(node);
      case 'Lambda': {
        this.enqueue(node);
        return nothing;
      }
      case 'ThrowExpression': {
        this.visit(node.expression);
        this.variables = undefined;
        return nothing;
      }
      case 'Query': return this.query(node);
      default: return this.children(node);
    }
  }

  protected children(node: AnyNode): ValueSet {
    forEachChild(node, (child) => { this.visit(child as Expression); });
    return nothing;
  }

  private converted(operand: Expression, node: Expression & { readonly kind: 'Cast' }): ValueSet {
    const values = this.visit(operand);
    return this.conversions.has(node) ? values : this.typed(node, values);
  }

  /** A value that was not followed and is now of a type that is: from .NET 9 on anything, but for variables without a value. */
  private typed(node: Expression & { readonly kind: 'Cast' | 'As' }, values: ValueSet): ValueSet {
    if (values.length > 0 || this.version < 9 || this.isVariable(node.expression)) return values;
    return this.unknown(node);
  }

  private thisValue(): ValueSet {
    const { owner } = this.body;
    const method = owner.kind === 'member' && owner.symbol.kind === 'method' ? owner.symbol : undefined;
    return method && this.isFollowed(method.containingType, false) ? [{ kind: 'location', role: 'this', symbol: method }] : nothing;
  }

  private name(node: Expression & { readonly kind: 'IdentifierName' }): ValueSet {
    const symbol = this.body.symbolOf(node);
    switch (symbol?.kind) {
      case 'local': return this.readVariable(node, symbol);
      case 'parameter': return !this.isOutOfSight(node.name) && this.isFollowed(symbol.type, symbol.refKind !== 'none') ? [{ kind: 'location', role: 'parameter', symbol }] : nothing;
      default: return this.member(node, () => nothing);
    }
  }

  /** From .NET 9 on the values of parameters and fields are followed whatever their type. */
  private isFollowed(type: TypeSymbol, isByReference: boolean): boolean {
    return this.version >= 9 || isDataFlowType(type, isByReference, this.version);
  }

  /** The analyzers do not look at what a field is a part of. */
  private member(node: Expression, receiver: () => ValueSet): ValueSet {
    const symbol = this.body.symbolOf(node);
    const instance = symbol?.kind === 'field' ? nothing : receiver();
    if (symbol?.kind === 'field') {
      if (symbol.isConst) return constantValue(symbol.constantValue);
      const { containingType: type } = symbol;
      if (symbol.name === 'EmptyTypes' && type.name === 'Type' && type.namespace === 'System') return [{ kind: 'array', length: 0, elements: new Map() }];
      if (symbol.name === 'Empty' && type.specialType === 'String') return [{ kind: 'string', text: '' }];
      return this.isFollowed(symbol.type, false) ? [{ kind: 'location', role: 'field', symbol, written: writtenName(node) }] : nothing;
    }
    const getter = symbol?.kind === 'property' ? getterOf(symbol) : undefined;
    if (!getter) return nothing;
    // The receiver of an extension block is the first parameter.
    return getter.parameters.length > 0 ? this.call(node, getter, nothing, [instance]) : this.call(node, getter, instance, []);
  }

  protected matchedMember(name: Expression | undefined): ValueSet {
    const values = name ? this.member(name, () => nothing) : nothing;
    return values.length > 0 ? values : anything;
  }

  // ------------------------------------------------------------ calls

  private call(node: object, method: MethodSymbol, receiver: ValueSet, given: readonly ValueSet[]): ValueSet {
    const call: KnownCall = { method, receiver, arguments: given };
    const before = this.recorded.calls.get(node);
    this.recorded.calls.set(node, before?.method === method
      ? { method, receiver: union(before.receiver, receiver), arguments: given.map((values, i) => union(before.arguments[i] ?? nothing, values)) }
      : call);
    return resultOf(call, (name) => this.body.compilation.typeByMetadataName(name), this.version);
  }

  private invocation(node: Expression & { readonly kind: 'Invocation' }): ValueSet {
    const use = this.uses.get(node);
    const callee = node.expression;
    const method = use?.symbol?.kind === 'method' ? use.symbol : undefined;
    const receiver = this.receiverOf(callee, method, use?.kind === 'delegateInvoke');
    if (!method) {
      for (const argument of node.arguments) this.visit(argument.expression);
      return this.version >= 9 ? this.unknown(node) : nothing;
    }
    const values = this.call(node, method, receiver, this.argumentValues(method, use?.arguments ?? [], receiver));
    this.forgetElements(use?.arguments ?? []);
    this.takeBack(method, use?.arguments ?? []);
    return receiver.length === 0 && this.version >= 10 && isGetType(method) ? this.typeOfNothing(callee, values) : values;
  }

  /** What a call is made on: of a delegate, what gives it. */
  private receiverOf(callee: Expression, method: MethodSymbol | undefined, isDelegate: boolean): ValueSet {
    if (isDelegate && callee.kind !== 'MemberBinding') return this.visit(callee);
    if (callee.kind === 'MemberAccess') return this.visit(callee.expression);
    return callee.kind === 'MemberBinding' || method ? this.unwrittenReceiver(callee, method) : this.visit(callee);
  }

  private accessed: ValueSet = nothing;

  private unwrittenReceiver(callee: Expression, method: MethodSymbol | undefined): ValueSet {
    if (callee.kind === 'MemberBinding') return this.accessed;
    return method && !method.isStatic && method.methodKind === 'ordinary' ? this.thisValue() : nothing;
  }

  private conditionalAccess(node: Expression & { readonly kind: 'ConditionalAccess' }): ValueSet {
    const outer = this.accessed;
    const receiver = this.visit(node.expression);
    const before = this.variables;
    this.accessed = receiver;
    const values = this.visit(node.whenNotNull);
    this.accessed = outer;
    this.variables = meet(before, this.variables);
    return values.length === 0 ? values : union(values, nullOnly);
  }

  /**
   * By parameter; an array for what is gathered into a `params` one. The receiver of an extension method is evaluated already. What comes
   * back by `out` and `ref` changes nothing, as in the analyzers.
   */
  private argumentValues(method: MethodSymbol, written: readonly BoundArgument[], receiver: ValueSet): readonly ValueSet[] {
    const values: ValueSet[] = method.parameters.map((p) => constantValue(p.hasDefaultValue ? p.defaultValue : undefined));
    const gathered: ValueSet[] = [];
    let isExpanded = false;
    for (const { parameter, expression, argument } of written) {
      const value = argument === undefined && written[0]?.expression === expression ? receiver : this.visit(expression);
      if (parameter.isParams && this.isElement(parameter.type, expression, written)) {
        isExpanded = true;
        gathered.push(value);
      } else values[parameter.ordinal] = value;
    }
    const last = method.parameters.at(-1);
    if (last?.isParams && (isExpanded || !written.some((a) => a.parameter.ordinal === last.ordinal))) values[last.ordinal] = [arrayOf(gathered)];
    return values;
  }

  /** What is called may write into the arrays that it is given. */
  private forgetElements(written: readonly BoundArgument[]): void {
    for (const { expression } of written) {
      if (expression.kind !== 'IdentifierName' || this.body.symbolOf(expression)?.kind !== 'local') continue;
      const values = this.read(expression.name);
      if (values.some((value) => value.kind === 'array' && value.elements.size > 0)) this.write(expression.name, values.map((value) => (value.kind === 'array' ? { ...value, elements: new Map() } : value)));
    }
  }

  private isElement(type: TypeSymbol, expression: Expression, written: readonly BoundArgument[]): boolean {
    if (written.filter((a) => a.parameter.isParams).length > 1) return true;
    const own = this.body.typeOf(expression);
    if (own === undefined) return expression.kind !== 'Literal' && expression.kind !== 'CollectionExpression' && expression.kind !== 'Conditional' && type.kind === 'array';
    return own.kind !== type.kind || (own.kind === 'namedType' && type.kind === 'namedType' && own.originalDefinition !== type.originalDefinition);
  }

  private creation(node: Expression & { readonly kind: 'ObjectCreation' | 'ImplicitObjectCreation' }): ValueSet {
    const use = this.uses.get(node);
    const constructor = use?.symbol?.kind === 'method' ? use.symbol : undefined;
    let values: ValueSet = nothing;
    if (constructor && use?.arguments) {
      const given = this.argumentValues(constructor, use.arguments, nothing);
      this.call(node, constructor, nothing, given);
      this.takeBack(constructor, use.arguments);
      const { containingType: type } = constructor;
      if (type.name === 'TypeDelegator') values = given[0] ?? nothing;
      else if (derivesFromType(type)) values = anything;
      else values = this.version < 9 ? nothing : [resultValue(constructor, type)];
    } else for (const argument of node.arguments ?? []) this.visit(argument.expression);
    if (node.initializer) this.initializer(node.initializer);
    return values;
  }

  private initializer(node: Expression & { readonly kind: 'Initializer' }): void {
    for (const each of node.expressions) {
      if (each.kind !== 'Assignment') this.visit(each);
      else if (each.right.kind === 'Initializer') this.initializer(each.right);
      else {
        if (each.left.kind === 'ImplicitElementAccess') for (const argument of each.left.arguments) this.visit(argument.expression);
        this.visit(each.right);
      }
    }
  }

  // ------------------------------------------------------------ arrays

  private arrayCreation(rank: number, size: Expression | undefined, elements: readonly Expression[] | undefined): ValueSet {
    const sizes = size && this.visit(size);
    const length = sizes && integerOf(sizes);
    const values = elements?.map((element) => this.visit(element));
    // Up to .NET 8 nothing comes of a size that is not followed.
    if ((this.version < 9 && sizes?.length === 0) || rank !== 1 || (values?.length ?? 0) >= maxElements) return nothing;
    return [values ? arrayOf(values) : { kind: 'array', length, elements: new Map() }];
  }

  private collection(node: Expression & { readonly kind: 'CollectionExpression' }): ValueSet {
    for (const element of node.elements) this.visit(element.kind === 'Spread' ? element.expression : element);
    return this.version >= 9 ? anything : nothing;
  }

  private elementAccess(node: Expression & { readonly kind: 'ElementAccess' }): ValueSet {
    const receiver = this.visit(node.expression);
    const indexes = node.arguments.map((argument) => this.visit(argument.expression));
    const symbol = this.body.symbolOf(node) ?? this.implicitIndexers.get(node);
    if (symbol?.kind === 'property') {
      const getter = getterOf(symbol);
      return getter ? this.call(node, getter, receiver, indexes) : nothing;
    }
    const index = indexes.length === 1 ? integerOf(indexes[0] ?? nothing) : undefined;
    const type = this.body.typeOf(node.expression);
    if (type && this.version >= 9 && inlineArrayElement(type)) return this.unknown(node);
    if (type?.kind !== 'array' || indexes.length !== 1 || this.isListOfInterfaces(node.expression)) return nothing;
    if (index === undefined || receiver.length === 0) return anything;
    let values: ValueSet = nothing;
    for (const value of receiver) {
      const element = value.kind === 'array' ? value.elements.get(index) : undefined;
      if (element === undefined) return anything;
      values = union(values, element.length > 0 ? element : anything);
    }
    return values;
  }

  /** `t.GetInterfaces()`: from .NET 10 on what is in it has what the annotation of `t` promises. */
  private isListOfInterfaces(node: Expression): boolean {
    const method = this.version >= 10 && node.kind === 'Invocation' ? this.uses.get(node)?.symbol : undefined;
    return method?.kind === 'method' && qualifiedName(method) === 'System.Type.GetInterfaces';
  }

  // ------------------------------------------------------------ branches

  private conditional(node: Expression & { readonly kind: 'Conditional' }): ValueSet {
    const { whenTrue, whenFalse } = this.condition(node.condition);
    return this.branches([() => this.visit(node.whenTrue), () => this.visit(node.whenFalse)], [whenTrue, whenFalse]);
  }

  private binary(node: Expression & { readonly kind: 'Binary' }): ValueSet {
    if (node.operator === '&&' || node.operator === '||') {
      const { whenTrue, whenFalse } = this.condition(node);
      this.variables = meet(whenTrue, whenFalse);
      return nothing;
    }
    const left = this.visit(node.left);
    if (node.operator === '??') return this.branches([() => left, () => this.visit(node.right)]);
    const right = this.visit(node.right);
    // Up to .NET 8 nothing is known of what is joined; operators of the program's own give what nobody follows.
    return node.operator === '|' ? combined(left, right) : this.version >= 9 ? this.unknown(node) : nothing;
  }

  private switchExpression(node: Expression & { readonly kind: 'SwitchExpression' }): ValueSet {
    const whole = this.matched(node.expression, this.visit(node.expression));
    let next = this.variables;
    let after: Variables | undefined;
    let results: ValueSet = nothing;
    for (const arm of node.arms) {
      this.variables = next;
      this.match(arm.pattern, whole);
      if (arm.when) {
        const { whenTrue, whenFalse } = this.condition(arm.when);
        next = meet(next, whenFalse);
        this.variables = whenTrue;
      }
      results = union(results, this.visit(arm.expression));
      after = meet(after, this.variables);
    }
    this.variables = after;
    return results;
  }

  /** All clauses but the first source are functions of their own. */
  private query(node: Expression & { readonly kind: 'Query' }): ValueSet {
    const outer = this.rangeVariables;
    node.clauses.forEach((clause, i) => {
      if (i > 0) this.rangeVariables = rangeVariablesAt(node.clauses, i, this.body);
      this.branches([() => nothing, () => this.children(clause)]);
    });
    this.rangeVariables = outer;
    return nothing;
  }

  // ------------------------------------------------------------ assignments

  private assignment(node: Assignment): ValueSet {
    const { left, operator } = node;
    if (operator === '??=') {
      const before = this.visit(left);
      return this.branches([() => before, () => {
        const values = this.visit(node.right);
        this.assignTo(left, { values });
        this.recordParameter(node, values);
        return values;
      }]);
    }
    if (operator === '=') this.visitTarget(left);
    else this.visit(left);
    const values = this.visit(node.right);
    // What `|=` assigns is for the analyzers its right side; up to .NET 8 nothing.
    if (operator !== '=' && this.version < 9) return nothing;
    this.assignTo(left, { values, type: this.body.typeOf(node.right), written: node.right });
    this.recordParameter(node, values);
    return values;
  }

  /** What runs before the assigned value: the receiver and the indexes. */
  private visitTarget(node: Expression): void {
    if (node.kind === 'MemberAccess') {
      if (this.body.symbolOf(node)?.kind !== 'field') this.visit(node.expression);
    } else if (node.kind === 'Invocation') this.visit(node);
    else if (node.kind === 'ElementAccess') {
      this.visit(node.expression);
      for (const argument of node.arguments) this.visit(argument.expression);
    } else if (node.kind === 'ConditionalAccess') this.visit(node.expression);
    else if (node.kind === 'Parenthesized') this.visitTarget(node.expression);
    else if (node.kind === 'Tuple') for (const argument of node.arguments) this.visitTarget(argument.expression);
  }
}
