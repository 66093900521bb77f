/** What the expressions of one body that give JSON metadata resolvers may be: contexts, or what a place of the program holds. */
import type { BoundBody } from '../../../binding/boundBody';
import type { AnyNode } from '../../../flow/walk';
import { nodesOfKind, parentsOf, unwrap, walk } from '../../../flow/walk';
import type { MethodSymbol, ParameterSymbol, TypeSymbol } from '../../../symbols/symbol';
import type { Argument, Assignment, Expression, ForEach, Invocation, Lambda, LocalFunction, Return, Unit, VariableDeclarator, Yield } from '../../../syntax/nodes';
import type { ResolverSource } from './resolverTypes';
import { contextOf, isOfProgram, isResolverType, memberSlot, parameterSlot, typeParameterSlot } from './resolverTypes';

const unknown: readonly ResolverSource[] = [{ kind: 'unknown' }];
const nothing: readonly ResolverSource[] = [];

/** Expressions inside one another; deeper ones are not followed. */
const deepest = 40;

/** Nodes looked at before a body is given up: many times what people write in one. */
const maxSteps = 200_000;

/** Methods that change what a collection of resolvers holds. */
export const addingMethods: ReadonlySet<string> = new Set(['Add', 'Insert', 'AddRange', 'InsertRange', 'Push', 'Enqueue', 'TryAdd']);

/** Follows the resolvers of one body. */
export class ResolverValues {
  private depth = 0;
  private steps = 0;
  private readonly following = new Set<string>();
  private readonly locals = new Map<string, readonly ResolverSource[]>();

  constructor(private readonly body: BoundBody) {}

  /** Tells the local functions of bodies apart. */
  get scope(): string {
    const { owner, file } = this.body;
    return `${file}:${owner.kind === 'member' ? `${owner.symbol.containingType.name}.${owner.symbol.name}` : owner.kind}`;
  }

  /** Empty: no resolver at all. */
  of(expression: Expression): readonly ResolverSource[] {
    if (this.depth > deepest || ++this.steps > maxSteps) return unknown;
    this.depth++;
    const found = this.valueOf(unwrap(expression));
    this.depth--;
    return found;
  }

  /** What the expressions together may be. */
  all(expressions: readonly Expression[]): readonly ResolverSource[] {
    return expressions.flatMap((each) => this.of(each));
  }

  private valueOf(node: Expression): readonly ResolverSource[] {
    switch (node.kind) {
      case 'Literal':
      case 'DefaultExpression':
      case 'ThrowExpression': return nothing;
      case 'Cast':
      case 'As':
      case 'Await':
      case 'Checked': return this.of(node.expression);
      case 'Conditional': return this.all([node.whenTrue, node.whenFalse]);
      case 'SwitchExpression': return this.all(node.arms.map((arm) => arm.expression));
      case 'Assignment': return this.of(node.right);
      case 'Binary': return node.operator === '??' ? this.all([node.left, node.right]) : unknown;
      case 'CollectionExpression': return this.all(node.elements.map((element) => (element.kind === 'Spread' ? element.expression : element)));
      case 'ArrayCreation':
      case 'ImplicitArrayCreation': return this.all(node.initializer?.expressions ?? []);
      case 'Lambda': return this.all(this.body.returnsOf(node).map((returned) => returned.expression));
      case 'ObjectCreation':
      case 'ImplicitObjectCreation': return this.created(node);
      case 'ElementAccess': return this.typed(node) ?? this.of(node.expression);
      case 'Invocation': return this.typed(node) ?? this.called(node);
      case 'IdentifierName':
      case 'GenericName':
      case 'MemberAccess': return this.named(node);
      default: return (node as AnyNode).kind === 'Initializer' ? this.all((node as unknown as { readonly expressions: readonly Expression[] }).expressions) : this.typed(node) ?? unknown;
    }
  }

  /** A context by its type alone. */
  private typed(node: Expression): readonly ResolverSource[] | undefined {
    const context = contextOf(this.body.typeOf(node));
    return context && [context];
  }

