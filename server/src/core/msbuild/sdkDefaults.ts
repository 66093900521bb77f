/**
 * What the SDK's own props and targets decide before and after the user's project, as far as analysis needs it, in MSBuild's
 * language, so that the evaluator has one way for both. Each block names where the .NET SDK does the same, to check it
 * against a new version (test/differential/msbuild compares with the real one).
 */

const implicitUsings = "('$(ImplicitUsings)' == 'true' or '$(ImplicitUsings)' == 'enable')";

function usings(names: readonly string[]): string {
  return `<ItemGroup Condition="${implicitUsings}">${names.map((n) => `<Using Include="${n}" />`).join('')}</ItemGroup>`;
}

const extensionsUsings = ['Configuration', 'DependencyInjection', 'Hosting', 'Logging'].map((n) => `Microsoft.Extensions.${n}`);
const webUsings = [
  'System.Net.Http.Json', 'Microsoft.AspNetCore.Builder', 'Microsoft.AspNetCore.Hosting', 'Microsoft.AspNetCore.Http', 'Microsoft.AspNetCore.Routing', ...extensionsUsings,
];

/** Marks the imports of what a restore wrote. */
export const packagesLabel = 'Packages';

/** Properties that name files to be imported in between, where they are set. */
function hooks(...names: readonly string[]): string {
  return names.map((name) => `<Import Project="$(${name})" Condition="'$(${name})' != '' and Exists('$(${name})')" />`).join('');
}

/** Microsoft.Common.props and .targets: files that tools, NuGet first of all, leave beside the restored assets; they import those of packages. */
function packageFiles(part: string, extension: string): string {
  const flag = `ImportProjectExtension${part}`;
  return `<PropertyGroup><${flag} Condition="'$(${flag})' == ''">true</${flag}></PropertyGroup>`
    + `<Import Label="${packagesLabel}" Project="$(MSBuildProjectExtensionsPath)$(MSBuildProjectFile).*.${extension}" Condition="'$(${flag})' == 'true'" />`;
}

