/** MSBuild's item pass: Include, Exclude, Remove and Update in document order, over the properties of the first pass. */
import type { Span } from '../diagnostic';
import type { Evaluation, PendingItem } from './evaluation';
import { evaluateCondition } from './condition';
import type { ConditionScope } from './condition';
import { expand, unescapeValue } from './expression';
import { expandGlob, folderExcluder, globMatcher, hasWildcard } from './glob';
import type { ReferencedItem } from './itemReferences';
import { referencedItems, splitSpecs } from './itemReferences';
import { dirName, joinPath } from './paths';
import { attributeOf } from './xml';
import type { XmlElement } from './xml';

export interface Item {
  /** As written or globbed; for a globbed file its absolute path. */
  readonly identity: string;
  /** Names in lower case. */
  readonly metadata: Map<string, string>;
  /** The element that included it; undefined for the SDK's. */
  readonly origin: { readonly file: string; readonly span: Span } | undefined;
}

export type ItemMap = ReadonlyMap<string, readonly Item[]>;

/** Items whose files nothing here looks at: their globs would search the folder for nothing. */
const ignored = new Set(['none', 'content', 'embeddedresource', 'additionalfiles', 'clean', 'page', 'applicationdefinition', 'resource', 'assemblyattribute', 'internalsvisibleto', 'folder', 'typescriptcompile']);
const reservedAttributes = new Set(['include', 'exclude', 'remove', 'update', 'condition', 'keepmetadata', 'removemetadata', 'keepduplicates', 'matchonmetadata', 'matchonmetadataoptions', 'label']);

/** Evaluates all pending items. Keys of the map are item types in lower case. */
export function evaluateItems(evaluation: Evaluation): ItemMap {
  const pass = new ItemPass(evaluation);
  for (const pending of evaluation.pendingItems) pass.apply(pending);
  return pass.items;
}

class ItemPass {
  readonly items = new Map<string, Item[]>();
  private readonly folder: string;

  constructor(private readonly evaluation: Evaluation) {
    this.folder = dirName(evaluation.path);
  }

  apply(pending: PendingItem): void {
    const type = pending.element.name.toLowerCase();
    if (ignored.has(type)) return;
    const scope: ConditionScope = { ...this.evaluation.scope(pending.file), items: (name) => (this.items.get(name.toLowerCase()) ?? []).map((i) => i.identity) };
    if (!pending.conditions.every((c) => evaluateCondition(c, scope) === true)) return;
    const condition = attributeOf(pending.element, 'Condition');
    if (!this.evaluation.holds(condition, pending, scope)) return;
    const list = this.items.get(type) ?? [];
    this.items.set(type, list);
    const include = this.specs(pending.element, 'Include', scope);
    const remove = this.specs(pending.element, 'Remove', scope);
    const update = this.specs(pending.element, 'Update', scope);
    if (include) this.include(list, include, pending, scope);
    if (remove) this.remove(list, remove);
    if (update) this.update(list, update, pending.element, scope);
  }

  /** Parts of a list, and the items that it refers to; undefined without the attribute. */
  private specs(element: XmlElement, attribute: string, scope: ConditionScope): ReferencedItem[] | undefined {
    const written = attributeOf(element, attribute)?.value;
    if (written === undefined) return undefined;
    const value = expand(written, scope);
    return value === undefined ? [] : splitSpecs(value).flatMap((spec) => this.references(spec));
  }

  private references(spec: string): readonly ReferencedItem[] {
    if (spec.includes('@(')) return referencedItems(spec, (type) => this.items.get(type.toLowerCase()) ?? [], this.folder) ?? [];
    return spec.includes('%(') ? [] : [{ identity: unescapeValue(spec), metadata: new Map() }];
  }

  private include(list: Item[], specs: readonly ReferencedItem[], pending: PendingItem, scope: ConditionScope): void {
    const excludes = (this.specs(pending.element, 'Exclude', scope) ?? []).map(({ identity }) => identity);
    const matchers = excludes.map((e) => globMatcher(e, this.folder));
    const excluded = (path: string): boolean => matchers.some((m) => m(path));
    const origin = pending.isUser ? { file: pending.file, span: pending.element.span } : undefined;
    for (const { identity: spec, metadata } of specs) {
      const found = hasWildcard(spec) ? expandGlob(this.evaluation.host, spec, this.folder, excluded, folderExcluder(excludes, this.folder)) : excluded(joinPath(this.folder, spec)) ? [] : [spec];
      for (const identity of found) {
        const item: Item = { identity, metadata: new Map(metadata), origin };
        this.setMetadata(item, pending.element, scope);
        list.push(item);
      }
    }
  }

  private remove(list: Item[], specs: readonly ReferencedItem[]): void {
    const matches = this.matcher(specs);
    const kept = list.filter((item) => !matches(item));
    list.splice(0, list.length, ...kept);
  }

  private update(list: Item[], specs: readonly ReferencedItem[], element: XmlElement, scope: ConditionScope): void {
    const matches = this.matcher(specs);
    for (const item of list) if (matches(item)) this.setMetadata(item, element, scope);
  }

  private matcher(referenced: readonly ReferencedItem[]): (item: Item) => boolean {
    const specs = referenced.map(({ identity }) => identity);
    const literal = new Set(specs.map((s) => s.toLowerCase()));
    const globs = specs.map((s) => globMatcher(s, this.folder));
    return (item) => literal.has(item.identity.toLowerCase()) || globs.some((g) => g(joinPath(this.folder, item.identity)));
  }

  private setMetadata(item: Item, element: XmlElement, scope: ConditionScope): void {
    for (const attribute of element.attributes) {
      const name = attribute.name.toLowerCase();
      if (!reservedAttributes.has(name)) item.metadata.set(name, unescapeValue(expand(attribute.value, scope) ?? ''));
    }
    for (const child of element.children) {
      const condition = attributeOf(child, 'Condition');
      if (condition && evaluateCondition(condition.value, scope) !== true) continue;
      item.metadata.set(child.name.toLowerCase(), unescapeValue(expand(child.text, scope) ?? ''));
    }
  }
}
