/** Variables of queries: parameters of the lambdas that the clauses become, or properties of a type that the compiler makes for several. */
import type { BoundBody } from '../../binding/boundBody';
import type { TypeSymbol } from '../../symbols/symbol';
import type { QueryClause } from '../../syntax/nodes';

/** The variables in scope of a clause. */
export interface RangeVariables {
  /** Whether they are parameters each; properties of one parameter otherwise. */
  readonly areParameters: boolean;
  /** Whether a name is one of theirs: other variables of the body may be called the same. */
  readonly names: ReadonlySet<string>;
  /** Undefined where there are more than the two of one such type, or a type is not known. */
  readonly parts: readonly { readonly name: string; readonly type: TypeSymbol }[] | undefined;
}

/** What the clauses before one bring into scope (§12.20.3.5). */
export function rangeVariablesAt(clauses: readonly QueryClause[], index: number, body: BoundBody): RangeVariables {
  const parts = variablesBefore(clauses, index, body);
  const known = parts.flatMap(({ name, type }) => (type && type.kind !== 'error' ? [{ name, type }] : []));
  return { names: new Set(parts.map(({ name }) => name)), areParameters: parts.length === 1 || (parts.length === 2 && givesBoth(clauses, index - 1)), parts: parts.length === 2 && known.length === 2 ? known : undefined };
}

/** A second source right before the last clause gives that clause both variables; no type is made for them. */
export function givesBoth(clauses: readonly QueryClause[], index: number): boolean {
  const clause = clauses[index];
  return (clause?.kind === 'FromClause' || clause?.kind === 'JoinClause') && clauses[index + 1]?.kind === 'SelectClause';
}

/** The variables with their types, where these are known. */
export function variablesBefore(clauses: readonly QueryClause[], index: number, body: BoundBody): readonly { readonly name: string; readonly type: TypeSymbol | undefined }[] {
  let parts: { readonly name: string; readonly type: TypeSymbol | undefined }[] = [];
  for (const clause of clauses.slice(0, index)) {
    switch (clause.kind) {
      case 'IntoClause': parts = [{ name: clause.name, type: undefined }]; break;
      case 'FromClause': parts.push({ name: clause.name, type: elementOf(body.typeOf(clause.expression)) }); break;
      case 'LetClause': parts.push({ name: clause.name, type: body.typeOf(clause.expression) }); break;
      case 'JoinClause': parts.push({ name: clause.into ?? clause.name, type: clause.into === undefined ? elementOf(body.typeOf(clause.inExpression)) : undefined }); break;
      default: break;
    }
  }
  return parts;
}

function elementOf(type: TypeSymbol | undefined): TypeSymbol | undefined {
  if (type?.kind === 'array') return type.elementType;
  if (type?.kind !== 'namedType') return undefined;
  const sequence = [type, ...type.allInterfaces].find((each) => each.name === 'IEnumerable' && each.namespace === 'System.Collections.Generic');
  return sequence?.typeArguments[0];
}
