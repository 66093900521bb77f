/** Edits of project files that keep their indentation, line endings and order. */
import type { Fix, TextEdit } from '../diagnostic';
import type { EvaluatedProject } from './projectModel';
import { isExecutable } from './projectModel';
import { frameworkMajor } from './targetFramework';
import { attributeOf, descendants } from './xml';
import type { XmlDocument, XmlElement } from './xml';
import { encodeAttribute, encodeText } from './xmlEntities';

/** Line ending that a text uses; "\n" when it has none. */
export function lineEndingOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** White space before an element on its line; undefined when something else stands before it. */
function indentOf(text: string, offset: number): string | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const before = text.slice(lineStart, offset);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** One step of indentation in this document: the root's first child's, else two spaces. */
function indentStep(document: XmlDocument): string {
  const first = document.root?.children[0];
  const indent = first && indentOf(document.text, first.span.start);
  return indent === undefined || indent === '' ? '  ' : indent;
}

/** Deletes an element; with its line when nothing else stands there. */
export function removeElement(document: XmlDocument, element: XmlElement): TextEdit {
  const { text, file } = document;
  const indent = indentOf(text, element.span.start);
  const after = /[ \t]*(?:\r\n|\n|\r|$)/y;
  after.lastIndex = element.span.end;
  const rest = after.exec(text);
  if (indent === undefined || !rest) return { file, span: element.span, newText: '' };
  return { file, span: { start: element.span.start - indent.length, end: element.span.end + rest[0].length }, newText: '' };
}

/** Replaces the content of a property element. */
export function setElementText(document: XmlDocument, element: XmlElement, value: string): TextEdit {
  const span = element.contentSpan ?? element.span;
  const newText = element.contentSpan ? encodeText(value) : `<${element.name}>${encodeText(value)}</${element.name}>`;
  return { file: document.file, span, newText };
}

/** Adds a child as the last one of an element that has a content. */
export function appendChild(document: XmlDocument, parent: XmlElement, xml: string): TextEdit {
  const { text, file } = document;
  const newline = lineEndingOf(text);
  const parentIndent = indentOf(text, parent.span.start) ?? '';
  const last = parent.children[parent.children.length - 1];
  const indent = (last && indentOf(text, last.span.start)) ?? parentIndent + indentStep(document);
  if (!parent.contentSpan) {
    const opening = text.slice(parent.startTagSpan.start, parent.startTagSpan.end).replace(/\s*\/>$/, '>');
    return { file, span: parent.span, newText: `${opening}${newline}${indent}${xml}${newline}${parentIndent}</${parent.name}>` };
  }
  if (last) return { file, span: { start: last.span.end, end: last.span.end }, newText: newline + indent + xml };
  return { file, span: parent.contentSpan, newText: `${newline}${indent}${xml}${newline}${parentIndent}` };
}

/** The unconditional property group new properties belong in: the first with a TargetFramework or OutputType, else the first. */
function mainPropertyGroup(document: XmlDocument): XmlElement | undefined {
  const groups = document.root?.children.filter((c) => c.name === 'PropertyGroup' && !attributeOf(c, 'Condition')) ?? [];
  return groups.find((g) => g.children.some((c) => /^(?:TargetFrameworks?|OutputType)$/i.test(c.name))) ?? groups[0];
}

/** Sets a property in a document: changes the last unconditional element of that name, or adds one, with the condition where there is one. Empty without a root. */
export function setProperty(document: XmlDocument, name: string, value: string, condition?: string): readonly TextEdit[] {
  const { root } = document;
  if (!root) return [];
  const groups = root.children.filter((c) => c.name === 'PropertyGroup' && !attributeOf(c, 'Condition'));
  const existing = groups.flatMap((g) => g.children).filter((c) => c.name.toLowerCase() === name.toLowerCase() && !attributeOf(c, 'Condition'));
  const last = existing[existing.length - 1];
  if (last && condition === undefined) return [setElementText(document, last, value)];
  const xml = `<${name}${condition === undefined ? '' : ` Condition="${encodeAttribute(condition)}"`}>${encodeText(value)}</${name}>`;
  const group = mainPropertyGroup(document);
  return [group ? appendChild(document, group, xml) : addGroup(document, root, 'PropertyGroup', xml)];
}

/** Adds a group with one child as the first child of the root. */
function addGroup(document: XmlDocument, root: XmlElement, group: string, xml: string): TextEdit {
  const newline = lineEndingOf(document.text);
  const step = indentStep(document);
  const inner = `${newline}${step}<${group}>${newline}${step}${step}${xml}${newline}${step}</${group}>`;
  if (!root.contentSpan) {
    const opening = document.text.slice(root.startTagSpan.start, root.startTagSpan.end).replace(/\s*\/>$/, '>');
    return { file: document.file, span: root.span, newText: `${opening}${inner}${newline}</${root.name}>` };
  }
  const at = root.contentSpan.start;
  const followedByLine = /^[ \t]*[\r\n]/.test(document.text.slice(at));
  return { file: document.file, span: { start: at, end: at }, newText: followedByLine ? inner : inner + newline };
}

/** Adds `<PackageReference>` after the others, or in a group of its own. `version` undefined: central package management. */
export function addPackageReference(document: XmlDocument, id: string, version: string | undefined): readonly TextEdit[] {
  return addPackageItem(document, 'PackageReference', id, version);
}