// Microsoft.Common.props, NuGet.props, Microsoft.NET.Sdk.props, Microsoft.NET.Sdk.CSharp.props, Microsoft.NET.Sdk.DefaultItems.props
const commonProps = `
  <PropertyGroup>
    <UsingMicrosoftNETSdk>true</UsingMicrosoftNETSdk>
    <UsingNETSdkDefaults>true</UsingNETSdkDefaults>
    <ImportDirectoryBuildProps Condition="'$(ImportDirectoryBuildProps)' == ''">true</ImportDirectoryBuildProps>
  </PropertyGroup>
  <PropertyGroup Condition="'$(ImportDirectoryBuildProps)' == 'true' and '$(DirectoryBuildPropsPath)' == ''">
    <_DirectoryBuildPropsFile Condition="'$(_DirectoryBuildPropsFile)' == ''">Directory.Build.props</_DirectoryBuildPropsFile>
    <_DirectoryBuildPropsBasePath Condition="'$(_DirectoryBuildPropsBasePath)' == ''">$([MSBuild]::GetDirectoryNameOfFileAbove('$(MSBuildProjectDirectory)', '$(_DirectoryBuildPropsFile)'))</_DirectoryBuildPropsBasePath>
    <DirectoryBuildPropsPath Condition="'$(_DirectoryBuildPropsBasePath)' != ''">$([System.IO.Path]::Combine('$(_DirectoryBuildPropsBasePath)', '$(_DirectoryBuildPropsFile)'))</DirectoryBuildPropsPath>
  </PropertyGroup>
  ${hooks('CustomBeforeDirectoryBuildProps')}
  <Import Project="$(DirectoryBuildPropsPath)" Condition="'$(ImportDirectoryBuildProps)' == 'true' and exists('$(DirectoryBuildPropsPath)')" />
  ${hooks('CustomAfterDirectoryBuildProps')}
  <PropertyGroup Condition="'$(ArtifactsPath)' != '' and '$(UseArtifactsOutput)' == ''">
    <UseArtifactsOutput>true</UseArtifactsOutput>
  </PropertyGroup>
  <PropertyGroup Condition="'$(UseArtifactsOutput)' == 'true' and '$(ArtifactsPath)' == ''">
    <ArtifactsPath Condition="'$(_DirectoryBuildPropsBasePath)' != ''">$(_DirectoryBuildPropsBasePath)/artifacts</ArtifactsPath>
    <ArtifactsPath Condition="'$(ArtifactsPath)' == ''">$(MSBuildProjectDirectory)/artifacts</ArtifactsPath>
    <IncludeProjectNameInArtifactsPaths Condition="'$(IncludeProjectNameInArtifactsPaths)' == '' and '$(_DirectoryBuildPropsBasePath)' != ''">true</IncludeProjectNameInArtifactsPaths>
  </PropertyGroup>
  <PropertyGroup Condition="'$(UseArtifactsOutput)' == 'true'">
    <UseArtifactsIntermediateOutput Condition="'$(UseArtifactsIntermediateOutput)' == ''">true</UseArtifactsIntermediateOutput>
    <IncludeProjectNameInArtifactsPaths Condition="'$(IncludeProjectNameInArtifactsPaths)' == ''">true</IncludeProjectNameInArtifactsPaths>
    <BaseIntermediateOutputPath Condition="'$(BaseIntermediateOutputPath)' == '' and '$(IncludeProjectNameInArtifactsPaths)' == 'true'">$(ArtifactsPath)/obj/$(MSBuildProjectName)/</BaseIntermediateOutputPath>
    <BaseIntermediateOutputPath Condition="'$(BaseIntermediateOutputPath)' == ''">$(ArtifactsPath)/obj/</BaseIntermediateOutputPath>
  </PropertyGroup>
  <PropertyGroup>
    <BaseIntermediateOutputPath Condition="'$(BaseIntermediateOutputPath)' == ''">obj/</BaseIntermediateOutputPath>
    <BaseIntermediateOutputPath Condition="!HasTrailingSlash('$(BaseIntermediateOutputPath)')">$(BaseIntermediateOutputPath)/</BaseIntermediateOutputPath>
    <MSBuildProjectExtensionsPath Condition="'$(MSBuildProjectExtensionsPath)' == ''">$(BaseIntermediateOutputPath)</MSBuildProjectExtensionsPath>
    <MSBuildProjectExtensionsPath Condition="!HasTrailingSlash('$(MSBuildProjectExtensionsPath)')">$(MSBuildProjectExtensionsPath)/</MSBuildProjectExtensionsPath>
    <ImportDirectoryPackagesProps Condition="'$(ImportDirectoryPackagesProps)' == ''">true</ImportDirectoryPackagesProps>
  </PropertyGroup>
  <PropertyGroup Condition="'$(ImportDirectoryPackagesProps)' == 'true' and '$(DirectoryPackagesPropsPath)' == ''">
    <_DirectoryPackagesPropsFile Condition="'$(_DirectoryPackagesPropsFile)' == ''">Directory.Packages.props</_DirectoryPackagesPropsFile>
    <_DirectoryPackagesPropsBasePath Condition="'$(_DirectoryPackagesPropsBasePath)' == ''">$([MSBuild]::GetDirectoryNameOfFileAbove('$(MSBuildProjectDirectory)', '$(_DirectoryPackagesPropsFile)'))</_DirectoryPackagesPropsBasePath>
    <DirectoryPackagesPropsPath Condition="'$(_DirectoryPackagesPropsBasePath)' != ''">$([System.IO.Path]::Combine('$(_DirectoryPackagesPropsBasePath)', '$(_DirectoryPackagesPropsFile)'))</DirectoryPackagesPropsPath>
  </PropertyGroup>
  <Import Project="$(DirectoryPackagesPropsPath)" Condition="'$(ImportDirectoryPackagesProps)' == 'true' and exists('$(DirectoryPackagesPropsPath)')" />
  ${packageFiles('Props', 'props')}
  ${hooks('CustomBeforeMicrosoftCommonProps', 'CustomAfterMicrosoftCommonProps')}
  <PropertyGroup>
    <NuGetPackageRoot Condition="'$(NuGetPackageRoot)' == ''">$(_GlobalPackagesFolder)</NuGetPackageRoot>
  </PropertyGroup>
  <PropertyGroup>
    <Configurations Condition="'$(Configurations)' == ''">Debug;Release</Configurations>
    <Configuration Condition="'$(Configuration)' == ''">Debug</Configuration>
    <Platform Condition="'$(Platform)' == ''">AnyCPU</Platform>
    <OutputType Condition="'$(OutputType)' == ''">Library</OutputType>
    <AssemblyName Condition="'$(AssemblyName)' == ''">$(MSBuildProjectName)</AssemblyName>
    <RootNamespace Condition="'$(RootNamespace)' == ''">$(MSBuildProjectName.Replace(" ", "_"))</RootNamespace>
    <Optimize Condition="'$(Optimize)' == '' and '$(Configuration)' == 'Release'">true</Optimize>
    <Optimize Condition="'$(Optimize)' == '' and '$(Configuration)' == 'Debug'">false</Optimize>
    <AllowUnsafeBlocks Condition="'$(AllowUnsafeBlocks)' == ''">false</AllowUnsafeBlocks>
    <TreatWarningsAsErrors Condition="'$(TreatWarningsAsErrors)' == ''">false</TreatWarningsAsErrors>
    <GeneratePackageOnBuild Condition="'$(GeneratePackageOnBuild)' == ''">false</GeneratePackageOnBuild>
    <NoWarn Condition="'$(NoWarn)' == ''">1701;1702</NoWarn>
    <DefineConstants Condition="'$(DefineConstants)' != ''">$(DefineConstants);</DefineConstants>
    <DefineConstants>$(DefineConstants)TRACE</DefineConstants>
    <DefaultLanguageSourceExtension>.cs</DefaultLanguageSourceExtension>
    <Language>C#</Language>
  </PropertyGroup>
  <ItemGroup Condition="'$(EnableDefaultItems)' == 'true' and '$(EnableDefaultCompileItems)' == 'true'">
    <Compile Include="**/*.cs" Exclude="$(DefaultItemExcludes);$(DefaultExcludesInProjectFolder)" />
  </ItemGroup>
  <ItemGroup Condition="${implicitUsings}">
    <Using Include="System" />
    <Using Include="System.Collections.Generic" />
    <Using Include="System.IO" />
    <Using Include="System.Linq" />
    <Using Include="System.Net.Http" Condition="'$(TargetFrameworkIdentifier)' != '.NETFramework'" />
    <Using Include="System.Threading" />
    <Using Include="System.Threading.Tasks" />
  </ItemGroup>
  <ItemGroup Condition="'$(DisableImplicitFrameworkReferences)' != 'true' and '$(TargetFrameworkIdentifier)' == '.NETCoreApp'">
    <FrameworkReference Include="Microsoft.NETCore.App" />
  </ItemGroup>
  <ItemGroup Condition="'$(DisableImplicitFrameworkReferences)' != 'true' and '$(TargetFrameworkIdentifier)' == '.NETStandard' and '$(_TargetFrameworkVersionWithoutV)' &lt; '2.1'">
    <PackageReference Include="NETStandard.Library" Version="2.0.3" />
  </ItemGroup>
  <ItemGroup Condition="'$(DisableImplicitFrameworkReferences)' != 'true' and '$(TargetFrameworkIdentifier)' == '.NETStandard' and '$(_TargetFrameworkVersionWithoutV)' >= '2.1'">
    <FrameworkReference Include="NETStandard.Library" />
  </ItemGroup>`;

