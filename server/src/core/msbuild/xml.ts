/**
 * Tolerant XML 1.0 scanner with spans, for project files while they are being typed.
 * It never throws: what is malformed becomes a problem with a place, and the rest of the document still has its elements.
 */
import type { Span } from '../diagnostic';
import { decodeEntities } from './xmlEntities';

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

interface OpenElement {
  name: string;
  nameSpan: Span;
  span: Span;
  startTagSpan: Span;
  contentSpan: Span | undefined;
  attributes: XmlAttribute[];
  children: OpenElement[];
  text: string;
  parent: OpenElement | undefined;
  /** Decoded text up to the first tag after the start tag: all that an element keeps when it turns out to be unclosed. */
  leadingText: string;
  leadingEnd: number;
}

const nameStart = /[\p{L}_:]/u;
const namePart = /[\p{L}\p{N}_:.-]*/uy;
const space = /\s*/y;

/** Parses a document. Byte order mark, prolog, comments, CDATA and processing instructions are read over. */
export function parseXml(file: string, text: string): XmlDocument {
  const scanner = new Scanner(text);
  scanner.run();
  return { file, text, root: scanner.root, problems: scanner.problems };
}

/** Value of an attribute; names are compared without case, as MSBuild's `Condition` is forgiving for reserved attributes. */
export function attributeOf(element: XmlElement, name: string): XmlAttribute | undefined {
  const lower = name.toLowerCase();
  return element.attributes.find((a) => a.name.toLowerCase() === lower);
}

/** The element and all elements below it, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* descendants(child);
}

/** The innermost element whose span contains an offset. */
export function elementAt(document: XmlDocument, offset: number): XmlElement | undefined {
  let found: XmlElement | undefined;
  let next = document.root;
  while (next && next.span.start <= offset && offset <= next.span.end) {
    found = next;
    next = next.children.find((c) => c.span.start <= offset && offset <= c.span.end);
  }
  return found;
}

class Scanner {
  root: XmlElement | undefined;
  readonly problems: { span: Span; message: string }[] = [];
  private position = 0;
  private readonly open: OpenElement[] = [];

  constructor(private readonly text: string) {}

  run(): void {
    while (this.position < this.text.length) {
      const next = this.text.indexOf('<', this.position);
      const end = next < 0 ? this.text.length : next;
      if (end > this.position) this.characters(this.position, end);
      this.position = end;
      if (next >= 0) this.markup();
    }
    this.finish();
  }

  private problem(start: number, end: number, message: string): void {
    this.problems.push({ span: { start, end: Math.max(start, end) }, message });
  }

  private get top(): OpenElement | undefined {
    return this.open[this.open.length - 1];
  }

  private characters(start: number, end: number): void {
    const raw = this.text.slice(start, end);
    const decoded = decodeEntities(raw, (at, length, entity) => {
      this.problem(start + at, start + at + length, `"${entity}" is not an XML entity. Write "&amp;" for the character "&".`);
    });
    this.addText(decoded, start, end);
  }

  private addText(decoded: string, start: number, end: number): void {
    const element = this.top;
    if (element) {
      element.text += decoded;
      // Comments and CDATA do not end the leading text, only tags do.
      if (element.children.length === 0) {
        element.leadingText += decoded;
        element.leadingEnd = end;
      }
    } else if (decoded.trim() !== '' && decoded.trim() !== '\uFEFF') {
      this.problem(start, end, 'There is text outside the root element. Move it into an element or delete it.');
    }
  }

  private markup(): void {
    if (this.text.startsWith('<!--', this.position)) this.skipTo('-->', 4, 'This comment is not closed. Add "-->".');
    else if (this.text.startsWith('<![CDATA[', this.position)) this.cdata();
    else if (this.text.startsWith('<?', this.position)) this.skipTo('?>', 2, 'This processing instruction is not closed. Add "?>".');
    else if (this.text.startsWith('<!', this.position)) this.skipTo('>', 2, 'This declaration is not closed. Add ">".');
    else if (this.text.charAt(this.position + 1) === '/') this.endTag();
    else if (nameStart.test(this.text.charAt(this.position + 1))) this.startTag();
    else this.strayLess();
  }

