/** IL2041, IL2043, IL2097, IL2098, IL2099, IL2106, IL2127: `[DynamicallyAccessedMembers]` where it means nothing. */
import type { Anchor } from '../../binding/boundBody';
import { isDataFlowType } from '../../flow/values/dataFlowType';
import { displayName } from '../../symbols/display';
import type { MemberSymbol, MethodSymbol, PropertySymbol } from '../../symbols/symbol';
import type { BodyContext } from '../rule';
import { defineRule } from '../rule';
import { isAnnotated } from './annotations';
import { extensionReceiver, isExtensionProperty, memberName } from './names';
import { placementMetas } from './placementMetas';
import { declaredMembers, memberAnchor } from './places';
import { accessorsOf } from './selection';

const attribute = '\'DynamicallyAccessedMembersAttribute\'';

export const annotationPlacementRule = defineRule({
  metas: placementMetas,
  checkBody(context) {
    if (!context.program.analyzers.trim) return;
    const members = declaredMembers(context.body);
    for (const member of members) new MemberCheck(context, member).run();
    // The other part of a partial property declares the accessors once more.
    for (const member of members) if (member.kind === 'property') for (const accessor of accessorsOf(member)) if (!members.includes(accessor)) new MemberCheck(context, accessor).run();
  },
});

class MemberCheck {
  private readonly version: number;

  constructor(private readonly context: BodyContext, private readonly member: MemberSymbol) {
    this.version = context.program.frameworkVersion || 10;
  }

  run(): void {
    const { member } = this;
    const anchor = memberAnchor(this.context.body, member);
    if (!anchor) return;
    switch (member.kind) {
      case 'field': {
        if (isAnnotated(member) && !isDataFlowType(member.type, member.isRef === true, this.version)) {
          this.context.report(anchor, { id: 'IL2097', message: `Field '${memberName(member)}' has ${attribute}, but that attribute can only be applied to fields of type 'System.Type' or 'System.String'.` });
        }
        return;
      }
      case 'property': this.checkProperty(member, anchor); return;
      case 'method': this.checkMethod(member, anchor); return;
      case 'event': return;
    }
  }

  private checkProperty(property: PropertySymbol, anchor: Anchor): void {
    if (!isAnnotated(property)) return;
    if (!isDataFlowType(property.type, property.returnsByRef !== 'none', this.version)) {
      this.context.report(anchor, { id: 'IL2099', message: `Property '${memberName(property)}' has ${attribute}, but that attribute can only be applied to properties of type 'System.Type' or 'System.String'.` });
      if (this.version < 10) this.checkAccessors(property, anchor);
    } else this.checkAccessors(property, anchor);
    if (isExtensionProperty(property)) {
      this.context.report(anchor, {
        id: 'IL2127',
        message: `${attribute} on extension property '${memberName(property)}' is not supported and has no effect. Apply the attribute to the accessor return value or value parameter instead.`,
      });
    }
  }

  private checkAccessors(property: PropertySymbol, anchor: Anchor): void {
    const { getMethod, setMethod } = property;
    const value = setMethod?.parameters.at(-1);
    const conflict = (accessor: MethodSymbol): void => {
      this.context.report(anchor, { id: 'IL2043', message: `${attribute} on property '${memberName(property)}' conflicts with the same attribute on its accessor '${displayName(accessor)}'.` });
    };
    if (isExtensionProperty(property)) return;
    if (getMethod && isAnnotated({ attributes: getMethod.returnAttributes })) conflict(getMethod);
    if (setMethod && value && isAnnotated(value)) conflict(setMethod);
  }

  private checkMethod(method: MethodSymbol, anchor: Anchor): void {
    const { context } = this;
    if (isAnnotated({ attributes: method.returnAttributes }) && !isDataFlowType(method.returnType, method.returnsByRef !== 'none', this.version)) {
      context.report(anchor, { id: 'IL2106', message: `Return type of method '${memberName(method)}' has ${attribute}, but that attribute can only be applied to properties of type 'System.Type' or 'System.String'.` });
    }
    if (isAnnotated(method) && !isDataFlowType(method.containingType, false, this.version)) {
      context.report(anchor, { id: 'IL2041', message: `The ${attribute} is not allowed on methods. It is allowed on method return value or method parameters though.` });
    }
    const receiver = extensionReceiver(method);
    for (const parameter of method.parameters) {
      if (parameter === receiver || !isAnnotated(parameter) || isDataFlowType(parameter.type, parameter.refKind !== 'none', this.version)) continue;
      context.report(anchor, { id: 'IL2098', message: `Parameter '${parameter.name}' of method '${memberName(method)}' has ${attribute}, but that attribute can only be applied to parameters of type 'System.Type' or 'System.String'.` });
    }
  }
}
