/** IL2092 to IL2095: `[DynamicallyAccessedMembers]` differs between an override or implementation and what it overrides or implements. */
import type { Anchor } from '../../binding/boundBody';
import { displayName } from '../../symbols/display';
import { overriddenMember } from '../../symbols/inheritance';
import type { MethodSymbol, NamedTypeSymbol } from '../../symbols/symbol';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { memberTypesOf, parameterAnnotation, returnAnnotation, thisAnnotation } from './annotations';
import { declaredImplementations, isOwn } from './implementations';
import { mismatchMetas } from './mismatchMetas';
import { anchorIn, declarationAnchor, declaredMembers, memberAnchor, parameterAnchor, typeParameterAnchor } from './places';

const attribute = '\'DynamicallyAccessedMemberTypes\' in \'DynamicallyAccessedMembersAttribute\' on the';
const advice = 'All overridden members must have the same \'DynamicallyAccessedMembersAttribute\' usage.';

export const annotationMismatchRule = defineRule({
  metas: mismatchMetas,
  checkBody(context) {
    const { body, program } = context;
    if (!program.analyzers.trim || (body.owner.kind !== 'member' && body.owner.kind !== 'type')) return;
    const declared = declaredMembers(body).filter((m): m is MethodSymbol => m.kind === 'method');
    if (body.owner.kind === 'member') {
      for (const method of declared) {
        const base = method.isOverride ? overriddenMember(method) : undefined;
        if (base) new Comparison(context, method, base, undefined).run();
      }
    }
    const type = body.owner.kind === 'type' ? body.owner.symbol : body.owner.symbol.containingType;
    checkInterfaces(context, type, declared);
  },
});

/** Own implementations are reported where they are declared, inherited ones at the type that names the interface. */
function checkInterfaces(context: BodyContext, type: NamedTypeSymbol, declared: readonly MethodSymbol[]): void {
  const version = context.program.frameworkVersion || 10;
  const isTypeHere = context.body.owner.kind === 'type' && anchorIn(context.body, type.location) !== undefined;
  for (const { interfaceMember, implementation } of declaredImplementations(type)) {
    if (interfaceMember.kind !== 'method' || implementation.kind !== 'method') continue;
    if (isOwn(implementation, type)) {
      if (!declared.includes(implementation) || !anchorIn(context.body, implementation.location)) continue;
      new Comparison(context, implementation, interfaceMember, version < 9 ? undefined : memberAnchor(context.body, implementation)).run();
    } else if (isTypeHere) {
      new Comparison(context, implementation, interfaceMember, version < 9 ? undefined : anchorIn(context.body, type.location)).run();
    }
  }
}

/** Compares two methods; with `origin` everything is reported there, else at what differs. */
class Comparison {
  private readonly version: number;

  constructor(private readonly context: BodyContext, private readonly method: MethodSymbol, private readonly base: MethodSymbol, private origin: Anchor | undefined) {
    this.version = context.program.frameworkVersion || 10;
  }

  run(): void {
    this.compareResults();
    this.compareParameters();
    this.compareTypeParameters();
    if (!this.method.isStatic && differ(thisAnnotation(this.method, this.version), thisAnnotation(this.base, this.version))) {
      this.report('IL2094', this.place((at) => at), `implicit 'this' parameter of method '${this.name}'`, `implicit 'this' parameter of method '${this.baseName}'`);
    }
  }

  private compareResults(): void {
    if (!differ(returnAnnotation(this.method, this.version), returnAnnotation(this.base, this.version))) return;
    const at = this.place((at) => at);
    this.report('IL2093', at, `return value of method '${this.name}'`, `return value of method '${this.baseName}'`);
    // Since .NET 9 a finding about the result draws those about parameters to its place.
    if (this.version >= 9) this.origin ??= at;
  }

  private compareParameters(): void {
    for (const parameter of this.method.parameters) {
      const other = this.base.parameters[parameter.ordinal];
      if (!other || !differ(parameterAnnotation(parameter, this.method, this.version), parameterAnnotation(other, this.base, this.version))) continue;
      const at = this.place((member) => parameterAnchor(member, this.method, parameter));
      this.report('IL2092', at, `parameter '${parameter.name}' of method '${this.name}'`, `parameter '${other.name}' of method '${this.baseName}'`);
    }
  }

  private compareTypeParameters(): void {
    this.method.originalDefinition.typeParameters.forEach((parameter, i) => {
      const other = this.base.originalDefinition.typeParameters[i];
      if (!other || !differ(memberTypesOf(parameter.attributes), memberTypesOf(other.attributes))) return;
      const at = this.place((member) => typeParameterAnchor(member, i));
      this.report('IL2095', at, `generic parameter '${parameter.name}' of '${this.name}'`, `generic parameter '${other.name}' of '${this.baseName}'`);
    });
  }

  private get name(): string { return displayName(this.method.originalDefinition); }
  private get baseName(): string { return displayName(this.base.originalDefinition); }

  /** Before .NET 9 an inherited implementation is reported in the base class, which can only be told here when it is in the same file. */
  private place(within: (member: Anchor) => Anchor): Anchor | undefined {
    const { body } = this.context;
    if (this.origin) return this.origin;
    const isReachable = body.owner.kind === 'type' && this.method.location?.file === body.file;
    const member = memberAnchor(body, this.method) ?? (isReachable ? declarationAnchor(this.method) : undefined);
    return member && within(member);
  }

  private report(id: string, at: Anchor | undefined, own: string, overridden: string): void {
    if (at) this.context.report(at, { id, message: `${attribute} ${own} don't match overridden ${overridden}. ${advice}` });
  }
}

/** Unknown annotations say nothing. */
function differ(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}