// Microsoft.NET.Sdk.WindowsDesktop.props, .WindowsForms.props and .WPF.props; which part of the framework is referenced makes no difference to names
const windowsDesktop = `
  <ItemGroup Condition="'$(UseWindowsForms)' == 'true' and ${implicitUsings}"><Using Include="System.Drawing" /><Using Include="System.Windows.Forms" /></ItemGroup>
  <ItemGroup Condition="'$(UseWPF)' == 'true' and ${implicitUsings}"><Using Remove="System.IO" /><Using Remove="System.Net.Http" /></ItemGroup>
  <ItemGroup Condition="('$(UseWindowsForms)' == 'true' or '$(UseWPF)' == 'true') and '$(TargetFrameworkIdentifier)' == '.NETCoreApp' and '$(DisableImplicitFrameworkReferences)' != 'true'"><FrameworkReference Include="Microsoft.WindowsDesktop.App" /></ItemGroup>`;

const exeProps = '<PropertyGroup><OutputType>Exe</OutputType><IsPackable Condition="\'$(IsPackable)\' == \'\'">false</IsPackable></PropertyGroup>';

const aspNetReference = `<ItemGroup Condition="'$(DisableImplicitFrameworkReferences)' != 'true' and '$(TargetFrameworkIdentifier)' == '.NETCoreApp' and '$(_TargetFrameworkVersionWithoutV)' >= '3.0'"><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>`;

