/** `@(Type)` with transforms and item functions (learn.microsoft.com: "MSBuild transforms", "Item functions", "MSBuild well-known item metadata"). */
import { baseName, dirName, extensionOf, joinPath } from './paths';

/** An item as references see it. @property metadata names in lower case */
export interface ReferencedItem {
  readonly identity: string;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Parts of a list: what `;` separates outside of `@(…)`. */
export function splitSpecs(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text.charAt(i);
    if (c === '(' && (depth > 0 || text.charAt(i - 1) === '@')) depth++;
    else if (c === ')' && depth > 0) depth--;
    else if (c === '' || (c === ';' && depth === 0)) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return parts.filter((part) => part !== '');
}

/** The items that a part like `@(Type->'x/%(Filename).cs')` gives; undefined where it is more than that, or not known here. */
export function referencedItems(spec: string, itemsOf: (type: string) => readonly ReferencedItem[], folder: string): readonly ReferencedItem[] | undefined {
  const written = /^@\(\s*([A-Za-z_][\w-]*)\s*((?:->\s*(?:'[^']*'|\w+\([^()]*\))\s*)*)\)$/.exec(spec);
  if (!written) return undefined;
  let items: readonly ReferencedItem[] | undefined = itemsOf(written[1] ?? '');
  for (const [, template, name = '', args = ''] of (written[2] ?? '').matchAll(/->\s*(?:'([^']*)'|(\w+)\(([^()]*)\))/g)) {
    items = template === undefined ? call(name.toLowerCase(), args.split(',').map(unquoted), items, folder) : transform(template, items, folder);
    if (!items) return undefined;
  }
  return items;
}

function unquoted(argument: string): string {
  return argument.trim().replace(/^(['"])(.*)\1$/, '$2');
}

function transform(template: string, items: readonly ReferencedItem[], folder: string): readonly ReferencedItem[] {
  return items.map((item) => ({ ...item, identity: template.replace(/%\(\s*(?:\w+\.)?([\w-]+)\s*\)/g, (_, name: string) => metadataOf(item, name, folder)) }));
}

function metadataOf({ identity, metadata }: ReferencedItem, name: string, folder: string): string {
  const full = joinPath(folder, identity);
  switch (name.toLowerCase()) {
    case 'identity': return identity;
    case 'fullpath': return full;
    case 'filename': return baseName(identity).slice(0, baseName(identity).length - extensionOf(identity).length);
    case 'extension': return extensionOf(identity);
    case 'relativedir': return /[\\/]/.test(identity) ? identity.slice(0, identity.length - baseName(identity).length) : '';
    case 'directory': return `${dirName(full).replace(/^(?:[A-Za-z]:)?[\\/]/, '')}/`;
    default: return metadata.get(name.toLowerCase()) ?? '';
  }
}

function call(name: string, args: readonly string[], items: readonly ReferencedItem[], folder: string): readonly ReferencedItem[] | undefined {
  const [key = '', value = ''] = args;
  const isEqual = (item: ReferencedItem): boolean => metadataOf(item, key, folder).toLowerCase() === value.toLowerCase();
  switch (name) {
    case 'distinct': return distinct(items, ({ identity }) => identity.toLowerCase());
    case 'distinctwithcase': return distinct(items, ({ identity }) => identity);
    case 'reverse': return [...items].reverse();
    case 'clearmetadata': return items.map(({ identity }) => ({ identity, metadata: new Map() }));
    case 'withmetadatavalue': return items.filter(isEqual);
    case 'withoutmetadatavalue': return items.filter((item) => !isEqual(item));
    case 'hasmetadata': return items.filter((item) => metadataOf(item, key, folder) !== '');
    case 'metadata': return items.map((item) => ({ ...item, identity: metadataOf(item, key, folder) })).filter(({ identity }) => identity !== '');
    case 'fullpath': case 'filename': case 'extension': case 'identity': return items.map((item) => ({ ...item, identity: metadataOf(item, name, folder) }));
    default: return undefined;
  }
}

function distinct(items: readonly ReferencedItem[], keyOf: (item: ReferencedItem) => string): readonly ReferencedItem[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
