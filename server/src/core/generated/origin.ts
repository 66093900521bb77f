/** The way back: what in the source a place in generated code was made for. */
import type { Span } from '../diagnostic';
import type { SourceFile } from '../sourceFile';
import { sourceOf } from './calls';
import { memberKey, typesIn } from './declarations';
import type { MemberKey } from './declarations';
import type { GeneratedCode } from './generatedCode';
import { simpleName } from './generatedCode';
import { sitesIn } from './sites';
import type { GeneratedSite } from './sites';

export interface Origin {
  readonly file: string;
  readonly span: Span;
}

/** Places in the project's sources: the intercepted calls, or the attributes and declarations that asked. Empty when none is known. */
export function originsOf(generated: GeneratedCode, path: string, offset: number, files: readonly SourceFile[]): Origin[] {
  const at = generated.fileAt(path);
  const source = generated.parse(path)?.source;
  if (!at || !source) return [];
  const around = declarationAround(source, offset);
  const calls = around?.member === undefined ? [] : interceptedBy(generated, path, around.memberSpan, files);
  if (calls.length > 0) return calls;
  const sites = files.flatMap((file) => sitesIn(file).filter((site) => site.kind === at.output.kind).map((site) => ({ file: file.path, site })));
  const member = around?.member;
  const asked = sites.filter(({ site }) => answers(site, around?.type, member, at.file.name));
  const best = asked.length > 0 ? asked : sites.filter(({ site }) => site.type === around?.type || at.file.name === `${site.type}.cs`);
  return best.map(({ file, site }) => ({ file, span: site.span }));
}

interface Around {
  readonly type: string;
  readonly member: MemberKey | undefined;
  readonly memberSpan: Span;
}

/** The innermost type, and its member, around an offset; before the first member, the type that the file declares first. */
function declarationAround(source: SourceFile, offset: number): Around | undefined {
  const types = [...typesIn(source)];
  const inside = types.filter(({ type }) => type.range.start <= offset && offset <= type.range.end);
  const innermost = inside[inside.length - 1] ?? types[0];
  if (!innermost) return undefined;
  const unit = innermost.type.members.find(({ base, text }) => base <= offset && offset <= base + text.length);
  return { type: innermost.name, member: unit && memberOf(unit.root), memberSpan: { start: unit?.base ?? 0, end: unit ? unit.base + unit.text.length : 0 } };
}

/** Fields that carry a member's code go by its name with decoration (`__StartedCallback`). */
function memberOf(root: Parameters<typeof memberKey>[0]): MemberKey | undefined {
  const key = memberKey(root);
  if (key || root.kind !== 'Field') return key;
  const name = /^_{1,2}(\w+?)\d*(?:Callback)?$/.exec(root.variables[0]?.name ?? '')?.[1];
  return name === undefined ? undefined : { name, parameters: undefined };
}

function interceptedBy(generated: GeneratedCode, path: string, member: Span, files: readonly SourceFile[]): Origin[] {
  const set = generated.fileAt(path)?.set;
  const entries = set ? generated.interceptionsOf(set) : [];
  const all = entries.map((entry) => entry.interception);
  return entries.filter(({ file, interception }) => file.path === path && member.start <= interception.method.start && interception.method.end <= member.end)
    .flatMap(({ interception }) => {
      const found = sourceOf(interception, all, files);
      return found ? [{ file: found.file.path, span: { start: found.call.nameStart, end: found.call.nameStart + found.call.name.length } }] : [];
    });
}

function answers(site: GeneratedSite, type: string | undefined, member: MemberKey | undefined, fileName: string): boolean {
  if (site.kind === 'json') {
    const context = simpleName(site.type);
    return site.type === type && site.jsonNames.some((name) => fileName === `${context}.${name}.g.cs` || fileName.endsWith(`.${context}.${name}.g.cs`));
  }
  // The classes behind regular expressions are named after the method, with a number.
  if (site.kind === 'regex' && site.type !== type) return site.member !== undefined && new RegExp(`\\.${site.member.name}_\\d+$`).test(type ?? '');
  if (site.type !== type) return false;
  if (site.member === undefined || member === undefined) return site.member === undefined;
  return site.member.name === member.name && (member.parameters === undefined || site.member.parameters === undefined || site.member.parameters.join() === member.parameters.join());
}