// Sdk.StaticWebAssets.StaticAssets.ProjectSystem.props: what belongs to the browser is not compiled
const staticAssets = '<PropertyGroup><DefaultItemExcludes>$(DefaultItemExcludes);**/node_modules/**;**/jspm_packages/**;**/bower_components/**</DefaultItemExcludes></PropertyGroup>'
  + `<ItemGroup Condition="'$(EnableDefaultItems)' == 'true' and '$(EnableDefaultContentItems)' != 'false'"><Compile Remove="wwwroot/**" /></ItemGroup>`;

// Sdk.Server.props, Microsoft.NET.Sdk.Web.ProjectSystem.props, Microsoft.NET.Sdk.Worker.props, Microsoft.NET.Sdk.BlazorWebAssembly Sdk.props
const afterCommonProps: Readonly<Record<string, string>> = {
  'Microsoft.NET.Sdk.Razor': staticAssets,
  'Microsoft.NET.Sdk.Web': `${exeProps}${staticAssets}<PropertyGroup><ServerGarbageCollection Condition="'$(ServerGarbageCollection)' == ''">true</ServerGarbageCollection></PropertyGroup>${aspNetReference}${usings(webUsings)}`,
  'Microsoft.NET.Sdk.Worker': `${exeProps}${usings(extensionsUsings)}`,
  'Microsoft.NET.Sdk.BlazorWebAssembly': `${exeProps}${staticAssets}${usings(['System.Net.Http.Json', 'Microsoft.Extensions.Configuration', 'Microsoft.Extensions.DependencyInjection', 'Microsoft.Extensions.Logging'])}`,
};

/** SDKs of projects that only build others or nothing compile no files of their own. */
const noCompile = '<PropertyGroup><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup>';

const beforeCommonProps: Readonly<Record<string, string>> = {
  'Microsoft.Build.Traversal': noCompile,
  'Microsoft.Build.NoTargets': noCompile,
  'Microsoft.NET.Sdk.Web': '<PropertyGroup><UsingMicrosoftNETSdkWeb>true</UsingMicrosoftNETSdkWeb></PropertyGroup>',
  'Microsoft.NET.Sdk.Worker': '<PropertyGroup><UsingMicrosoftNETSdkWorker>true</UsingMicrosoftNETSdkWorker></PropertyGroup>',
  'Microsoft.NET.Sdk.Razor': '<PropertyGroup><UsingMicrosoftNETSdkRazor>true</UsingMicrosoftNETSdkRazor></PropertyGroup>',
};