  private skipTo(closer: string, from: number, message: string): void {
    const end = this.text.indexOf(closer, this.position + from);
    if (end < 0) {
      // An unclosed comment ends with its line, so that one keystroke does not empty the project.
      const lineEnd = this.endOfLine(this.position);
      this.problem(this.position, lineEnd, message);
      this.position = lineEnd;
    } else this.position = end + closer.length;
  }

  private cdata(): void {
    const start = this.position + 9;
    const end = this.text.indexOf(']]>', start);
    if (end < 0) {
      this.skipTo(']]>', 9, 'This CDATA section is not closed. Add "]]>".');
      return;
    }
    this.addText(this.text.slice(start, end), start, end);
    this.position = end + 3;
  }

  private strayLess(): void {
    this.problem(this.position, this.position + 1, 'A "<" starts no element here. Write "&lt;" for the character, or complete the element name.');
    this.addText('<', this.position, this.position + 1);
    this.position++;
  }

  private endOfLine(from: number): number {
    const match = /[\r\n]/g;
    match.lastIndex = from;
    return match.exec(this.text)?.index ?? this.text.length;
  }

  private match(pattern: RegExp, from: number): number {
    pattern.lastIndex = from;
    const found = pattern.exec(this.text);
    return found ? found.index + found[0].length : from;
  }

  private startTag(): void {
    const start = this.position;
    const nameEnd = this.match(namePart, start + 1);
    const name = this.text.slice(start + 1, nameEnd);
    const attributes: XmlAttribute[] = [];
    let at = nameEnd;
    let closed = false;
    let empty = false;
    while (!closed) {
      at = this.match(space, at);
      const c = this.text.charAt(at);
      if (c === '>') { at++; closed = true; }
      else if (c === '/' && this.text.charAt(at + 1) === '>') { at += 2; closed = true; empty = true; }
      else if (c === '' || c === '<') break;
      else if (nameStart.test(c)) at = this.attribute(at, attributes);
      else {
        this.problem(at, at + 1, `"${c}" is not expected in the tag <${name}>. Attributes are written Name="value".`);
        at++;
      }
    }
    if (!closed) {
      at = Math.max(trimEnd(this.text, start, at), attributes[attributes.length - 1]?.valueSpan.end ?? 0);
      this.problem(start, at, `The tag <${name} is not finished. Add ">" or "/>".`);
      empty = true;
    }
    const tagSpan = { start, end: at };
    const element: OpenElement = {
      name, nameSpan: { start: start + 1, end: nameEnd }, span: tagSpan, startTagSpan: tagSpan,
      contentSpan: empty ? undefined : { start: at, end: at }, attributes, children: [], text: '', parent: this.top, leadingText: '', leadingEnd: at,
    };
    this.position = at;
    this.attach(element);
    if (!empty) this.open.push(element);
  }

  private attach(element: OpenElement): void {
    if (this.top) this.top.children.push(element);
    else if (!this.root) this.root = element;
    else this.problem(element.startTagSpan.start, element.startTagSpan.end, `<${element.name}> stands after the root element. A document has one root element.`);
  }

