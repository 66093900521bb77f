/** Fix of IL2026 at `ValidateDataAnnotations()`: a validator that the options generator writes, registered beside the options. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { unwrap } from '../../../flow/walk';
import type { MethodSymbol } from '../../../symbols/symbol';
import type { Expression } from '../../../syntax/nodes';
import { OptionsWalk } from '../../generators/optionsValidation/optionsModel';
import { importing } from '../../imports';
import { isClosed } from '../../json/typeModel';
import type { ProgramContext } from '../../rule';
import type { NamePlace } from '../../shortNames';
import { nameAt, surroundings } from '../../shortNames';
import { newLineOf } from '../../../syntax/query';
import { isEmbedded, statementOf } from './sourceEdits';

/**
 * Undefined where the call does not stand in a chain that begins with AddOptions, the type cannot be named from the new class, or the
 * generator has something to say of it (data annotations do not look into nested objects, where it asks for that).
 */
export function optionsValidatorFix(use: SymbolUse, method: MethodSymbol, body: BoundBody, program: ProgramContext): Fix | undefined {
  const owner = method.containingType;
  const [options] = method.typeArguments;
  const node = use.node as Expression | undefined;
  if (method.name !== 'ValidateDataAnnotations' || owner.name !== 'OptionsBuilderDataAnnotationsExtensions' || node?.kind !== 'Invocation') return undefined;
  if (options?.kind !== 'namedType' || !isClosed(options) || options.arity > 0 || (options.accessibility !== 'public' && options.accessibility !== 'internal')) return undefined;
  const walk = new OptionsWalk(program.frameworkVersion);
  if (!walk.validates(options, options, true) || walk.found.length > 0) return undefined;
  const source = program.source(body.file);
  const statement = statementOf(use, body);
  const services = servicesOf(node, use);
  const callee = unwrap(node.expression);
  const name = `Validate${options.name}`;
  if (!source || !statement || services === undefined || callee.kind !== 'MemberAccess' || program.files.some((file) => new RegExp(`\\bclass\\s+${name}\\b`).test(file.text))) return undefined;
  const { unit } = use.anchor;
  const newLine = newLineOf(source.text);
  const start = unit.base + statement.start;
  const indentation = /[ \t]*$/.exec(source.text.slice(0, start))?.[0] ?? '';
  const fileScoped = source.root.namespaces.find((each) => each.fileScoped)?.name ?? '';
  const { prefix, edits: directives } = importing(program, body.file, 'Microsoft.Extensions.Options', fileScoped);
  const contract = (place: NamePlace): string => `${prefix}IValidateOptions<${nameAt(place, options, program)}>`;
  const end = source.text.length;
  const isInside = isEmbedded(unit, statement);
  const closed = source.text.indexOf(';', unit.base + statement.end - 1) + 1;
  const edits = [
    ...directives,
    { file: body.file, span: { start, end: start }, newText: `${isInside ? '{ ' : ''}${services}.AddSingleton<${contract({ file: body.file, ...surroundings(body) })}, ${name}>();${isInside ? ' ' : newLine + indentation}` },
    { file: body.file, span: { start: unit.base + callee.expression.end, end: unit.base + node.end }, newText: '' },
    ...(isInside ? [{ file: body.file, span: { start: closed, end: closed }, newText: ' }' }] : []),
    {
      file: body.file, span: { start: end, end },
      newText: `${source.text.endsWith('\n') ? '' : newLine}${newLine}[${prefix}OptionsValidator]${newLine}internal partial class ${name} : ${contract({ file: body.file, namespace: fileScoped, containingType: undefined })}${newLine}{${newLine}}${newLine}`,
    },
  ];
  return { title: `Validate with a generated validator: [OptionsValidator] ${name} (failures are worded otherwise)`, applicability: 'unsafe', edits };
}

/** Text of what `AddOptions<T>()` is called on. */
function servicesOf(node: Expression, use: SymbolUse): string | undefined {
  let current = node;
  while (current.kind === 'Invocation') {
    const callee = unwrap(current.expression);
    if (callee.kind !== 'MemberAccess') return undefined;
    if (callee.name.name.startsWith('AddOptions')) return use.anchor.unit.text.slice(callee.expression.start, callee.expression.end);
    current = unwrap(callee.expression);
  }
  return undefined;
}