/** MSBuild text that stands before the user's project: `Sdk.props` of one SDK. Unknown SDKs get the common part. */
export function sdkPropsText(sdk: string): string {
  return `<Project>${beforeCommonProps[sdk] ?? ''}${commonProps}${windowsDesktop}${afterCommonProps[sdk] ?? ''}</Project>`;
}

/** Default of a property, as its SDK file writes it. */
function defaults(condition: string, pairs: readonly (readonly [string, string])[]): string {
  const lines = pairs.map(([name, value]) => `<${name} Condition="'$(${name})' == ''">${value}</${name}>`).join('');
  return `<PropertyGroup Condition="${condition}">${lines}</PropertyGroup>`;
}

const isNet = (version: string): string => `('$(TargetFrameworkIdentifier)' == '.NETCoreApp' and $([MSBuild]::VersionGreaterThanOrEquals('$(_TargetFrameworkVersionWithoutV)', '${version}')))`;
const aotFromNet7 = `('$(PublishAot)' == 'true' and ${isNet('7.0')})`;
/** Microsoft.NET.Sdk.Analyzers.targets: the analyzers follow the analysis level, which is the framework's version from .NET 5 on, unless the project names one. */
const analysisLevel = `
  <PropertyGroup>
    <AnalysisLevel Condition="'$(AnalysisLevel)' == '' and ${isNet('10.0')}">latest</AnalysisLevel>
    <AnalysisLevel Condition="'$(AnalysisLevel)' == '' and ${isNet('5.0')}">$(_TargetFrameworkVersionWithoutV)</AnalysisLevel>
    <AnalysisLevelPrefix Condition="$(AnalysisLevel.Contains('-'))">$(AnalysisLevel.Substring(0, $(AnalysisLevel.IndexOf('-'))))</AnalysisLevelPrefix>
    <EffectiveAnalysisLevel Condition="'$(AnalysisLevel)' == 'none' or '$(AnalysisLevelPrefix)' == 'none'">4.0</EffectiveAnalysisLevel>
    <EffectiveAnalysisLevel Condition="'$(AnalysisLevel)' == 'latest' or '$(AnalysisLevelPrefix)' == 'latest'">10.0</EffectiveAnalysisLevel>
    <EffectiveAnalysisLevel Condition="'$(AnalysisLevel)' == 'preview' or '$(AnalysisLevelPrefix)' == 'preview'">11.0</EffectiveAnalysisLevel>
    <EffectiveAnalysisLevel Condition="'$(EffectiveAnalysisLevel)' == '' and '$(AnalysisLevelPrefix)' != ''">$(AnalysisLevelPrefix)</EffectiveAnalysisLevel>
    <EffectiveAnalysisLevel Condition="'$(EffectiveAnalysisLevel)' == '' and '$(AnalysisLevel)' != ''">$(AnalysisLevel)</EffectiveAnalysisLevel>
  </PropertyGroup>`;
const hasAnalysisLevel = `('$(EffectiveAnalysisLevel)' != '' and $([MSBuild]::VersionGreaterThanOrEquals('$(EffectiveAnalysisLevel)', '5.0')))`;
const trimmedOrAot = "'$(PublishTrimmed)' == 'true' or '$(PublishAot)' == 'true'";

