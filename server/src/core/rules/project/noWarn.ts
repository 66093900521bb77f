/** NoWarn: ids that hide trim and AOT warnings, and line breaks that break the compiler's command line. */
import type { Span } from '../../diagnostic';
import { attributeOf, descendants } from '../../msbuild/xml';
import type { XmlDocument, XmlElement } from '../../msbuild/xml';
import type { ProjectContext, Report, RuleMeta } from '../rule';
import { defineRule } from '../rule';

const metas: readonly RuleMeta[] = [
  {
    id: 'AOT1020', name: 'no-warn-hides-aot', title: 'NoWarn hides trim or AOT warnings', defaultSeverity: 'warning', official: false,
    why: 'The warning is gone for the whole project, also for new code, and the program fails at run time.', whatToDo: 'Remove the id and suppress single places with UnconditionalSuppressMessage.',
  },
  {
    id: 'AOT1021', name: 'no-warn-line-break', title: 'NoWarn contains line breaks', defaultSeverity: 'warning', official: false,
    why: 'The list goes to the native compiler as one argument; a line break splits it and the publish fails.', whatToDo: 'Write the list on one line, separated by semicolons.',
  },
];

function check(context: ProjectContext): void {
  const { project } = context;
  if (!project.flag('PublishAot') && !project.flag('IsAotCompatible') && !project.flag('PublishTrimmed')) return;
  for (const document of project.documents) {
    if (!document.root) continue;
    for (const element of descendants(document.root)) {
      // An element under a condition may belong to another configuration; it is the user's decision.
      if (element.name.toLowerCase() !== 'nowarn' || element.parent?.name !== 'PropertyGroup' || !element.contentSpan) continue;
      if (attributeOf(element, 'Condition') || attributeOf(element.parent, 'Condition')) continue;
      hidden(context, document, element, element.contentSpan);
      if (project.flag('PublishAot')) lineBreaks(context, document, element, element.contentSpan);
    }
  }
}

/** Trim (IL2xxx) and AOT or single-file (IL3xxx) ids. */
function hidden(context: ProjectContext, document: XmlDocument, element: XmlElement, content: Span): void {
  const text = document.text.slice(content.start, content.end);
  for (const match of text.matchAll(/\bIL[23]\d{3}\b/gi)) {
    const start = content.start + match.index;
    const report: Report = {
      id: 'AOT1020',
      message: `NoWarn hides ${match[0].toUpperCase()} in the whole project, also where it predicts a failure at run time. Remove it and suppress single places with UnconditionalSuppressMessage.`,
      fixes: () => [{
        title: `Remove ${match[0]} from NoWarn`, applicability: 'unsafe',
        edits: [{ file: document.file, span: withSeparator(document.text, start, start + match[0].length, content), newText: '' }],
      }],
    };
    context.report({ file: document.file, span: { start, end: start + match[0].length } }, report);
  }
}

/** The id with the separator after it, else the one before it. */
function withSeparator(text: string, start: number, end: number, within: Span): Span {
  const after = /^\s*[;,]\s*/.exec(text.slice(end, within.end));
  if (after) return { start, end: end + after[0].length };
  const before = /\s*[;,]\s*$/.exec(text.slice(within.start, start));
  return { start: start - (before?.[0].length ?? 0), end };
}

function lineBreaks(context: ProjectContext, document: XmlDocument, element: XmlElement, content: Span): void {
  if (!/[\r\n]/.test(document.text.slice(content.start, content.end))) return;
  const list = element.text.split(/[;,\s]+/).filter((id) => id !== '').join(';');
  context.report({ file: document.file, span: content }, {
    id: 'AOT1021',
    message: 'NoWarn contains line breaks, which split the native compiler\'s command line and make the publish fail. Write the list on one line.',
    fixes: () => [{ title: 'Write NoWarn on one line', applicability: 'safe', edits: [{ file: document.file, span: content, newText: list }] }],
  });
}

export const noWarnRule = defineRule({ metas, checkProject: check });