  private attribute(start: number, attributes: XmlAttribute[]): number {
    const nameEnd = this.match(namePart, start);
    const name = this.text.slice(start, nameEnd);
    const nameSpan = { start, end: nameEnd };
    let at = this.match(space, nameEnd);
    if (this.text.charAt(at) !== '=') {
      this.problem(start, nameEnd, `The attribute ${name} has no value. Write ${name}="…".`);
      attributes.push({ name, nameSpan, value: '', valueSpan: { start: nameEnd, end: nameEnd } });
      return nameEnd;
    }
    at = this.match(space, at + 1);
    const quote = this.text.charAt(at);
    if (quote !== '"' && quote !== "'") {
      const end = this.match(/[^\s<>"']*/y, at);
      this.problem(start, Math.max(end, nameEnd), `The value of ${name} is not in quotes. Write ${name}="…".`);
      const stop = this.text.slice(at, end).endsWith('/') && this.text.charAt(end) === '>' ? end - 1 : end;
      this.pushAttribute(attributes, name, nameSpan, at, stop);
      return Math.max(stop, nameEnd);
    }
    return this.quoted(attributes, name, nameSpan, at, quote);
  }

  private quoted(attributes: XmlAttribute[], name: string, nameSpan: Span, at: number, quote: string): number {
    const close = this.text.indexOf(quote, at + 1);
    const tag = /<[\p{L}_/!?]/gu;
    tag.lastIndex = at + 1;
    const nextTag = tag.exec(this.text)?.index ?? this.text.length;
    if (close >= 0 && close < nextTag) {
      this.pushAttribute(attributes, name, nameSpan, at + 1, close);
      return close + 1;
    }
    // No closing quote before the next tag: the value ends with its line.
    let end = Math.min(this.endOfLine(at), nextTag);
    const tagEnd = /\s*\/?>\s*$/.exec(this.text.slice(at + 1, end));
    if (tagEnd) end = at + 1 + tagEnd.index;
    this.problem(at, end, `The value of ${name} has no closing quote. Add ${quote}.`);
    this.pushAttribute(attributes, name, nameSpan, at + 1, end);
    return end;
  }

  private pushAttribute(attributes: XmlAttribute[], name: string, nameSpan: Span, start: number, end: number): void {
    const value = decodeEntities(this.text.slice(start, end), (offset, length, entity) => {
      this.problem(start + offset, start + offset + length, `"${entity}" is not an XML entity. Write "&amp;" for the character "&".`);
    });
    attributes.push({ name, nameSpan, value, valueSpan: { start, end } });
  }

  private endTag(): void {
    const start = this.position;
    const nameEnd = this.match(namePart, start + 2);
    const name = this.text.slice(start + 2, nameEnd);
    let end = this.match(space, nameEnd);
    if (this.text.charAt(end) === '>') end++;
    else {
      end = nameEnd;
      this.problem(start, end, `The end tag </${name} is not finished. Add ">".`);
    }
    this.position = end;
    const index = this.open.findLastIndex((e) => e.name === name);
    const top = this.top;
    if (index < 0 && top && top.children.length === 0) {
      this.problem(start, end, `</${name}> does not match <${top.name}>. Write </${top.name}>.`);
      this.close(top, start, end);
      this.open.pop();
    } else if (index < 0) {
      this.problem(start, end, `</${name}> closes no element. Delete it, or add <${name}> before.`);
    } else {
      while (this.open.length - 1 > index) this.abandon(this.open.pop());
      const element = this.open.pop();
      if (element) this.close(element, start, end);
    }
  }

  private close(element: OpenElement, contentEnd: number, end: number): void {
    element.contentSpan = { start: element.startTagSpan.end, end: contentEnd };
    element.span = { start: element.startTagSpan.start, end };
  }

  /** The parent ended before this element did: it keeps the text up to its first tag, its children go to the parent. */
  private abandon(element: OpenElement | undefined): void {
    if (!element) return;
    this.problem(element.startTagSpan.start, element.startTagSpan.end, `<${element.name}> is not closed. Add </${element.name}>.`);
    const end = trimEnd(this.text, element.startTagSpan.end, element.leadingEnd);
    element.text = element.leadingText.trimEnd();
    this.close(element, end, end);
    const parent = element.parent;
    if (!parent) return;
    for (const child of element.children) child.parent = parent;
    parent.children.push(...element.children);
    element.children = [];
  }

  private finish(): void {
    for (let element = this.open.pop(); element; element = this.open.pop()) {
      this.problem(element.startTagSpan.start, element.startTagSpan.end, `<${element.name}> is not closed. Add </${element.name}>.`);
      const last = element.children[element.children.length - 1];
      const end = Math.max(trimEnd(this.text, element.startTagSpan.end, this.text.length), last?.span.end ?? 0);
      this.close(element, end, end);
    }
    this.problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}