  private created(node: Expression & { readonly kind: 'ObjectCreation' | 'ImplicitObjectCreation' }): readonly ResolverSource[] {
    const type = this.body.convertedTypeOf(node);
    const own = this.body.typeOf(node) ?? type;
    if (own?.kind === 'typeParameter') return [typeParameterSlot(own, this.scope)];
    const context = contextOf(own);
    if (context) return [context];
    if (own?.kind !== 'namedType' || own.containingAssembly.isSource || own.typeArguments.length === 0 || !isResolverType(own)) return unknown;
    return this.all([...(node.arguments ?? []).map((argument) => argument.expression).filter((each) => this.isResolver(each)), ...(node.initializer?.expressions ?? [])]);
  }

  private isResolver(expression: Expression): boolean {
    const type = this.body.convertedTypeOf(expression);
    return type !== undefined && isResolverType(type);
  }

  private named(node: Expression): readonly ResolverSource[] {
    const symbol = this.body.symbolOf(node);
    const context = this.typed(node);
    if (context) return context;
    if (symbol?.kind === 'local' && node.kind === 'IdentifierName') return this.local(node.name);
    if (symbol?.kind === 'parameter' && node.kind === 'IdentifierName') return this.parameter(symbol, node);
    if (symbol?.kind === 'method') return this.result(symbol);
    if (symbol?.kind !== 'field' && symbol?.kind !== 'property') return unknown;
    if (symbol.containingType.containingAssembly.isSource) return this.slot(memberSlot(symbol, this.scope));
    if (symbol.kind === 'property' && symbol.name.startsWith('TypeInfoResolver')) return this.earlier(node);
    const receiver = node.kind === 'MemberAccess' ? node.expression : undefined;
    return receiver && this.isResolver(receiver) ? this.of(receiver) : unknown; // Lazy<T>.Value, Task<T>.Result
  }

  /** What options have already: nothing new where they are those of the application. */
  private earlier(node: Expression): readonly ResolverSource[] {
    const receiver = node.kind === 'MemberAccess' ? unwrap(node.expression) : undefined;
    const symbol = receiver && this.body.symbolOf(receiver);
    if (symbol?.kind === 'parameter') return nothing;
    if (symbol?.kind !== 'property') return unknown;
    if (symbol.name === 'SerializerOptions' || symbol.name === 'PayloadSerializerOptions') return nothing;
    return receiver?.kind === 'MemberAccess' ? this.typed(receiver.expression) ?? unknown : unknown; // Context.Default.Options.TypeInfoResolver
  }

  private called(node: Invocation): readonly ResolverSource[] {
    const method = this.body.symbolOf(node) ?? this.body.symbolOf(node.expression);
    if (method?.kind !== 'method') return unknown;
    if (method.methodKind === 'delegateInvoke') return this.of(node.expression.kind === 'MemberAccess' && node.expression.name.name === 'Invoke' ? node.expression.expression : node.expression);
    if (isOfProgram(method)) return this.result(method);
    const own = this.body.typeOf(node);
    if (own?.kind === 'typeParameter') return [typeParameterSlot(own, this.scope)]; // Activator.CreateInstance<T>()
    return isPassing(method) ? this.all(this.passed(node)) : unknown;
  }

  /** The resolvers that a call is given, its receiver among them; lambdas count for what they return. */
  private passed(node: Invocation): readonly Expression[] {
    const values = node.arguments.map((argument) => argument.expression).filter((each) => this.isResolver(each) || (unwrap(each).kind === 'Lambda' && this.returnsResolver(unwrap(each) as Lambda)));
    const receiver = node.expression.kind === 'MemberAccess' ? node.expression.expression : undefined;
    return receiver && this.body.typeOf(receiver) && this.isResolver(receiver) ? [receiver, ...values] : values;
  }

  private returnsResolver(node: Lambda): boolean {
    return this.body.returnsOf(node).some(({ type }) => type !== undefined && isResolverType(type));
  }

