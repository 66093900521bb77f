/** What fields, methods, properties and events of metadata have in common. */
import type { Accessibility, AttributeData } from '../symbols/symbol';
import { visibleAttributesOf } from './customAttribute';
import type { MetadataAssembly } from './metadataAssembly';
import type { MetadataNamedType } from './namedType';
import type { SignatureScope } from './signature';
import type { Token } from './tables';
import { rowOf, tableOf } from './tables';

/** By the lowest three bits of field and method flags (II.23.1.5, II.23.1.10). */
const accessibilities: readonly Accessibility[] = ['private', 'private', 'privateProtected', 'internal', 'protected', 'protectedInternal', 'public'];

/** Accessibility in the flags of a field or method. */
export function memberAccessibility(flags: number): Accessibility {
  return accessibilities[flags & 7] ?? 'private';
}

export abstract class MetadataMember {
  readonly location = undefined;
  private cachedAttributes: readonly AttributeData[] | undefined;

  constructor(readonly containingType: MetadataNamedType, readonly token: Token) {}

  get assembly(): MetadataAssembly { return this.containingType.containingAssembly; }
  get attributes(): readonly AttributeData[] { return this.cachedAttributes ??= visibleAttributesOf(this.signatureScope, this.assembly, this.token); }
  get signatureScope(): SignatureScope { return this.containingType.signatureScope; }

  protected cell(column: number): number { return this.assembly.module.tables.cell(tableOf(this.token), rowOf(this.token), column); }
  protected text(column: number): string { return this.assembly.module.tables.text(tableOf(this.token), rowOf(this.token), column); }
  protected has(attribute: string): boolean { return this.assembly.module.hasAttribute(this.token, attribute); }
}
