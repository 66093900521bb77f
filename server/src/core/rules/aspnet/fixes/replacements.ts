/** Fixes of IL2026 and IL3050 at framework calls that have a replacement: a generator to switch on, or another overload. */
import type { BoundBody, SymbolUse } from '../../../binding/boundBody';
import type { Fix } from '../../../diagnostic';
import { projectDocument, setPropertyFix } from '../../../msbuild/edit';
import type { MethodSymbol } from '../../../symbols/symbol';
import type { Expression } from '../../../syntax/nodes';
import { unwrap } from '../../../flow/walk';
import { isConfigurationBinding } from '../../capability/generators';
import { withGenerator } from '../../generators/configuration/configuration';
import { importing } from '../../imports';
import type { ProgramContext } from '../../rule';
import { surroundings } from '../../shortNames';
import { controllersFix } from '../controllers/controllersFix';
import { endpointFaults, isMapWithDelegate } from '../endpoints/endpoint';
import { endpointFixes } from './endpointFixes';
import { requestDelegateGeneratorFix } from './generatorFix';
import { optionsValidatorFix } from './optionsValidator';

/** In the order of offering; empty where the framework has no other way. */
export function replacementFixes(use: SymbolUse, body: BoundBody, program: ProgramContext): readonly Fix[] {
  const method = use.symbol;
  if (use.kind !== 'call' || method?.kind !== 'method') return [];
  const fixes = [...endpointWays(use, method, body, program), generatorFix(method, program), xmlFix(use, method, body), routeValuesFix(use, method, body, program), optionsValidatorFix(use, method, body, program)];
  return [...fixes.filter((fix) => fix !== undefined), ...(isAddControllers(method) ? controllersFix(program, { isWhole: true }) : [])];
}

function isAddControllers({ name, containingType }: MethodSymbol): boolean {
  return name === 'AddControllers' && containingType.name === 'MvcServiceCollectionExtensions';
}

/** What makes an endpoint one that the generator takes; with the generator off in a library, that it runs there. */
function endpointWays(use: SymbolUse, method: MethodSymbol, body: BoundBody, program: ProgramContext): readonly Fix[] {
  if (!isMapWithDelegate(method)) return [];
  const faults = endpointFaults(use, body) ?? [];
  if (program.analyzers.requestDelegateGenerator) return faults.flatMap((fault) => endpointFixes(fault, use, body, program));
  // Without it, one that the generator would leave alone stays as it is.
  const fix = faults.length === 0 && projectDocument(program.project) ? requestDelegateGeneratorFix(program) : undefined;
  return fix ? [fix] : [];
}

/** Class libraries that do not set PublishAot get the generator only when they ask for it. */
function generatorFix(method: MethodSymbol, program: ProgramContext): Fix | undefined {
  const { project, analyzers } = program;
  if (!projectDocument(project)) return undefined;
  return isConfigurationBinding(method) && !analyzers.configurationBindingGenerator ? bindingGeneratorFix(program) : undefined;
}

function bindingGeneratorFix(program: ProgramContext): Fix | undefined {
  const fix = setPropertyFix(program.project, 'EnableConfigurationBindingGenerator', 'true');
  return fix && withGenerator(fix, program)[0];
}

/** `AddXmlFile("a.xml")` to `AddJsonFile("a.json")`; the file itself is left to the user. */
function xmlFix(use: SymbolUse, method: MethodSymbol, body: BoundBody): Fix | undefined {
  const owner = method.containingType;
  if (owner.name !== 'XmlConfigurationExtensions' || owner.namespace !== 'Microsoft.Extensions.Configuration' || !method.name.startsWith('AddXml') || !use.receiver) return undefined;
  const { base } = use.anchor.unit;
  const name = method.name.replace('Xml', 'Json');
  const edits = [{ file: body.file, span: { start: base + use.anchor.start, end: base + use.anchor.end }, newText: name }];
  for (const { expression } of use.arguments ?? []) {
    const text = use.anchor.unit.text.slice(expression.start, expression.end);
    if (expression.kind === 'Literal' && /\.xml"$/i.test(text)) edits.push({ file: body.file, span: { start: base + expression.start, end: base + expression.end }, newText: text.replace(/\.xml"$/i, '.json"') });
  }
  return { title: `Use ${name} (the file must be converted)`, applicability: 'unsafe', edits };
}

/** `new { id = 1 }` as route values to a RouteValueDictionary, where an overload takes one. */
function routeValuesFix(use: SymbolUse, method: MethodSymbol, body: BoundBody, program: ProgramContext): Fix | undefined {
  for (const { parameter, expression } of use.arguments ?? []) {
    const node = unwrap(expression);
    if (node.kind !== 'AnonymousObjectCreation' || parameter.type.kind !== 'namedType' || parameter.type.specialType !== 'Object') continue;
    const definition = method.originalDefinition;
    const hasOverload = definition.containingType.membersNamed(method.name).some((other) => other.kind === 'method' && other !== definition
      && other.parameters.some((p) => p.name === parameter.name && p.type.kind === 'namedType' && p.type.name === 'RouteValueDictionary'));
    const { unit } = use.anchor;
    const entries = node.members.map(({ name, expression: value }) => {
      const key = name ?? inferredName(value);
      return key === undefined ? undefined : `["${key}"] = ${unit.text.slice(value.start, value.end)}`;
    });
    if (!hasOverload || entries.includes(undefined)) return undefined;
    const { prefix, edits } = importing(program, body.file, 'Microsoft.AspNetCore.Routing', surroundings(body).namespace);
    const newText = `new ${prefix}RouteValueDictionary { ${entries.join(', ')} }`;
    return { title: 'Pass a RouteValueDictionary', applicability: 'safe', edits: [...edits, { file: body.file, span: { start: unit.base + node.start, end: unit.base + node.end }, newText }] };
  }
  return undefined;
}

/** Name of an anonymous type's member that is not written. */
function inferredName(expression: Expression): string | undefined {
  const node = unwrap(expression);
  if (node.kind === 'IdentifierName') return node.name;
  return node.kind === 'MemberAccess' ? node.name.name : undefined;
}
