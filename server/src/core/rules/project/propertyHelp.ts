/** Hover texts of MSBuild properties around Native AOT: what it does, default and interplay, advice. One line each. */

export interface PropertyHelp {
  /** As the documentation writes it. */
  readonly name: string;
  readonly lines: readonly [what: string, defaults: string, advice: string];
}

const table: readonly (readonly [name: string, what: string, defaults: string, advice: string])[] = [
  ['PublishAot', 'Compiles the program to native code when it is published, and turns the trim, AOT and single-file analyzers on.', 'Default: false; true in file-based apps. Implies PublishTrimmed and self-contained publishing.', 'Set it in the project file, not on the command line: the analyzers and generators in the editor depend on it.'],
  ['PublishTrimmed', 'Removes code that the program does not use when it is published.', 'Default: true with PublishAot, else false.', 'Leave it out with PublishAot: false makes the publish fail.'],
  ['IsAotCompatible', 'Marks a library as compatible with Native AOT and turns the trim, AOT and single-file analyzers on.', 'Default: false. Implies IsTrimmable. Needs .NET 7 or later.', 'Set it in libraries that a native program references; in multi-targeting under a condition.'],
  ['IsTrimmable', 'Marks a library as safe to trim and turns the trim analyzer on.', 'Default: true with IsAotCompatible, else false.', 'Prefer IsAotCompatible, which includes it.'],
  ['EnableAotAnalyzer', 'Runs the analyzer behind IL3050 and its family.', 'Default: true with PublishAot or IsAotCompatible.', 'Do not set it to false: the same problems then show at publish only.'],
  ['EnableTrimAnalyzer', 'Runs the analyzer behind IL2026 and the data-flow warnings.', 'Default: true with PublishAot, PublishTrimmed or IsTrimmable.', 'Do not set it to false: the same problems then show at publish only.'],
  ['EnableSingleFileAnalyzer', 'Runs the analyzer behind IL3000 (paths of assemblies).', 'Default: true with PublishAot, PublishSingleFile or IsAotCompatible.', 'Do not set it to false.'],
  ['EnableRequestDelegateGenerator', 'Generates the code of minimal API endpoints at compile time and intercepts Map calls.', 'Default: true with PublishAot or PublishTrimmed; off in libraries.', 'Set it to true in libraries that map endpoints.'],
  ['EnableConfigurationBindingGenerator', 'Generates the code behind Configure, Bind and Get<T> at compile time.', 'Default: true with PublishAot or PublishTrimmed; off in libraries.', 'Set it to true in libraries that bind configuration.'],
  ['JsonSerializerIsReflectionEnabledByDefault', 'Lets JsonSerializer fall back to reflection for types without a JsonSerializerContext.', 'Default: false with PublishTrimmed or PublishAot, already in development.', 'Leave it: with true, missing types fail after publishing only.'],
  ['DynamicCodeSupport', 'Tells the runtime whether code can be made at run time (RuntimeFeature.IsDynamicCodeSupported).', 'Default: false with PublishAot.', 'Leave it out: true makes a native publish fail.'],
  ['EventSourceSupport', 'Keeps EventSource, and so dotnet-counters and dotnet-trace, in the program.', 'Default: false with PublishAot; true in web projects.', 'Set it to true when the running program is to be traced.'],
  ['InvariantGlobalization', 'Leaves out culture data and ICU.', 'Default: false; the webapiaot template sets true.', 'Keep false when cultures, SqlClient or localization are used.'],
  ['PredefinedCulturesOnly', 'Throws for cultures that are not known, instead of making them up.', 'Default: true with InvariantGlobalization.', 'Set it to false only when made-up cultures are fine.'],
  ['UseSystemResourceKeys', 'Replaces the messages of framework exceptions by their keys.', 'Default: false.', 'Saves some hundred kilobytes; exceptions become hard to read.'],
  ['StackTraceSupport', 'Keeps method names for stack traces.', 'Default: true.', 'false makes the program smaller and stack traces nearly useless.'],
  ['OptimizationPreference', 'Tells the native compiler to prefer Size or Speed.', 'Default: a blend of both.', 'Measure before setting it.'],
  ['IlcOptimizationPreference', 'The older name of OptimizationPreference.', 'Default: not set.', 'Use OptimizationPreference.'],
  ['IlcInstructionSet', 'Processor instructions that the program may use without asking.', 'Default: a baseline that all supported processors have.', 'Name extensions (avx2, …) or "native"; the program stops on processors without them.'],
  ['IlcFoldIdenticalMethodBodies', 'Merges methods with equal machine code.', 'Default: false.', 'Makes the program smaller; stack traces may name the wrong method.'],
  ['IlcGenerateMstatFile', 'Writes a .mstat file with the size of every type and method into obj.', 'Default: false.', 'Set it to true before the publish to see what makes the program big.'],
  ['IlcGenerateDgmlFile', 'Writes the dependency graph of the native compilation into obj.', 'Default: false.', 'Set it to true to learn why a type is in the program.'],
  ['IlcGenerateMapFile', 'Writes a map of symbols into obj.', 'Default: false.', 'For debugging of the compiler; mstat is easier to read.'],
  ['IlcDehydrate', 'Compresses pointers in the program file that are filled in at start.', 'Default: true.', 'Leave it.'],
  ['IlcTreatWarningsAsErrors', 'Makes warnings of the native compiler errors.', 'Default: the value of TreatWarningsAsErrors (.NET 9 and later).', 'Set it to true for net8.0, which does not follow TreatWarningsAsErrors.'],
  ['TrimmerSingleWarn', 'Reports one warning (IL2104, IL3053) for each package instead of all.', 'Default: true.', 'Set it to false to see what in a package is not safe.'],
  ['SuppressTrimAnalysisWarnings', 'Hides all trim warnings.', 'Default: false.', 'Do not set it to true: the program fails at run time instead.'],
  ['SuppressAotAnalysisWarnings', 'Hides all AOT warnings of the native compiler.', 'Default: false.', 'Do not set it to true: the program fails at run time instead.'],
  ['StripSymbols', 'Moves debug symbols to a file of their own.', 'Default: true on Linux and macOS since .NET 8.', 'Keep the .dbg or .dSYM file with each release.'],
  ['NativeLib', 'Makes a native library: Shared or Static.', 'Default: not set. Needs OutputType=Library.', 'Export methods with UnmanagedCallersOnly.'],
  ['SelfContained', 'Publishes the runtime with the program.', 'Default: implied by PublishAot.', 'Leave it out with PublishAot: false contradicts it.'],
  ['PublishSelfContained', 'As SelfContained, for dotnet publish only.', 'Default: true with PublishAot (.NET 8 and later).', 'Leave it out with PublishAot.'],
  ['PublishSingleFile', 'Bundles the program and its assemblies into one file.', 'Default: false. A native program is one file anyway.', 'Remove it with PublishAot: for net8.0 both together are an error.'],
  ['PublishReadyToRun', 'Compiles assemblies ahead of time, with the JIT compiler as fallback.', 'Default: false. No effect with PublishAot.', 'Remove it with PublishAot.'],
  ['TieredPGO', 'Lets the JIT compiler optimize by what it observes.', 'Default: true. No effect with PublishAot.', 'Remove it with PublishAot.'],
  ['TieredCompilation', 'Lets the JIT compiler compile twice, fast first.', 'Default: true. No effect with PublishAot.', 'Remove it with PublishAot.'],
  ['RuntimeIdentifier', 'Platform to publish for, such as linux-x64.', 'Default: this machine’s, for dotnet publish of executables.', 'Native code is compiled on the same operating system; the processor may differ.'],
  ['RuntimeIdentifiers', 'Platforms that a restore prepares for.', 'Default: none.', 'List what you publish for when restore and publish run apart.'],
  ['AutoreleasePoolSupport', 'Makes an autorelease pool for each thread on macOS.', 'Default: false.', 'Set it to true when the program calls Objective-C.'],
  ['DebuggerSupport', 'Keeps code that helps managed debuggers.', 'Default: false when trimming.', 'Leave it.'],
  ['HttpActivityPropagationSupport', 'Keeps distributed tracing in HttpClient.', 'Default: true.', 'false saves a little when nothing is traced.'],
  ['MetricsSupport', 'Keeps System.Diagnostics.Metrics.', 'Default: true.', 'false saves a little when nothing is measured.'],
  ['MetadataUpdaterSupport', 'Keeps the code behind hot reload.', 'Default: false when trimming.', 'Leave it.'],
  ['StartupHookSupport', 'Lets DOTNET_STARTUP_HOOKS run code at start.', 'Default: false when trimming.', 'Leave it: hooks load assemblies, which a native program cannot.'],
  ['CustomResourceTypesSupport', 'Lets resources hold types of any kind.', 'Default: false when trimming.', 'Leave it.'],
  ['BuiltInComInteropSupport', 'Keeps the built-in COM interop of Windows.', 'Default: false when trimming.', 'Use [GeneratedComInterface] instead: a native program has no built-in COM.'],
  ['EnableUnsafeBinaryFormatterSerialization', 'Allows BinaryFormatter.', 'Default: false when trimming.', 'Leave it: use another format.'],
  ['Http3Support', 'Keeps HTTP/3 in HttpClient.', 'Default: false when trimming, from .NET 10 on.', 'Set it to true when the client speaks HTTP/3.'],
  ['UseSizeOptimizedLinq', 'Takes the smaller implementation of LINQ.', 'Default: true with PublishAot, from .NET 10 on.', 'Set it to false when LINQ over large data is the bottleneck.'],
  ['VerifyReferenceAotCompatibility', 'Warns (IL3058) for each referenced assembly without the IsAotCompatible mark.', 'Default: false (.NET 10 and later).', 'Useful in libraries and console programs; in web projects it is noise.'],
  ['VerifyReferenceTrimCompatibility', 'Warns (IL2125) for each referenced assembly without the IsTrimmable mark.', 'Default: false (.NET 10 and later).', 'Useful in libraries and console programs; in web projects it is noise.'],
  ['VerifyDependencyInjectionOpenGenericServiceTrimmability', 'Checks when an open generic service is registered that its annotations match.', 'Default: true when trimming.', 'Leave it.'],
  ['InterceptorsNamespaces', 'Namespaces in which generated interceptors take effect.', 'Default: those of the generators that the SDK brings.', 'Add to it with $(InterceptorsNamespaces);Your.Namespace.'],
  ['InterceptorsPreviewNamespaces', 'The name of InterceptorsNamespaces before .NET 9.', 'Default: those of the generators that the SDK brings.', 'Use it while you build with the .NET 8 SDK.'],
  ['LinkerFlavor', 'Linker to use: bfd, lld or mold.', 'Default: the platform’s.', 'Set it when the default linker is missing or slow.'],
  ['StaticExecutable', 'Links the C library into the program (Linux, musl).', 'Default: false.', 'For images without a C library; needs a musl runtime identifier.'],
  ['ControlFlowGuard', 'Adds Control Flow Guard checks on Windows: Guard.', 'Default: off.', 'Set it to Guard where your security rules ask for it.'],
  ['TrimMode', 'How much is trimmed: full, or partial for assemblies that opted in.', 'Default: full with PublishAot.', 'Leave it with PublishAot.'],
  ['SignalRCustomAwaitableSupport', 'Lets hub methods return awaitable types of their own.', 'Default: false when trimming.', 'Return Task or ValueTask instead.'],
  ['MvcEnhancedModelMetadataSupport', 'Keeps model metadata that MVC reads by reflection.', 'Default: false when trimming.', 'MVC is not supported under Native AOT.'],
];

const byName = new Map(table.map(([name, ...lines]) => [name.toLowerCase(), { name, lines }] as const));

/** Help for a property, by its name in any case. */
export function propertyHelp(name: string): PropertyHelp | undefined {
  return byName.get(name.toLowerCase());
}

/** All properties with help, for completion. */
export function helpedProperties(): readonly string[] {
  return table.map(([name]) => name);
}