// Microsoft.NET.Sdk.BeforeCommon.targets: framework inference, default items, output paths, runtime identifier inference
const beforeCommonTargets = `
  ${hooks('BeforeMicrosoftNETSdkTargets', 'BeforeTargetFrameworkInferenceTargets')}
  <PropertyGroup Condition="'$(TargetFramework)' != '' and ('$(TargetFrameworkIdentifier)' == '' or '$(TargetFrameworkVersion)' == '')">
    <TargetFrameworkIdentifier>$([MSBuild]::GetTargetFrameworkIdentifier('$(TargetFramework)'))</TargetFrameworkIdentifier>
    <TargetFrameworkVersion>v$([MSBuild]::GetTargetFrameworkVersion('$(TargetFramework)', 2))</TargetFrameworkVersion>
  </PropertyGroup>
  <PropertyGroup>
    <_TargetFrameworkVersionWithoutV>$(TargetFrameworkVersion.TrimStart('vV'))</_TargetFrameworkVersionWithoutV>
    <TargetPlatformIdentifier Condition="'$(TargetPlatformIdentifier)' == '' and '$(TargetFramework)' != ''">$([MSBuild]::GetTargetPlatformIdentifier('$(TargetFramework)'))</TargetPlatformIdentifier>
    <EnableDefaultItems Condition="'$(EnableDefaultItems)' == ''">true</EnableDefaultItems>
    <EnableDefaultCompileItems Condition="'$(EnableDefaultCompileItems)' == ''">true</EnableDefaultCompileItems>
    <_IsExecutable Condition="'$(OutputType)' == 'Exe' or '$(OutputType)' == 'WinExe'">true</_IsExecutable>
  </PropertyGroup>
  <PropertyGroup Condition="'$(UseArtifactsOutput)' != 'true'">
    <BaseOutputPath Condition="'$(BaseOutputPath)' == ''">bin/</BaseOutputPath>
    <OutputPath Condition="'$(OutputPath)' == ''">$(BaseOutputPath)/$(Configuration)/</OutputPath>
    <IntermediateOutputPath Condition="'$(IntermediateOutputPath)' == ''">$(BaseIntermediateOutputPath)$(Configuration)/</IntermediateOutputPath>
    <DefaultItemExcludes>$(DefaultItemExcludes);$(OutputPath)/**;$(IntermediateOutputPath)/**</DefaultItemExcludes>
  </PropertyGroup>
  <PropertyGroup Condition="'$(UseArtifactsOutput)' == 'true'">
    <BaseOutputPath Condition="'$(BaseOutputPath)' == ''">$(ArtifactsPath)/bin/</BaseOutputPath>
    <DefaultItemExcludes>$(DefaultItemExcludes);$(ArtifactsPath)/**;bin/**;obj/**</DefaultItemExcludes>
  </PropertyGroup>
  <PropertyGroup>
    <DefaultItemExcludes>$(DefaultItemExcludes);$(BaseOutputPath)/**;$(BaseIntermediateOutputPath)/**</DefaultItemExcludes>
    <DefaultExcludesInProjectFolder>$(DefaultExcludesInProjectFolder);$(DefaultItemExcludesInProjectFolder);**/.*/**</DefaultExcludesInProjectFolder>
  </PropertyGroup>
  <PropertyGroup Condition="'$(SelfContained)' == '' and '$(PublishSelfContained)' == '' and ${isNet('8.0')} and (${trimmedOrAot} or '$(PublishSingleFile)' == 'true')">
    <PublishSelfContained>true</PublishSelfContained>
  </PropertyGroup>`;

