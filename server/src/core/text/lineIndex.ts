/** Line starts of a text: the only bridge between offsets (core) and line/character positions (edges). */

/** 0-based line and UTF-16 character, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export class LineIndex {
  private known: readonly number[] | undefined;

  constructor(private readonly text: string) {}

  /** Found when first asked for: most versions of a text have no diagnostic to place. */
  private get starts(): readonly number[] {
    return this.known ??= lineStarts(this.text);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** Position of an offset; offsets out of range are clamped. */
  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - (this.starts[low] ?? 0) };
  }

  /** Offset of a position; positions past the end of a line or of the text are clamped. */
  offset(position: Position): number {
    if (position.line >= this.starts.length) return this.text.length;
    const start = this.starts[Math.max(0, position.line)] ?? 0;
    const next = this.starts[position.line + 1] ?? this.text.length;
    return Math.min(start + Math.max(0, position.character), next);
  }

  /** Offset of the first character of a 0-based line; the text's length when there is no such line. */
  lineStart(line: number): number {
    return this.starts[line] ?? this.text.length;
  }
}

/** C# line terminators (ECMA-334 §6.3.2): CR, LF, CRLF, NEL, LS, PS; LSP knows CR, LF and CRLF only, and positions are LSP's. */
function lineStarts(text: string): number[] {
  const starts = [0];
  let feed = text.indexOf('\n');
  for (let carriage = text.indexOf('\r'); feed >= 0 || carriage >= 0;) {
    if (carriage >= 0 && (feed < 0 || carriage < feed)) {
      if (carriage + 1 !== feed) starts.push(carriage + 1);
      carriage = text.indexOf('\r', carriage + 1);
    } else {
      starts.push(feed + 1);
      feed = text.indexOf('\n', feed + 1);
    }
  }
  return starts;
}
