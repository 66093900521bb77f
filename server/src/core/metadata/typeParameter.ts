/** Generic parameters (ECMA-335 II.22.20) with their constraints (II.22.21). */
import type { AttributeData, MethodSymbol, NamedTypeSymbol, TypeParameterSymbol, TypeSymbol } from '../symbols/symbol';
import { attributesOf } from './customAttribute';
import type { MetadataAssembly } from './metadataAssembly';
import { Col, Table } from './schema';
import type { SignatureScope } from './signature';
import { readSignatureType } from './signature';
import type { Token } from './tables';
import { encodeCoded, rowOf, tableOf, token } from './tables';

/** Rows of a type's or method's generic parameters, in order. */
export function genericParameterRows(assembly: MetadataAssembly, owner: Token): readonly number[] {
  const { tables } = assembly.module;
  const rows = tables.rowsWith(Table.GenericParam, Col.GenericParam.owner, encodeCoded(owner, 'TypeOrMethodDef'));
  return [...rows].sort((a, b) => tables.cell(Table.GenericParam, a, Col.GenericParam.number) - tables.cell(Table.GenericParam, b, Col.GenericParam.number));
}

interface Constraints {
  readonly types: readonly TypeSymbol[];
  readonly isUnmanaged: boolean;
}

export class MetadataTypeParameter implements TypeParameterSymbol {
  readonly kind = 'typeParameter';
  readonly location = undefined;
  private cachedConstraints: Constraints | undefined;
  private cachedAttributes: readonly AttributeData[] | undefined;

  /** `ordinal` counts the owner's own parameters only: metadata repeats those of containing types. */
  constructor(
    private readonly assembly: MetadataAssembly, private readonly row: number, readonly ordinal: number,
    readonly owner: NamedTypeSymbol | MethodSymbol, private readonly scope: () => SignatureScope,
  ) {}

  get name(): string { return this.assembly.module.tables.text(Table.GenericParam, this.row, Col.GenericParam.name); }
  get ownerKind(): 'type' | 'method' { return this.owner.kind === 'method' ? 'method' : 'type'; }
  get attributes(): readonly AttributeData[] { return this.cachedAttributes ??= attributesOf(this.scope(), this.assembly, token(Table.GenericParam, this.row)); }
  private get flags(): number { return this.assembly.module.tables.cell(Table.GenericParam, this.row, Col.GenericParam.flags); }
  get variance(): TypeParameterSymbol['variance'] { return (['none', 'out', 'in', 'none'] as const)[this.flags & 3] ?? 'none'; }
  get hasReferenceTypeConstraint(): boolean { return (this.flags & 4) !== 0; }
  get hasValueTypeConstraint(): boolean { return (this.flags & 8) !== 0; }
  get hasConstructorConstraint(): boolean { return (this.flags & 0x10) !== 0 && !this.hasValueTypeConstraint; }
  get allowsRefLike(): boolean { return (this.flags & 0x20) !== 0; }
  get hasUnmanagedConstraint(): boolean { return this.constraints.isUnmanaged; }
  get constraintTypes(): readonly TypeSymbol[] { return this.constraints.types; }

  private get constraints(): Constraints {
    return this.cachedConstraints ??= this.readConstraints();
  }

  private readConstraints(): Constraints {
    const { tables } = this.assembly.module;
    const scope = this.scope();
    const types: TypeSymbol[] = [];
    let isUnmanaged = false;
    for (const row of tables.rowsWith(Table.GenericParamConstraint, Col.GenericParamConstraint.owner, this.row)) {
      const constraint = tables.coded(Table.GenericParamConstraint, row, Col.GenericParamConstraint.constraint, 'TypeDefOrRef');
      if (tableOf(constraint) !== Table.TypeSpec) {
        types.push(scope.resolve(constraint));
        continue;
      }
      const { type, modifiers } = readSignatureType(tables.blob(Table.TypeSpec, rowOf(constraint), Col.TypeSpec.signature), scope);
      if (modifiers.includes('System.Runtime.InteropServices.UnmanagedType')) isUnmanaged = true;
      types.push(type);
    }
    // `struct` is written as a constraint to System.ValueType besides the flag.
    const isImplied = (type: TypeSymbol): boolean => this.hasValueTypeConstraint && type.kind === 'namedType' && type.specialType === 'ValueType';
    return { types: types.filter((type) => !isImplied(type)), isUnmanaged };
  }
}