// Microsoft.CSharp.CurrentVersion.targets, Microsoft.Common.CurrentVersion.targets, Microsoft.CSharp.Core.targets, Microsoft.Common.targets
const languageTargets = `
  ${hooks('CustomBeforeMicrosoftCSharpTargets')}
  <Import Project="$(MSBuildProjectFullPath).user" Condition="Exists('$(MSBuildProjectFullPath).user')" />
  ${hooks('CustomBeforeMicrosoftCommonTargets')}
  <PropertyGroup>
    <LangVersion Condition="'$(LangVersion)' == ''">$(_DefaultLangVersion)</LangVersion>
    <TargetPlatformIdentifier Condition="'$(TargetPlatformIdentifier)' == '' and !${isNet('5.0')}">Windows</TargetPlatformIdentifier>
  </PropertyGroup>
  ${hooks('CustomAfterMicrosoftCommonTargets', 'CustomAfterMicrosoftCSharpTargets')}
  ${packageFiles('Targets', 'targets')}
  <PropertyGroup>
    <ImportDirectoryBuildTargets Condition="'$(ImportDirectoryBuildTargets)' == ''">true</ImportDirectoryBuildTargets>
  </PropertyGroup>
  <PropertyGroup Condition="'$(ImportDirectoryBuildTargets)' == 'true' and '$(DirectoryBuildTargetsPath)' == ''">
    <_DirectoryBuildTargetsFile Condition="'$(_DirectoryBuildTargetsFile)' == ''">Directory.Build.targets</_DirectoryBuildTargetsFile>
    <_DirectoryBuildTargetsBasePath Condition="'$(_DirectoryBuildTargetsBasePath)' == ''">$([MSBuild]::GetDirectoryNameOfFileAbove('$(MSBuildProjectDirectory)', '$(_DirectoryBuildTargetsFile)'))</_DirectoryBuildTargetsBasePath>
    <DirectoryBuildTargetsPath Condition="'$(_DirectoryBuildTargetsBasePath)' != ''">$([System.IO.Path]::Combine('$(_DirectoryBuildTargetsBasePath)', '$(_DirectoryBuildTargetsFile)'))</DirectoryBuildTargetsPath>
  </PropertyGroup>
  ${hooks('CustomBeforeDirectoryBuildTargets')}
  <Import Project="$(DirectoryBuildTargetsPath)" Condition="'$(ImportDirectoryBuildTargets)' == 'true' and exists('$(DirectoryBuildTargetsPath)')" />
  ${hooks('CustomAfterDirectoryBuildTargets')}`;

// The packs' own targets (below), in the part that comes before the SDK chooses analyzers.
const suppressed = defaults("'$(SuppressTrimAnalysisWarnings)' == 'true'", [['EnableTrimAnalyzer', 'false']])
  + defaults("'$(SuppressAotAnalysisWarnings)' == 'true' and '$(PublishAot)' == 'true'", [['EnableAotAnalyzer', 'false']]);

// Microsoft.NET.Sdk.targets and what it imports: Publish, CSharp, Analyzers; ILLink.targets, ILCompiler's Microsoft.NETCore.Native.targets
const commonTargets = `
  <PropertyGroup>
    <PublishTrimmed Condition="'$(PublishTrimmed)' == '' and '$(PublishAot)' == 'true'">true</PublishTrimmed>
    <IsTrimmable Condition="'$(IsTrimmable)' == '' and '$(IsAotCompatible)' == 'true'">true</IsTrimmable>
  </PropertyGroup>
  ${defaults(trimmedOrAot, [['EnableRequestDelegateGenerator', 'true'], ['EnableConfigurationBindingGenerator', 'true']])}
  <PropertyGroup>
    <InterceptorsPreviewNamespaces Condition="'$(EnableRequestDelegateGenerator)' == 'true'">$(InterceptorsPreviewNamespaces);Microsoft.AspNetCore.Http.Generated</InterceptorsPreviewNamespaces>
    <InterceptorsPreviewNamespaces Condition="'$(EnableConfigurationBindingGenerator)' == 'true'">$(InterceptorsPreviewNamespaces);Microsoft.Extensions.Configuration.Binder.SourceGeneration</InterceptorsPreviewNamespaces>
  </PropertyGroup>
  <PropertyGroup Condition="'$(DisableImplicitConfigurationDefines)' != 'true'">
    <ImplicitConfigurationDefine>$(Configuration.ToUpperInvariant().Replace('-', '_').Replace('.', '_').Replace(' ', '_'))</ImplicitConfigurationDefine>
    <DefineConstants>$(DefineConstants);$(ImplicitConfigurationDefine)</DefineConstants>
  </PropertyGroup>
  ${suppressed}
  ${analysisLevel}
  <PropertyGroup Condition="${hasAnalysisLevel}">
    <EnableSingleFileAnalyzer Condition="'$(EnableSingleFileAnalyzer)' == '' and (('$(PublishSingleFile)' == 'true' and ${isNet('6.0')}) or ${aotFromNet7} or '$(IsAotCompatible)' == 'true')">true</EnableSingleFileAnalyzer>
    <EnableTrimAnalyzer Condition="'$(EnableTrimAnalyzer)' == '' and (('$(PublishTrimmed)' == 'true' and ${isNet('6.0')}) or ${aotFromNet7} or '$(IsTrimmable)' == 'true')">true</EnableTrimAnalyzer>
    <EnableAotAnalyzer Condition="'$(EnableAotAnalyzer)' == '' and (${aotFromNet7} or '$(IsAotCompatible)' == 'true')">true</EnableAotAnalyzer>
  </PropertyGroup>
  ${defaults(`!${hasAnalysisLevel}`, [['EnableTrimAnalyzer', 'false'], ['EnableAotAnalyzer', 'false'], ['EnableSingleFileAnalyzer', 'false']])}
  <Import Project="$(AfterMicrosoftNETSdkTargets)" Condition="'$(AfterMicrosoftNETSdkTargets)' != ''" />`;

