/** Members of C# 14 extension blocks in source, as lookup sees them: with the receiver, which a static member's implementation lacks. */
import { sourceParameter } from './sourceSyntax';
import type { SourceNamedType } from './sourceType';
import type { MethodSymbol, ParameterSymbol, PropertySymbol, TypeParameterSymbol } from './symbol';

/** A method, operator or property that is declared in an extension block. */
export interface ExtensionMember {
  readonly member: MethodSymbol | PropertySymbol;
  readonly isStatic: boolean;
  /** The static method that is called: the method itself, or the getter (else the setter) of a property. */
  readonly implementation: MethodSymbol;
  /**
   * The implementation as a method of the receiver alone, with the block's type parameters alone: overload resolution on it tells
   * whether a receiver fits, and the block's type arguments. Undefined for a member without a receiver.
   */
  readonly probe: MethodSymbol | undefined;
}

const known = new WeakMap<SourceNamedType, readonly ExtensionMember[]>();

/** All members of the extension blocks of a static class, in order of declaration. */
export function extensionMembersOf(type: SourceNamedType): readonly ExtensionMember[] {
  let members = known.get(type);
  if (members === undefined) known.set(type, members = type.members.length < 0 ? [] : collect(type));
  return members;
}

function collect(type: SourceNamedType): readonly ExtensionMember[] {
  const found: ExtensionMember[] = [];
  for (const part of type.parts) {
    if (part.declaration.kind !== 'Type') continue;
    for (const block of part.declaration.types) {
      const header = block.header.root;
      if (header.typeKind !== 'extension') continue;
      const blockCell = type.context.cell(block.header, part.file, type.scopeInside(part));
      const [receiver] = header.parameters ?? [];
      for (const unit of block.members) {
        const cell = type.context.cell(unit, part.file, type.scopeInside(part));
        const isStatic = 'modifiers' in unit.root && unit.root.modifiers.includes('static');
        for (const member of cell.symbols) {
          const implementation = member.kind === 'property' ? member.getMethod ?? member.setMethod : member.kind === 'method' ? member : undefined;
          if (implementation === undefined || (member.kind !== 'property' && member.kind !== 'method')) continue;
          const parameter = receiver && sourceParameter(receiver, 0, blockCell, cell.scope);
          found.push({ member, isStatic, implementation, probe: parameter && probeOf(implementation, parameter, header.typeParameters.length) });
        }
      }
    }
  }
  return found;
}

function probeOf(method: MethodSymbol, receiver: ParameterSymbol, blockArity: number): MethodSymbol {
  const typeParameters = (): readonly TypeParameterSymbol[] => method.typeParameters.slice(0, blockArity);
  const probe = Object.create(method, {
    parameters: { value: [receiver] }, originalDefinition: { get: () => probe }, typeParameters: { get: typeParameters }, typeArguments: { get: typeParameters },
  }) as MethodSymbol;
  return probe;
}
