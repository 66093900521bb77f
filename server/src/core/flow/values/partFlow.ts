/**
 * What variables hold that patterns declare, and what is taken apart or comes back by `out` and `ref`: of that the analyzers follow next to
 * nothing, the native compiler all (measured with .NET 8 and 9); see valueFlow.ts.
 */
import type { BoundArgument } from '../../binding/boundBody';
import type { MethodSymbol, NamedTypeSymbol, ParameterSymbol, TypeSymbol } from '../../symbols/symbol';
import { tupleElementTypes } from '../../symbols/types';
import type { Designation, Expression, ForEach, Pattern } from '../../syntax/nodes';
import { isNativeCompiler } from '../bodyAndVersion';
import { nodesOfKind } from '../walk';
import { withElement } from './constants';
import type { FlowValue, ValueSet } from './value';
import { anything, integerOf, nothing, resultValue, union } from './value';
import { VariableFlow } from './variableFlow';
import { variableKey } from './variables';

/** A value that may be taken apart. */
export interface Whole {
  readonly values: ValueSet;
  readonly type?: TypeSymbol | undefined;
  /** Where a tuple is written, its elements need no tuple. */
  readonly written?: Expression | undefined;
}

const unknownWhole: Whole = { values: nothing };

/** Patterns, deconstruction and assignment; how an expression is evaluated is the subclass's. */
export abstract class PartFlow extends VariableFlow {
  /** What the member is that a property pattern looks at. */
  protected abstract matchedMember(name: Expression | undefined): ValueSet;

  protected get isNative(): boolean {
    return isNativeCompiler(this.version);
  }

  // ------------------------------------------------------------ patterns

  /** What a pattern is held against. */
  protected matched(node: Expression, values: ValueSet): Whole {
    return { values: values.length > 0 || this.isNative || this.isVariable(node) ? values : anything, type: this.body.typeOf(node), written: node };
  }

  /** From .NET 10 on the variables of patterns have the value that is matched, or a property's of it. */
  protected match(pattern: Pattern, whole: Whole): void {
    const passed = this.isNative ? whole : unknownWhole;
    switch (pattern.kind) {
      case 'DeclarationPattern':
      case 'VarPattern': this.matchDesignation(pattern.designation, whole); return;
      case 'ParenthesizedPattern': this.match(pattern.pattern, whole); return;
      case 'NotPattern': this.match(pattern.pattern, passed); return;
      case 'BinaryPattern': {
        this.match(pattern.left, passed);
        this.match(pattern.right, passed);
        return;
      }
      case 'RecursivePattern': {
        if (this.isNative) {
          if (pattern.designation) this.designate(pattern.designation, whole);
          const parts = pattern.positional ? this.parts(whole, pattern.positional.length, pattern) : [];
          pattern.positional?.forEach((part, i) => { this.match(part.pattern, parts[i] ?? unknownWhole); });
        }
        for (const { name, pattern: inner } of pattern.properties ?? []) {
          const last = name.at(-1);
          this.match(inner, { values: this.matchedMember(last), type: last && this.body.typeOf(last) });
        }
        return;
      }
      case 'ListPattern': {
        if (!this.isNative) return;
        if (pattern.designation) this.designate(pattern.designation, whole);
        for (const part of pattern.patterns) this.match(part.kind === 'SlicePattern' ? (part.pattern ?? part) : part, part.kind === 'SlicePattern' ? this.slice(pattern, whole) : this.item(pattern, whole));
        return;
      }
      default: return;
    }
  }

  private matchDesignation(designation: Designation, whole: Whole): void {
    if (this.isNative) this.designate(designation, whole);
    else if (designation.kind === 'SingleDesignation' && (this.version < 10 || whole.values.length > 0)) this.write(designation.name, this.version >= 10 ? whole.values : nothing);
  }

  private item(pattern: Pattern, { type }: Whole): Whole {
    if (type?.kind === 'array') return { values: anything, type: type.elementType };
    const indexer = this.patternMembers.get(pattern)?.find((symbol) => symbol.kind === 'property' && symbol.isIndexer);
    return indexer?.kind === 'property' && indexer.getMethod ? { values: [resultValue(indexer.getMethod, indexer.type)], type: indexer.type } : unknownWhole;
  }

  private slice(pattern: Pattern, { type }: Whole): Whole {
    if (type?.kind === 'array') return { values: nothing, type };
    const slice = this.patternMembers.get(pattern)?.find((symbol) => symbol.kind === 'method');
    return slice?.kind === 'method' ? { values: [resultValue(slice, slice.returnType)], type: slice.returnType } : unknownWhole;
  }

  // ------------------------------------------------------------ deconstruction

  /** The parts of a value; `at` is what it is taken apart into. */
  private parts({ type, written }: Whole, count: number, at: object): readonly Whole[] {
    const elements = written && this.writtenParts(written, count);
    if (elements) return elements;
    const method = this.deconstructions.get(at) ?? this.patternMembers.get(at)?.find((symbol) => symbol.kind === 'method');
    if (method?.kind === 'method') return method.parameters.slice(-count).map((parameter) => ({ values: [givenBack(parameter, method)], type: parameter.type }));
    const indexed = this.patternMembers.get(at)?.find((symbol) => symbol.kind === 'namedType'); // ITuple
    const item = indexed?.kind === 'namedType' ? indexed.members.find((member) => member.kind === 'property' && member.isIndexer) : undefined;
    const getter = item?.kind === 'property' ? item.getMethod : undefined;
    if (getter) return Array.from({ length: count }, () => ({ values: [resultValue(getter, getter.returnType)], type: getter.returnType }));
    return type?.kind === 'namedType' ? elementsOf(type, count) : [];
  }