// ILLink.targets of Microsoft.NET.ILLink.Tasks and Microsoft.NETCore.Native.targets of Microsoft.DotNet.ILCompiler: they come with the
// framework's packs after a restore, and decide what the published program does.
const packTargets = `
  ${defaults("'$(PublishAot)' == 'true'", [['DynamicCodeSupport', 'false'], ['EventSourceSupport', 'false']])}
  ${defaults(`'$(PublishAot)' == 'true' and ${isNet('10.0')}`, [['UseSizeOptimizedLinq', 'true']])}
  ${defaults(`'$(PublishTrimmed)' == 'true' and ${isNet('10.0')}`, [['Http3Support', 'false']])}
  ${defaults(`'$(PublishTrimmed)' == 'true' and ${isNet('8.0')}`, [['JsonSerializerIsReflectionEnabledByDefault', 'false']])}
  ${defaults("'$(PublishTrimmed)' == 'true'", [
    ['StartupHookSupport', 'false'], ['MetadataUpdaterSupport', 'false'], ['CustomResourceTypesSupport', 'false'], ['BuiltInComInteropSupport', 'false'],
    ['AutoreleasePoolSupport', 'false'], ['EnableUnsafeBinaryFormatterSerialization', 'false'], ['EnableUnsafeUTF7Encoding', 'false'],
    ['VerifyDependencyInjectionOpenGenericServiceTrimmability', 'true'], ['UseSystemResourceKeys', 'false'],
  ])}
  <PropertyGroup Condition="'$(_TrimmerShowRedundantSuppressions)' != 'true' and '$(PublishTrimmed)' == 'true'">
    <NoWarn>$(NoWarn);IL2121</NoWarn>
  </PropertyGroup>`;

// Microsoft.NET.Sdk.Web.BeforeCommon.targets and Microsoft.NET.Sdk.Web.ProjectSystem.targets
const webBefore = defaults("'$(PublishAot)' == 'true'", [['EventSourceSupport', 'true']]);
const webAfter = defaults("'$(PublishAot)' == 'true' and '$(ServerGarbageCollection)' == 'true'", [['GarbageCollectionAdaptationMode', '1']])
  + defaults(trimmedOrAot, [['SignalRCustomAwaitableSupport', 'false'], ['MvcEnhancedModelMetadataSupport', 'false']]);
// Microsoft.NET.Sdk.Publish.targets, of the web and worker SDKs
const publishAfter = defaults("'$(PublishAot)' == 'true'", [['PublishIISAssets', 'false']]);

/** MSBuild text that stands after the user's project: `Sdk.targets` of one SDK. */
export function sdkTargetsText(sdk: string): string {
  const isWeb = sdk === 'Microsoft.NET.Sdk.Web';
  const after = (isWeb ? webAfter : '') + (isWeb || sdk === 'Microsoft.NET.Sdk.Worker' ? publishAfter : '');
  return `<Project>${isWeb ? webBefore : ''}${beforeCommonTargets}${languageTargets}${commonTargets}${packTargets}${after}</Project>`;
}
