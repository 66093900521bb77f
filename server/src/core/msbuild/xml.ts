/** Tolerant XML with spans: placeholder types filled in by the scanner. */
import type { Span } from '../diagnostic';

export interface XmlAttribute { readonly name: string; readonly nameSpan: Span; /** entities decoded */ readonly value: string; /** between the quotes */ readonly valueSpan: Span }
export interface XmlElement {
  readonly name: string;
  /** Name in the start tag. */
  readonly nameSpan: Span;
  /** Start tag to end tag, or to where the element stops for want of one. */
  readonly span: Span;
  readonly startTagSpan: Span;
  /** Between start and end tag; undefined for `<a/>`. */
  readonly contentSpan: Span | undefined;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Text content without children's, comments removed, entities decoded. */
  readonly text: string;
  readonly parent: XmlElement | undefined;
}
export interface XmlDocument {
  readonly file: string;
  readonly text: string;
  readonly root: XmlElement | undefined;
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}
