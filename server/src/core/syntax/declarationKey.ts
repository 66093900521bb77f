/** The part of a file that other files can see, boiled down to a short string. */
import type { Accessor, Block, CompilationUnit, Expression, MemberDeclaration, NamespaceDeclaration, NodeBase, TypeDeclaration, Unit } from './nodes';

/** Signature text of a member is the same as long as the unit lives. */
const signatures = new WeakMap<Unit, string>();

/** Changes when anything but bodies and initializers of non-constants changes. */
export function declarationKey(root: CompilationUnit): string {
  const parts: string[] = [root.externAliases.join(), root.statements.length > 0 ? 'program' : ''];
  addScope(parts, root);
  for (const unit of root.attributeLists) parts.push(unit.text);
  return hash(parts.join('\n'));
}

function addScope(parts: string[], scope: CompilationUnit | NamespaceDeclaration): void {
  for (const unit of scope.usings) parts.push(unit.text);
  for (const unit of scope.delegates) parts.push(unit.text);
  for (const type of scope.types) addType(parts, type);
  for (const namespace of scope.namespaces) {
    parts.push(`namespace ${namespace.name} {`);
    addScope(parts, namespace);
    parts.push('}');
  }
}

function addType(parts: string[], type: TypeDeclaration): void {
  parts.push(type.header.text, '{');
  for (const unit of type.members) parts.push(signatureOf(unit));
  for (const nested of type.types) addType(parts, nested);
  parts.push('}');
}

function signatureOf(unit: Unit<MemberDeclaration>): string {
  let signature = signatures.get(unit);
  if (signature === undefined) {
    signature = without(unit.text, hiddenParts(unit.root));
    signatures.set(unit, signature);
  }
  return signature;
}

/** Spans of a member that declare nothing. A body's kind is kept: it tells an auto property from one with code. */
function hiddenParts(member: MemberDeclaration): NodeBase[] {
  switch (member.kind) {
    case 'Method': case 'Destructor': case 'Operator': case 'Conversion': return bodySpan(member.body);
    case 'Constructor': return [...(member.initializer ? [member.initializer] : []), ...bodySpan(member.body)];
    case 'Property': return [...accessorBodies(member.accessors), ...bodySpan(member.expressionBody), ...bodySpan(member.initializer)];
    case 'Indexer': return [...accessorBodies(member.accessors), ...bodySpan(member.expressionBody)];
    case 'Event': return [...accessorBodies(member.accessors), ...initializers(member.variables)];
    case 'Field': return member.modifiers.includes('const') ? [] : initializers(member.variables);
    default: return [];
  }
}

function bodySpan(body: Block | Expression | undefined): NodeBase[] {
  return body ? [body] : [];
}

function accessorBodies(accessors: readonly Accessor[]): NodeBase[] {
  return accessors.flatMap((accessor) => bodySpan(accessor.body));
}

function initializers(variables: readonly { readonly initializer: Expression | undefined }[]): NodeBase[] {
  return variables.flatMap((variable) => bodySpan(variable.initializer));
}

function without(text: string, spans: readonly NodeBase[]): string {
  let kept = '';
  let position = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < position) continue;
    kept += text.slice(position, span.start);
    position = span.end;
  }
  return kept + text.slice(position);
}

/** 64 bits in hexadecimal, from two independent multiplicative hashes: long enough that two versions of a file do not meet by chance. */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  const hex = (part: number): string => (part >>> 0).toString(16).padStart(8, '0');
  return hex(high ^ (low >>> 15)) + hex(low ^ (high >>> 13));
}