  private result(method: MethodSymbol): readonly ResolverSource[] {
    return isOfProgram(method) ? this.slot(memberSlot(method, this.scope)) : unknown;
  }

  private slot(slot: ReturnType<typeof memberSlot>): readonly ResolverSource[] {
    return slot ? [slot] : unknown;
  }

  /** All that variables of this name are given anywhere in the body. */
  private local(name: string): readonly ResolverSource[] {
    if (this.following.has(name)) return nothing;
    let found = this.locals.get(name);
    if (!found) this.locals.set(name, (found = distinct(this.once(name, () => this.given(name)))));
    return found;
  }

  /** Nodes of a kind, as far as there is work allowed. */
  private nodes(root: unknown, kind: string): readonly AnyNode[] {
    const found = this.steps > maxSteps ? [] : nodesOfKind(root, kind);
    this.steps += found.length;
    return found;
  }

  private once(name: string, values: () => readonly ResolverSource[]): readonly ResolverSource[] {
    this.following.add(name);
    const found = values();
    this.following.delete(name);
    return found;
  }

  private given(name: string): readonly ResolverSource[] {
    const found: ResolverSource[] = [];
    let isDeclared = false;
    for (const { root } of this.body.units) {
      for (const node of this.nodes(root, 'VariableDeclarator') as unknown as readonly VariableDeclarator[]) {
        if (node.name !== name) continue;
        isDeclared = true;
        if (node.initializer) found.push(...this.of(node.initializer));
      }
      for (const node of this.nodes(root, 'ForEach') as unknown as readonly ForEach[]) {
        if (!declares(node.variable, name)) continue;
        isDeclared = true;
        found.push(...this.of(node.expression));
      }
      found.push(...this.assigned(root, name));
    }
    return isDeclared ? found : unknown;
  }

  /** What `name = …` and `name.Add(…)` give; unknown where it is passed by reference. */
  private assigned(root: unknown, name: string): readonly ResolverSource[] {
    const isIt = (node: Expression): boolean => node.kind === 'IdentifierName' && node.name === name;
    const found: ResolverSource[] = [];
    for (const { left, right } of this.nodes(root, 'Assignment') as unknown as readonly Assignment[]) {
      if (isIt(left) || (left.kind === 'ElementAccess' && isIt(left.expression))) found.push(...this.of(right));
    }
    for (const { expression, arguments: list } of this.nodes(root, 'Invocation') as unknown as readonly Invocation[]) {
      if (expression.kind === 'MemberAccess' && isIt(expression.expression) && addingMethods.has(expression.name.name)) found.push(...this.all(list.map((argument) => argument.expression).filter((each) => this.isResolver(each))));
    }
    for (const { refKind, expression } of this.nodes(root, 'Argument') as unknown as readonly Argument[]) if (refKind !== 'none' && refKind !== 'in' && isIt(expression)) found.push(...unknown);
    return found;
  }

  private parameter(symbol: ParameterSymbol, node: Expression & { readonly kind: 'IdentifierName' }): readonly ResolverSource[] {
    const reassigned = this.following.has(node.name) ? nothing : this.once(node.name, () => this.body.units.flatMap(({ root }) => this.assigned(root, node.name)));
    return [...this.parameterOf(symbol, node), ...reassigned];
  }

