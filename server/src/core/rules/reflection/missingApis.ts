/**
 * AOT5004: members of .NET that compile and publish without a word, and that a native program does not have: they throw there, or give
 * nothing (measured natively with net8.0 and net9.0; those of .NET 10 have the same bodies). dotnet/runtime#94200 asks for the first.
 */
import type { BoundBody, SymbolUse } from '../../binding/boundBody';
import type { Fix } from '../../diagnostic';
import { Feature, guardsOf } from '../../flow/guards';
import { isCaught } from '../../flow/walk';
import { isExecutable, setPropertyFix } from '../../msbuild/index';
import { baseTypesAndSelf, isNamed } from '../../symbols/types';
import { isAnalyzedForNative } from '../json/registration/contexts';
import type { ProgramContext, RuleMeta } from '../rule';
import { defineRule } from '../rule';

const meta: RuleMeta = {
  id: 'AOT5004', name: 'api-missing-natively', title: 'A native program does not have what this member gives', defaultSeverity: 'warning', official: false,
  why: 'The member needs what only the runtime with a just-in-time compiler has; it is not annotated, so that build and publish are silent.',
  whatToDo: 'Use what the message names instead.',
};

interface Missing {
  /** What happens there, after the member's name. */
  readonly outcome: string;
  readonly severity?: 'info';
}

const missing: ReadonlyMap<string, Missing> = new Map<string, Missing>([
  ['System.Reflection.Assembly.GetCallingAssembly', { outcome: "throws a PlatformNotSupportedException in a native program. Use 'Assembly.GetExecutingAssembly()' or 'typeof(T).Assembly', or let the caller give its assembly" }],
  ['System.Reflection.Assembly.GetSatelliteAssembly', { outcome: "throws a PlatformNotSupportedException in a native program. 'ResourceManager' finds the resources of a culture there" }],
  ['System.Reflection.MemberInfo.MetadataToken', { outcome: 'throws an InvalidOperationException in a native program, which has no metadata tokens. Order or compare members by their names or by an attribute' }],
  ['System.Reflection.ParameterInfo.MetadataToken', { outcome: "throws an InvalidOperationException in a native program, which has no metadata tokens. Use 'Position'" }],
  ['System.Reflection.Module.MDStreamVersion', { outcome: 'throws a PlatformNotSupportedException in a native program, which has no metadata streams' }],
  ['System.Reflection.Module.GetPEKind', { outcome: "throws a PlatformNotSupportedException in a native program. 'RuntimeInformation.ProcessArchitecture' tells what it runs as" }],
  ['System.Type.GetInterfaceMap', { outcome: 'throws a NotSupportedException in a native program that has not kept all methods of the interface for reflection' }],
  ['System.Diagnostics.Debugger.Launch', { outcome: 'throws a PlatformNotSupportedException in a native program. Attach a native debugger, or leave the call to runs that are not native' }],
  ['System.Diagnostics.StackFrame.GetFileLineNumber', { outcome: 'is 0 in a native program, which does not know its lines before .NET 11', severity: 'info' }],
  ['System.Diagnostics.StackFrame.GetFileColumnNumber', { outcome: 'is 0 in a native program, which does not know its lines before .NET 11', severity: 'info' }],
  ['System.Diagnostics.StackFrame.GetFileName', { outcome: 'is null in a native program, which does not know its files before .NET 11', severity: 'info' }],
]);

/** The first version that has them: dotnet/runtime#129963 and #122227. */
const versionWithAll = 11;

function missingOf({ symbol, kind }: SymbolUse): (Missing & { readonly name: string }) | undefined {
  if ((symbol?.kind !== 'method' && symbol?.kind !== 'property') || kind === 'creation') return undefined;
  const { containingType: { namespace } } = symbol;
  if (namespace !== 'System.Reflection' && namespace !== 'System.Diagnostics' && !(namespace === 'System' && /^(?:MetadataToken|GetInterfaceMap)$/.test(symbol.name))) return undefined;
  for (const base of baseTypesAndSelf(symbol.containingType)) {
    const found = missing.get(`${base.namespace}.${base.name}.${symbol.name}`);
    if (found) return { ...found, name: `${base.name}.${symbol.name}` };
  }
  return undefined;
}

/** Whether what is thrown is caught around it, or a check keeps it from native programs. */
function isExpected({ anchor, node }: SymbolUse, body: BoundBody): boolean {
  return (guardsOf(body).at(anchor.unit, anchor.start, anchor.end) & Feature.dynamicCode) !== 0 || isCaught(node, anchor.unit.root);
}