  /** Elements of a tuple that is written, and of two of which one is taken: the compiler makes no tuple of them. */
  private writtenParts(node: Expression, count: number): readonly Whole[] | undefined {
    if (node.kind === 'Parenthesized') return this.writtenParts(node.expression, count);
    if (node.kind === 'Tuple') return node.arguments.length === count ? node.arguments.map(({ expression }) => ({ values: this.recorded.values.get(expression) ?? nothing, type: this.body.typeOf(expression), written: expression })) : undefined;
    if (node.kind !== 'Conditional') return undefined;
    const [one, other] = [this.writtenParts(node.whenTrue, count), this.writtenParts(node.whenFalse, count)];
    return one && other && one.map((part, i) => ({ values: union(part.values, other[i]?.values ?? nothing), type: part.type ?? other[i]?.type }));
  }

  private designate(designation: Designation, whole: Whole, at: object = designation): void {
    if (designation.kind === 'SingleDesignation') this.write(designation.name, whole.values);
    if (designation.kind !== 'ParenthesizedDesignation') return;
    const parts = this.parts(whole, designation.designations.length, at);
    designation.designations.forEach((inner, i) => { this.designate(inner, parts[i] ?? unknownWhole); });
  }

  // ------------------------------------------------------------ assignment

  protected assignTo(target: Expression, whole: Whole): void {
    switch (target.kind) {
      case 'Parenthesized': this.assignTo(target.expression, whole); return;
      case 'IdentifierName': {
        if (this.body.symbolOf(target)?.kind === 'local') this.write(target.name, whole.values);
        return;
      }
      case 'DeclarationExpression': {
        if (target.designation.kind === 'SingleDesignation') this.write(target.designation.name, whole.values);
        else if (this.isNative) this.designate(target.designation, whole, target);
        return;
      }
      case 'ElementAccess': this.assignElement(target, whole.values); return;
      case 'Tuple': {
        // The analyzers see no assignment there: the variables keep what they had.
        if (!this.isNative) return;
        const parts = this.parts(whole, target.arguments.length, target);
        target.arguments.forEach(({ expression }, i) => { this.assignTo(expression, parts[i] ?? unknownWhole); });
        return;
      }
      default: return;
    }
  }

  private assignElement(target: Expression & { readonly kind: 'ElementAccess' }, values: ValueSet): void {
    const array = target.expression;
    const [argument] = target.arguments;
    if (array.kind !== 'IdentifierName' || target.arguments.length !== 1 || !argument || this.body.symbolOf(array)?.kind !== 'local') return;
    const index = integerOf(this.recorded.values.get(argument.expression) ?? nothing);
    this.write(array.name, this.read(array.name).map((value) => (value.kind === 'array' ? withElement(value, index, values) : value)));
  }

  /** What a call gives back by `out` and `ref`, which for the analyzers changes nothing. */
  protected takeBack(method: MethodSymbol, written: readonly BoundArgument[]): void {
    if (!this.isNative) return;
    for (const { parameter, expression, argument } of written) {
      if (argument && (parameter.refKind === 'out' || parameter.refKind === 'ref') && !this.isHoisted(expression)) this.assignTo(expression, { values: [givenBack(parameter, method)], type: parameter.type });
    }
  }

  /** A variable that functions share, or that is used behind an `await` or `yield`: the call is given the address of a field, which is not followed. */
  private isHoisted(target: Expression): boolean {
    const name = target.kind === 'IdentifierName' ? target.name : target.kind === 'DeclarationExpression' && target.designation.kind === 'SingleDesignation' ? target.designation.name : undefined;
    const unit = name === undefined ? undefined : this.body.unitOf(target);
    if (name === undefined || !unit) return false;
    if (this.scopes.shared.has(variableKey(name, this.scope))) return true;
    const pauses = pausing.flatMap((kind) => nodesOfKind(unit.root, kind)).filter((node) => node.end > target.end && (node.kind !== 'ForEach' || (node as unknown as ForEach).isAwait));
    const from = Math.min(...pauses.map(({ start }) => start));
    return nodesOfKind(unit.root, 'IdentifierName').some((node) => node.start > from && (node as unknown as { readonly name: string }).name === name);
  }
}

const pausing = ['Await', 'Yield', 'ForEach'];

/** All that is known of it is what the parameter promises. */
function givenBack(parameter: ParameterSymbol, method: MethodSymbol): FlowValue {
  return { kind: 'location', role: 'parameter', symbol: parameter, callee: method };
}

function elementsOf(type: NamedTypeSymbol, count: number): readonly Whole[] {
  const elements = tupleElementTypes(type);
  return elements?.length === count ? elements.map((element, i): Whole => {
    const field = type.membersNamed(`Item${String(i + 1)}`).find((member) => member.kind === 'field');
    return { values: field?.kind === 'field' ? [{ kind: 'location', role: 'field', symbol: field }] : nothing, type: element };
  }) : [];
}