  private parameterOf({ name, refKind }: ParameterSymbol, node: Expression): readonly ResolverSource[] {
    if (refKind === 'ref' || refKind === 'out') return unknown;
    const root = this.body.unitOf(node)?.root;
    const parents = parentsOf(root);
    for (let each: AnyNode | undefined = parents.get(node); each; each = parents.get(each)) {
      if (each.kind !== 'Lambda' && each.kind !== 'LocalFunction') continue;
      const method = this.body.functionOf(each as unknown as Lambda | LocalFunction);
      const ordinal = method?.parameters.findIndex((parameter) => parameter.name === name) ?? -1;
      if (!method || ordinal < 0) continue;
      return each.kind === 'Lambda' ? this.lambdaParameter(each, parents) : this.slot(parameterSlot(method, ordinal, this.scope));
    }
    const { owner } = this.body;
    if (owner.kind === 'program' || owner.kind === 'file') return unknown;
    const type = owner.kind === 'member' ? owner.symbol.containingType : owner.symbol;
    const methods = [...(owner.kind === 'member' && owner.symbol.kind === 'method' ? [owner.symbol] : []), ...type.constructors];
    for (const method of methods) {
      const ordinal = method.parameters.findIndex((parameter) => parameter.name === name);
      if (ordinal >= 0) return this.slot(parameterSlot(method, ordinal, this.scope));
    }
    return unknown;
  }

  /** `resolvers.ForEach(each => …)`: what the call's collections hold. */
  private lambdaParameter(lambda: AnyNode, parents: ReadonlyMap<AnyNode, AnyNode>): readonly ResolverSource[] {
    let around = parents.get(lambda);
    if (around?.kind === 'Argument') around = parents.get(around);
    const call = around?.kind === 'Invocation' ? (around as unknown as Invocation) : undefined;
    const method = call && (this.body.symbolOf(call) ?? this.body.symbolOf(call.expression));
    if (!call || method?.kind !== 'method' || !isPassing(method)) return unknown;
    const given = this.passed(call).filter((each) => (unwrap(each) as AnyNode) !== lambda);
    return given.length > 0 ? this.all(given) : unknown;
  }
}

/** Each source once. */
function distinct(sources: readonly ResolverSource[]): readonly ResolverSource[] {
  return [...new Map(sources.map((source) => [source.kind === 'context' ? source.type : source.kind === 'slot' ? source.key : undefined, source])).values()];
}

/** Whether a method of the framework gives what it is given: LINQ, collections, combined resolvers. */
function isPassing({ name, containingType }: MethodSymbol): boolean {
  const { namespace } = containingType;
  if (containingType.name === 'JsonTypeInfoResolver') return name === 'Combine' || name === 'WithAddedModifier';
  return namespace === 'System.Linq' || namespace.startsWith('System.Collections') || (namespace === 'System' && (containingType.name === 'Array' || containingType.name === 'MemoryExtensions'));
}

function declares(variable: Expression, name: string): boolean {
  return variable.kind === 'DeclarationExpression' && variable.designation.kind === 'SingleDesignation' && variable.designation.name === name;
}

/** Expressions that a declared function returns or yields, without those of functions inside it. */
export function resultsIn(root: unknown): readonly Expression[] {
  const found: Expression[] = [];
  walk(root as AnyNode, (node) => {
    if (node.kind === 'Lambda' || node.kind === 'LocalFunction') return node === root;
    const { expression } = node as unknown as Return | Yield;
    if ((node.kind === 'Return' || node.kind === 'Yield') && expression) found.push(expression);
    return undefined;
  });
  return found;
}

/** Results of a member by its declaration: those of its body or getter, and what it is initialized with. */
export function memberResults(unit: Unit): readonly Expression[] {
  const root = unit.root as AnyNode & { readonly body?: AnyNode; readonly expressionBody?: Expression; readonly initializer?: Expression; readonly accessors?: readonly { readonly accessor: string; readonly body: AnyNode | undefined }[] };
  const bodies = root.kind === 'Property' ? (root.accessors ?? []).flatMap(({ accessor, body }) => (accessor === 'get' && body ? [body] : [])) : root.body ? [root.body] : [];
  const written = bodies.flatMap((body) => (body.kind === 'Block' ? resultsIn(body) : [body as unknown as Expression]));
  return [...written, ...(root.kind === 'Property' ? [root.expressionBody, root.initializer] : [])].flatMap((each) => each ?? []);
}

/** Whether results of a member are resolvers. */
export function givesResolver(type: TypeSymbol): boolean {
  return isResolverType(type) && contextOf(type) === undefined;
}
