/** The Include of an item element as text, for rules that point at it. */
import type { Span } from '../diagnostic';
import type { EvaluatedProject } from './projectModel';
import { attributeOf } from './xml';
import type { XmlElement } from './xml';

/** Include with plain `$(Name)` references replaced; undefined when it holds more than that. */
export function expandedInclude(project: EvaluatedProject, element: XmlElement): { readonly value: string; readonly span: Span } | undefined {
  const include = attributeOf(element, 'Include');
  if (!include) return undefined;
  const value = include.value.replace(/\$\((\w+)\)/g, (_, name: string) => {
    const lower = name.toLowerCase();
    if (lower === 'msbuildthisfiledirectory' || lower === 'msbuildprojectdirectory') return `${project.folder}/`;
    return project.property(name)?.value ?? '';
  });
  return /[$@%]\(/.test(value) ? undefined : { value, span: include.valueSpan };
}