/** Adds `<PackageVersion>` to a document of central package management, unless it has one for the package. */
export function addPackageVersion(document: XmlDocument, id: string, version: string): readonly TextEdit[] {
  return document.root && versionOf(document.root, id) ? [] : addPackageItem(document, 'PackageVersion', id, version);
}

/** The `<PackageVersion>` of a package. */
function versionOf(root: XmlElement, id: string): XmlElement | undefined {
  return [...descendants(root)].find((e) => e.name === 'PackageVersion' && attributeOf(e, 'Include')?.value.trim().toLowerCase() === id.toLowerCase());
}

/** Where a project's central package management has the version of a package, else its Directory.Packages.props. */
export function packageVersionDocument(project: EvaluatedProject, id: string): XmlDocument | undefined {
  return project.documents.find(({ root }) => root && versionOf(root, id)) ?? project.documents.find(({ file }) => /[\\/]Directory\.Packages\.props$/i.test(file));
}

function addPackageItem(document: XmlDocument, item: 'PackageReference' | 'PackageVersion', id: string, version: string | undefined): readonly TextEdit[] {
  const { root } = document;
  if (!root) return [];
  const xml = `<${item} Include="${encodeAttribute(id)}"${version === undefined ? '' : ` Version="${encodeAttribute(version)}"`} />`;
  const group = root.children.find((c) => c.name === 'ItemGroup' && !attributeOf(c, 'Condition') && c.children.some((i) => i.name === item));
  if (group) return [appendChild(document, group, xml)];
  const last = root.children[root.children.length - 1];
  if (!last) return [addGroup(document, root, 'ItemGroup', xml)];
  const newline = lineEndingOf(document.text);
  const step = indentStep(document);
  const at = last.span.end;
  return [{ file: document.file, span: { start: at, end: at }, newText: `${newline}${newline}${step}<ItemGroup>${newline}${step}${step}${xml}${newline}${step}</ItemGroup>` }];
}

/** The project file itself among the documents of an evaluation. */
export function projectDocument(project: EvaluatedProject): XmlDocument | undefined {
  return project.documents.find((d) => d.file === project.path);
}

/** A fix that sets a property in the project file; undefined when the project has no file of its own. */
export function setPropertyFix(project: EvaluatedProject, name: string, value: string, title = `Set ${name} to ${value}`): Fix | undefined {
  const document = projectDocument(project);
  const edits = document ? setProperty(document, name, value) : [];
  return edits.length > 0 ? { title, applicability: 'safe', edits } : undefined;
}

/**
 * "Enable Native AOT": PublishAot in the project file of an application or a native library; IsAotCompatible in that of another library,
 * whose applications are what is published. Of several frameworks for those that know it. It changes what publish makes or what is
 * warned of, so it needs a look. Undefined when it is on, or no framework knows it.
 */
export function enableNativeAotFix(project: EvaluatedProject): Fix | undefined {
  if (project.flag('PublishAot')) return undefined;
  if (isExecutable(project) || (project.property('NativeLib')?.value.trim() ?? '') !== '') {
    return frameworkPropertyFix(project, ['PublishAot'], project.sdk === 'Microsoft.NET.Sdk.Web' ? 8 : 7, 'Enable Native AOT (set PublishAot to true)');
  }
  if (project.flag('IsAotCompatible')) return undefined;
  // The generator of endpoints is off in libraries.
  const mapsEndpoints = referencesAspNetCore(project) && !project.property('EnableRequestDelegateGenerator');
  return frameworkPropertyFix(project, ['IsAotCompatible', ...(mapsEndpoints ? ['EnableRequestDelegateGenerator'] : [])], 8, 'Check the library for Native AOT (set IsAotCompatible to true)');
}

/** Sets properties to true, of several frameworks for those from `oldest` on. */
function frameworkPropertyFix(project: EvaluatedProject, names: readonly string[], oldest: number, title: string): Fix | undefined {
  const document = projectDocument(project);
  const known = project.targetFrameworks.filter((framework) => frameworkMajor(framework) >= oldest);
  if (!document || (known.length === 0 && project.targetFrameworks.length > 0)) return undefined;
  const condition = known.length < project.targetFrameworks.length ? `$([MSBuild]::IsTargetFrameworkCompatible('$(TargetFramework)', 'net${String(oldest)}.0'))` : undefined;
  const edits = joined(names.flatMap((name) => setProperty(document, name, 'true', condition)));
  return edits.length > 0 ? { title, applicability: 'unsafe', edits } : undefined;
}

/** Insertions at one place become one. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const found: TextEdit[] = [];
  for (const edit of edits) {
    const last = found.at(-1);
    if (last && last.span.start === edit.span.start && last.span.end === edit.span.start) found[found.length - 1] = { ...last, newText: last.newText + edit.newText };
    else found.push(edit);
  }
  return found;
}

/** Whether a project names the framework reference of ASP.NET Core, as libraries do. */
export function referencesAspNetCore(project: EvaluatedProject): boolean {
  const root = projectDocument(project)?.root;
  return root !== undefined && [...descendants(root)].some((e) => e.name === 'FrameworkReference' && e.attributes.some((a) => a.value === 'Microsoft.AspNetCore.App'));
}
