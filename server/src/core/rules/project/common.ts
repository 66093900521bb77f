/** What the project rules share: the place of a property or item in the user's text, and the fixes there. */
import type { Fix, Span, TextEdit } from '../../diagnostic';
import { removeElement, setElementText } from '../../msbuild/edit';
import type { EvaluatedProject } from '../../msbuild/projectModel';
import { attributeOf, descendants } from '../../msbuild/xml';
import type { XmlDocument, XmlElement } from '../../msbuild/xml';

/** An element of the user's project text. */
export interface Place {
  readonly document: XmlDocument;
  readonly element: XmlElement;
  readonly file: string;
  /** The value in the element, without white space around it; the name when it is empty. */
  readonly span: Span;
}

/** The element that gave a property its value; undefined when the SDK or the command line did. */
export function propertyPlace(project: EvaluatedProject, name: string): Place | undefined {
  const origin = project.property(name)?.origin;
  const document = origin && project.documents.find((d) => d.file === origin.file);
  if (!origin || !document?.root) return undefined;
  for (const element of descendants(document.root)) {
    if (element.span.start === origin.elementSpan.start) return { document, element, file: document.file, span: valueSpan(document, element) };
  }
  return undefined;
}

/** Items of a type in the user's documents whose Include names `id`. */
export function itemPlace(project: EvaluatedProject, file: string, start: number): Place | undefined {
  const document = project.documents.find((d) => d.file === file);
  if (!document?.root) return undefined;
  for (const element of descendants(document.root)) {
    if (element.span.start !== start) continue;
    const include = attributeOf(element, 'Include');
    return { document, element, file, span: include?.valueSpan ?? element.nameSpan };
  }
  return undefined;
}

function valueSpan(document: XmlDocument, element: XmlElement): Span {
  const content = element.contentSpan;
  if (!content) return element.nameSpan;
  const text = document.text.slice(content.start, content.end);
  const start = content.start + (text.length - text.trimStart().length);
  const end = content.end - (text.length - text.trimEnd().length);
  return start < end ? { start, end } : element.nameSpan;
}

/** A fix that deletes the element of a place. */
export function removal(place: Place, title: string, applicability: Fix['applicability'] = 'safe'): Fix {
  return { title, applicability, edits: [removeElement(place.document, place.element)] };
}

/** A fix that gives the element of a place another value. */
export function replacement(place: Place, value: string, title: string, applicability: Fix['applicability'] = 'safe'): Fix {
  return { title, applicability, edits: [setElementText(place.document, place.element, value)] };
}

/** A fix that adds a condition to the element of a place. */
export function conditioned(place: Place, condition: string, title: string): Fix {
  const at = place.element.nameSpan.end;
  const edit: TextEdit = { file: place.file, span: { start: at, end: at }, newText: ` Condition="${condition}"` };
  return { title, applicability: 'safe', edits: [edit] };
}
