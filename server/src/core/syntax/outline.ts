/**
 * What a file can declare at most, from a scan of its text: enough to leave the file unparsed until one of these names is asked for.
 * A scan sees comments, strings and inactive code too, so it tells too much rather than too little.
 */

export interface FileOutline {
  /** Names of the types that the file may declare, nested ones and words of delegates' signatures among them. */
  readonly typeNames: ReadonlySet<string>;
  /** The one namespace that may be declared, as dotted name; '' when there is none. */
  readonly namespace: string;
  /** Whether types may be declared outside of that namespace. */
  readonly isGlobalToo: boolean;
  /** Names of the extension methods that may be declared. */
  readonly extensionNames: ReadonlySet<string>;
}

/** What other files can see of a file besides its types, and what a scan cannot tell: such a file is parsed at once. */
const beyondOutline = /\\[uU]|\b(?:assembly|module)\s*:|\bglobal\s+using\b|\bextern\s+alias\b|\bextension\s*[(<]/;

const namespaceDeclaration = /\bnamespace(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*\n)+([^\s;{/]+)\s*[;{]/g;
const typeDeclaration = /\b(?:class|struct|interface|enum|record)(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*\n)+(?:(?:class|struct)(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*\n)+)?@?([^\s<>(){}[\]:;,.=?*/"'\\]+)/g;
const delegateDeclaration = /\bdelegate\b([^;{]*)/g;
const word = /[^\s<>(){}[\]:;,.=?*/"'\\@]+/g;
/** The parameter list of an extension method up to its receiver. */
const receiver = /\(\s*(?:\[(?:[^[\]]|\[[^[\]]{0,100}\]){0,400}\]\s*|(?:ref|in|readonly|scoped)\s+|\/\*[^]*?\*\/\s*|(?:\/\/|#)[^\n]*\n\s*)*this(?:\s+[^\s=!;,).]|\s*[/(@])/g;
/** The name before a parameter list; type parameters stand between. */
const nameBefore = /([^\s<>(){}[\]:;,.=?*/"'\\@&|+-]+)\s*(?:<[^()<>]*>\s*)?$/;
/** A name before type parameters, which may have attributes with anything in them. */
const genericName = /([^\s<>(){}[\]:;,.=?*/"'\\@&|+-]+)\s*</g;
/** The name of a method is looked for this far before its parameter list, in UTF-16 code units. */
const maximumName = 500;
const maximumGenericName = 2000;

/** White space, a comment, directive, using or attribute: what may stand before the first declaration. */
const leading = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|#[^\n]*|using\s[^;(){]*;|\[[^\]]*\]/y;
const firstDeclaration = /(?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|ref|unsafe|file|new)\s+)*(?:namespace|class|struct|interface|enum|record|delegate)\b/y;
/** The first declaration is looked for this far, in UTF-16 code units. */
const maximumLeading = 20_000;

/** Undefined for a file that has to be parsed to know what others see of it. */
export function outlineOf(text: string): FileOutline | undefined {
  if (beyondOutline.test(text) || !startsWithDeclaration(text)) return undefined;
  const namespaces = new Set(Array.from(text.matchAll(namespaceDeclaration), (match) => match[1] ?? ''));
  const [namespace = ''] = namespaces;
  if (namespaces.size > 1 || namespace.includes('@')) return undefined;
  const typeNames = new Set(Array.from(text.matchAll(typeDeclaration), (match) => match[1] ?? ''));
  for (const match of text.matchAll(delegateDeclaration)) for (const name of (match[1] ?? '').match(word) ?? []) typeNames.add(name);
  return { typeNames, namespace, isGlobalToo: !fillsFile(text, namespace), extensionNames: extensionNames(text) };
}

/** Whether the text looks as if all types were in the namespace: it is the file's, or its brace is the last one. */
function fillsFile(text: string, namespace: string): boolean {
  if (namespace === '') return false;
  if (/\bnamespace\s[^;{]*;/.test(text)) return true;
  const firstBrace = text.search(/^\}/m);
  // Each alternative ends in one place only, so that the time grows with the text and no faster.
  return firstBrace >= 0 && /^\}(?:\s|\/\/[^\n]*(?:\n|$))*$/.test(text.slice(firstBrace));
}

function extensionNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { index } of text.matchAll(receiver)) {
    const name = nameBefore.exec(text.slice(Math.max(0, index - maximumName), index))?.[1];
    if (name !== undefined) names.add(name);
    else for (const match of text.slice(Math.max(0, index - maximumGenericName), index).matchAll(genericName)) names.add(match[1] ?? '');
  }
  return names;
}

/** Whether the file begins with a namespace or a type, and so has no top-level statements. */
function startsWithDeclaration(text: string): boolean {
  const start = text.slice(0, maximumLeading);
  let position = 0;
  for (leading.lastIndex = 0; leading.test(start); leading.lastIndex = position) position = leading.lastIndex;
  firstDeclaration.lastIndex = position;
  return firstDeclaration.test(start);
}
