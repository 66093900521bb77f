/** Fixes of findings about required capabilities. */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix, TextEdit } from '../../diagnostic';
import { walk } from '../../flow/walk';
import type { AnyNode } from '../../flow/walk';
import type { NodeBase, Unit } from '../../syntax/nodes';
import { replacementFixes } from '../aspnet/fixes/replacements';
import { stringEnumFixes } from '../json/stringEnumFix';
import { typedJsonFixes } from '../json/typedInfoFix';
import type { ProgramContext } from '../rule';
import type { Capability } from './requires';

const annotationText: Readonly<Record<string, string>> = {
  IL2026: 'RequiresUnreferencedCode("Uses code that trimming may remove.")',
  IL3050: 'RequiresDynamicCode("Uses code that is made at run time.")',
  IL3002: 'RequiresAssemblyFiles("Uses files of the assembly.")',
};

/** The way out where there is one, then the annotation that passes the requirement on to the callers. */
export function requirementFixes(use: SymbolUse, body: BoundBody, program: ProgramContext, c: Capability): readonly Fix[] {
  const annotation = annotateFix(use.anchor.unit, body, program, c);
  return [...replacementFixes(use, body, program), ...typedJsonFixes(use, body, program), ...stringEnumFixes(use, body, program), ...(annotation ? [annotation] : [])];
}

const annotatable: ReadonlySet<string> = new Set(['Method', 'Constructor']);

/** `[Requires…("…")]` above the method or constructor; nothing for places that cannot carry the attribute (top-level code, initializers). */
function annotateFix(unit: Unit, body: BoundBody, program: ProgramContext, c: Capability): Fix | undefined {
  const root = unit.root as (NodeBase & { readonly kind?: string; readonly modifiers?: readonly string[] });
  if (root.kind === undefined || !annotatable.has(root.kind) || body.owner.kind !== 'member') return undefined;
  if (root.kind === 'Constructor' && root.modifiers?.includes('static')) return undefined;
  const text = annotationText[c.useId];
  const source = program.files.find((file) => file.path === body.file);
  if (text === undefined || !source) return undefined;
  const offset = unit.base + root.start;
  const indentation = /[ \t]*$/.exec(source.text.slice(0, offset))?.[0] ?? '';
  const newLine = source.text.includes('\r\n') ? '\r\n' : '\n';
  const qualifier = hasUsing(source.root.usings, body, program) ? '' : 'System.Diagnostics.CodeAnalysis.';
  const edit: TextEdit = { file: body.file, span: { start: offset, end: offset }, newText: `[${qualifier}${text}]${newLine}${indentation}` };
  return { title: `Pass the requirement on: annotate with [${c.shortName.replace(/Attribute$/, '')}]`, applicability: 'unsafe', edits: [edit] };
}

function hasUsing(usings: readonly Unit[], body: BoundBody, program: ProgramContext): boolean {
  const name = 'System.Diagnostics.CodeAnalysis';
  if (program.project.globalUsings.some((using) => using.name === name)) return true;
  return usings.some((unit) => {
    let found = false;
    walk(unit.root as AnyNode, (node) => {
      if (node.kind === 'QualifiedName' && unit.text.slice(node.start, node.end).replace(/\s/g, '') === name) found = true;
      return undefined;
    });
    return found;
  });
}