/** Whether a place is compiled for debugging alone, which is not what is published. */
function isForDebugging(text: string, at: number): boolean {
  const open: string[] = [];
  for (const [, directive, condition = ''] of text.slice(0, at).matchAll(/^[ \t]*#[ \t]*(if|elif|else|endif)\b(.*)$/gm)) {
    const before = directive === 'if' ? '' : open.pop() ?? '';
    if (directive === 'if' || directive === 'elif') open.push(condition);
    else if (directive === 'else') open.push(/!\s*DEBUG\b/.test(before) ? 'DEBUG' : '');
  }
  return open.some((condition) => /(?<![!\w])DEBUG\b/.test(condition));
}

/** The runtime can be told to give the entry assembly for the calling one. */
function isSimulated({ project }: ProgramContext): boolean {
  return project.documents.some(({ text }) => text.includes('SimulatedCallingAssembly'));
}

/** The assembly that runs is that of the caller where the caller is of the same project. */
function executingFix({ anchor: { unit, start, end } }: SymbolUse, file: string): readonly Fix[] {
  if (unit.text.slice(start, end) !== 'GetCallingAssembly') return [];
  return [{ title: "Use 'GetExecutingAssembly'", applicability: 'unsafe', edits: [{ file, span: { start: unit.base + start, end: unit.base + end }, newText: 'GetExecutingAssembly' }] }];
}

/** Listeners get no events where `EventSourceSupport` is off, as it is in native programs that are no web applications. */
function isListenerWithoutEvents({ kind, symbol }: SymbolUse, { project, analyzers }: ProgramContext): boolean {
  if (kind !== 'creation' || symbol?.kind !== 'method' || !analyzers.publishAot || project.kind !== 'msbuild' || !isExecutable(project)) return false;
  const written = project.property('EventSourceSupport')?.value.trim().toLowerCase();
  const isOff = written === undefined || written === '' ? project.sdk !== 'Microsoft.NET.Sdk.Web' : written === 'false';
  return isOff && [...baseTypesAndSelf(symbol.containingType)].some((base) => isNamed(base, 'System.Diagnostics.Tracing', 'EventListener'));
}

/**
 * `[DefaultValue(typeof(TimeSpan), "00:05")]`: from .NET 9 on, which no longer warns of it, trimmed programs have a switch off that such an
 * attribute needs: reading its value throws.
 */
function isTypedDefault({ kind, symbol }: SymbolUse, { analyzers, frameworkVersion, project }: ProgramContext): boolean {
  if ((kind !== 'creation' && kind !== 'attribute') || symbol?.kind !== 'method' || frameworkVersion < 9 || !analyzers.publishAot) return false;
  if (project.property('_DefaultValueAttributeSupport')?.value.trim().toLowerCase() === 'true') return false;
  return isNamed(symbol.containingType, 'System.ComponentModel', 'DefaultValueAttribute') && symbol.parameters.length === 2;
}

export const missingApisRule = defineRule({
  metas: [meta],
  checkBody(context) {
    const { body, program } = context;
    if (!isAnalyzedForNative(program) || program.frameworkVersion >= versionWithAll) return;
    for (const use of body.uses) {
      if (use.inNameof) continue;
      if (isListenerWithoutEvents(use, program)) {
        context.report(use.anchor, {
          id: meta.id, message: "This EventListener gets no events in a native program: it has no event sources unless 'EventSourceSupport' is set to true in the project.",
          fixes: () => [setPropertyFix(program.project, 'EventSourceSupport', 'true')].filter((fix) => fix !== undefined),
        });
        continue;
      }
      if (isTypedDefault(use, program)) {
        context.report(use.anchor, {
          id: meta.id, severity: use.kind === 'attribute' ? 'info' : 'warning',
          message: `'DefaultValueAttribute' with a type and a text has no value in a native program: reading it throws an ArgumentException. Give the value itself where it can be a constant.`,
        });
        continue;
      }
      const found = missingOf(use);
      if (!found || isExpected(use, body) || (found.name === 'Assembly.GetCallingAssembly' && isSimulated(program))) continue;
      if (isForDebugging(program.source(body.file)?.text ?? '', use.anchor.unit.base + use.anchor.start)) continue;
      context.report(use.anchor, { id: meta.id, severity: found.severity ?? 'warning', message: `'${found.name}' ${found.outcome}.`, fixes: () => executingFix(use, body.file) });
    }
  },
});
