/** Project shapes for the comparison with MSBuild: each is a folder of files with one project. */

export interface Shape {
  readonly name: string;
  readonly project: string;
  readonly files: Readonly<Record<string, string>>;
  readonly framework?: string;
}

const head = '<TargetFramework>net9.0</TargetFramework>';

/** A shape with the given properties and items in a project of one SDK. */
function shape(name: string, properties: string, items = '', files: Readonly<Record<string, string>> = {}, sdk = 'Microsoft.NET.Sdk'): Shape {
  return {
    name, project: `${name}/app/app.csproj`,
    files: { 'app/app.csproj': `<Project Sdk="${sdk}">\n  <PropertyGroup>\n    ${properties}\n  </PropertyGroup>\n  ${items}\n</Project>\n`, 'app/Program.cs': '', 'app/sub/A.cs': '', 'app/obj/G.cs': '', 'app/bin/B.cs': '', ...files },
  };
}

const usings = '<ImplicitUsings>enable</ImplicitUsings>';
const web = 'Microsoft.NET.Sdk.Web';
const worker = 'Microsoft.NET.Sdk.Worker';

/** A file with properties, to be imported. */
function propsFile(properties: string): string {
  return `<Project><PropertyGroup>${properties}</PropertyGroup></Project>`;
}

/** As a restore writes them: NuGet's two files in obj, which import those of a package that brings sources, constants, usings and settings. */
const restored: Readonly<Record<string, string>> = {
  'app/obj/app.csproj.nuget.g.props': `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<Project ToolsVersion="14.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
  <PropertyGroup Condition=" '$(ExcludeRestorePackageImports)' != 'true' ">
    <NuGetPackageRoot Condition=" '$(NuGetPackageRoot)' == '' ">$(MSBuildThisFileDirectory)../../packages/</NuGetPackageRoot>
  </PropertyGroup>
  <ItemGroup Condition=" '$(Language)' == 'C#' AND '$(TargetFramework)' == 'net9.0' AND '$(ExcludeRestorePackageImports)' != 'true' ">
    <Compile Include="$(NuGetPackageRoot)own/1.0.0/contentFiles/cs/net9.0/Own.cs" Condition="Exists('$(NuGetPackageRoot)own/1.0.0/contentFiles/cs/net9.0/Own.cs')"><NuGetPackageId>Own</NuGetPackageId><Link>Own.cs</Link></Compile>
    <Compile Include="$(NuGetPackageRoot)own/1.0.0/contentFiles/cs/net9.0/Gone.cs" Condition="Exists('$(NuGetPackageRoot)own/1.0.0/contentFiles/cs/net9.0/Gone.cs')" />
  </ItemGroup>
  <ImportGroup Condition=" '$(TargetFramework)' == 'net9.0' AND '$(ExcludeRestorePackageImports)' != 'true' ">
    <Import Project="$(NuGetPackageRoot)own/1.0.0/build/Own.props" Condition="Exists('$(NuGetPackageRoot)own/1.0.0/build/Own.props')" />
    <Import Project="$(NuGetPackageRoot)gone/1.0.0/build/Gone.props" Condition="Exists('$(NuGetPackageRoot)gone/1.0.0/build/Gone.props')" />
  </ImportGroup>
</Project>`,
  'app/obj/app.csproj.nuget.g.targets': `<Project ToolsVersion="14.0" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
  <ImportGroup Condition=" '$(ExcludeRestorePackageImports)' != 'true' ">
    <Import Project="$(NuGetPackageRoot)own/1.0.0/build/Own.targets" Condition="Exists('$(NuGetPackageRoot)own/1.0.0/build/Own.targets')" />
  </ImportGroup>
</Project>`,
  'packages/own/1.0.0/contentFiles/cs/net9.0/Own.cs': '',
  'packages/own/1.0.0/build/Extra.cs': '',
  'packages/own/1.0.0/build/Own.props': `<Project>
  <PropertyGroup><OwnLoaded>true</OwnLoaded><LangVersion Condition="'$(LangVersion)' == ''">12</LangVersion><Nullable>annotations</Nullable></PropertyGroup>
  <ItemGroup Condition="'$(OwnUsings)' != 'false'"><Using Include="Own.Things" /></ItemGroup>
  <Import Project="$(MSBuildThisFileDirectory)../build/Shared.props" />
</Project>`,
  'packages/own/1.0.0/build/Shared.props': '<Project><PropertyGroup><NoWarn>$(NoWarn);OWN001</NoWarn></PropertyGroup></Project>',
  'packages/own/1.0.0/build/Own.targets': `<Project InitialTargets="Check">
  <PropertyGroup><DefineConstants>$(DefineConstants);OWN_PACKAGE</DefineConstants><DefineConstants Condition="$([MSBuild]::IsTargetFrameworkCompatible('$(TargetFramework)', 'net9.0'))">$(DefineConstants);OWN_NINE</DefineConstants></PropertyGroup>
  <ItemGroup><Compile Include="$(MSBuildThisFileDirectory)Extra.cs" Visible="false" /><Compile Remove="sub/**" /></ItemGroup>
  <Target Name="Check"><PropertyGroup><DefineConstants>NEVER</DefineConstants></PropertyGroup></Target>
</Project>`,
};

export const shapes: readonly Shape[] = [
  shape('plain', head),
  shape('console', `${head}<OutputType>Exe</OutputType>${usings}<Nullable>enable</Nullable>`),
  shape('aot', `${head}<OutputType>Exe</OutputType><PublishAot>true</PublishAot>`),
  shape('aot8', '<TargetFramework>net8.0</TargetFramework><OutputType>Exe</OutputType><PublishAot>true</PublishAot>'),
  shape('aot10', '<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><PublishAot>true</PublishAot>'),
  shape('web', head + usings, '', {}, web),
  shape('webaot', `${head}${usings}<PublishAot>true</PublishAot><InvariantGlobalization>true</InvariantGlobalization>`, '', {}, web),
  shape('worker', head + usings, '', {}, worker),
  shape('workeraot', `${head}${usings}<PublishAot>true</PublishAot>`, '', {}, worker),
  shape('trimmed', `${head}<PublishTrimmed>true</PublishTrimmed><OutputType>Exe</OutputType>`),
  shape('library', `${head}<IsAotCompatible>true</IsAotCompatible>`),
  shape('trimmable', `${head}<IsTrimmable>true</IsTrimmable>`),
  shape('singlefile', `${head}<PublishSingleFile>true</PublishSingleFile><SelfContained>true</SelfContained>`),
  shape('levelnone', `${head}<IsAotCompatible>true</IsAotCompatible><AnalysisLevel>none</AnalysisLevel>`),
  shape('levelfour', `${head}<PublishAot>true</PublishAot><AnalysisLevel>4-all</AnalysisLevel>`),
  shape('levellatest', `${head}<IsAotCompatible>true</IsAotCompatible><AnalysisLevel>latest-recommended</AnalysisLevel>`),
  shape('analyzeroff', `${head}<PublishAot>true</PublishAot><EnableAotAnalyzer>false</EnableAotAnalyzer><EnableRequestDelegateGenerator>false</EnableRequestDelegateGenerator>`),
  shape('netstandard', `<TargetFramework>netstandard2.0</TargetFramework>${usings}`),
  shape('netstandard21', '<TargetFramework>netstandard2.1</TargetFramework>'),
  shape('net48', `<TargetFramework>net48</TargetFramework>${usings}`),
  shape('net6', `<TargetFramework>net6.0</TargetFramework>${usings}<IsTrimmable>true</IsTrimmable>`),
  shape('netcoreapp', '<TargetFramework>netcoreapp3.1</TargetFramework>'),
  shape('windows', `<TargetFramework>net8.0-windows</TargetFramework><EnableWindowsTargeting>true</EnableWindowsTargeting>${usings}`),
  { ...shape('multi', '<TargetFrameworks>netstandard2.0;net8.0;net9.0</TargetFrameworks><IsAotCompatible Condition="$([MSBuild]::IsTargetFrameworkCompatible(\'$(TargetFramework)\', \'net8.0\'))">true</IsAotCompatible>'), framework: 'net9.0' },
  { ...shape('multistandard', '<TargetFrameworks>netstandard2.0;net8.0</TargetFrameworks><IsAotCompatible Condition="$([MSBuild]::IsTargetFrameworkCompatible(\'$(TargetFramework)\', \'net8.0\'))">true</IsAotCompatible>'), framework: 'netstandard2.0' },
  shape('names', `${head}<AssemblyName>My.App</AssemblyName><RootNamespace>$(AssemblyName.Replace('.', '_'))</RootNamespace>`),
  shape('nowarn', `${head}<NoWarn>$(NoWarn);CS1591;1573</NoWarn>`),
  shape('nowarnset', `${head}<NoWarn>CS1591</NoWarn>`),
  shape('defines', `${head}<DefineConstants>$(DefineConstants);A;B=1</DefineConstants>`),
  shape('definesset', `${head}<DefineConstants>ONLY</DefineConstants>`),
  shape('langversion', `${head}<LangVersion>preview</LangVersion>`),
  shape('removals', head, '<ItemGroup><Compile Remove="sub/**" /><Compile Include="../shared/*.cs" Exclude="../shared/no*.cs" /></ItemGroup>', { 'shared/Yes.cs': '', 'shared/no1.cs': '' }),
  shape('explicit', `${head}<EnableDefaultCompileItems>false</EnableDefaultCompileItems>`, '<ItemGroup><Compile Include="Program.cs;sub\\A.cs" /></ItemGroup>'),
  shape('nodefaults', `${head}<EnableDefaultItems>false</EnableDefaultItems>`, '<ItemGroup><Compile Include="**/*.cs" Exclude="obj/**" /></ItemGroup>'),
  shape('excludes', `${head}<DefaultItemExcludes>$(DefaultItemExcludes);sub/**</DefaultItemExcludes>`, '', { 'app/.hid/H.cs': '', 'app/node/x.cs': '' }),
  shape('outputs', `${head}<BaseOutputPath>out/</BaseOutputPath><OutputPath>special/</OutputPath>`, '', { 'app/out/O.cs': '', 'app/special/S.cs': '', 'app/objects/K.cs': '' }),
  shape('usings', head + usings, '<ItemGroup><Using Remove="System.Linq" /><Using Include="System.Math" Static="true" /><Using Include="System.Text" Alias="T" /></ItemGroup>'),
  shape('packages', head, '<ItemGroup><PackageReference Include="Dapper" Version="2.1.35" /><PackageReference Include="Polly"><Version>8.0.0</Version></PackageReference><PackageReference Update="Dapper" Version="2.1.0" /></ItemGroup>'),
  shape('central', head, '<ItemGroup><PackageReference Include="Dapper" /><PackageReference Include="Polly" VersionOverride="8.1.0" /></ItemGroup>', {
    'Directory.Packages.props': '<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup><PackageVersion Include="Dapper" Version="2.1.35" /><PackageVersion Include="Polly" Version="8.0.0" /></ItemGroup></Project>',
  }),
  shape('buildprops', '<OutputType>Exe</OutputType>', '', { 'Directory.Build.props': `<Project><PropertyGroup>${head}${usings}<PublishAot>true</PublishAot><Where>$(MSBuildThisFileDirectory)</Where></PropertyGroup></Project>` }),
  shape('buildpropschain', '', '', {
    'Directory.Build.props': `<Project><PropertyGroup>${head}<Nullable>enable</Nullable></PropertyGroup></Project>`,
    'app/Directory.Build.props': "<Project><Import Project=\"$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))\" /><PropertyGroup><LangVersion>12</LangVersion></PropertyGroup></Project>",
  }),
  shape('buildtargets', head, '', { 'Directory.Build.targets': "<Project><PropertyGroup Condition=\"'$(TargetFrameworkIdentifier)' == '.NETCoreApp'\"><PublishAot>true</PublishAot></PropertyGroup><ItemGroup><Compile Remove=\"sub/A.cs\" /></ItemGroup></Project>" }),
  shape('imports', head, '<Import Project="../shared/more.props" /><Import Project="none.props" Condition="Exists(\'none.props\')" />', { 'shared/more.props': '<Project><PropertyGroup><Nullable>annotations</Nullable></PropertyGroup><ItemGroup><Compile Include="$(MSBuildThisFileDirectory)S.cs" /></ItemGroup></Project>', 'shared/S.cs': '' }),
  shape('existsbeside', head, '', {
    'Directory.Build.props': `<Project><Import Project="more.props" Condition="Exists('more.props')" /><PropertyGroup Condition="Exists('more.props')"><LangVersion>12</LangVersion></PropertyGroup><ImportGroup Condition="Exists('Program.cs')"><Import Project="none.props" /></ImportGroup><PropertyGroup><RootNamespace Condition="Exists('more.props')">Beside</RootNamespace><AssemblyName Condition="Exists('Program.cs')">Project</AssemblyName></PropertyGroup></Project>`,
    'more.props': '<Project><PropertyGroup><Nullable>annotations</Nullable></PropertyGroup></Project>',
  }),
  shape('choose', head, "<Choose><When Condition=\"'$(Configuration)' == 'Release'\"><PropertyGroup><Nullable>disable</Nullable></PropertyGroup></When><When Condition=\"$(TargetFramework.StartsWith('net9'))\"><PropertyGroup><Nullable>enable</Nullable></PropertyGroup><ItemGroup><Using Include=\"A.B\" /></ItemGroup></When><Otherwise><PropertyGroup><Nullable>warnings</Nullable></PropertyGroup></Otherwise></Choose>"),
  shape('conditions', `${head}<A Condition="'$(TargetFramework)' == 'net9.0' and '$(OS)' != 'Windows_NT'">1</A><Nullable Condition="'$(A)' == '1' and !Exists('missing.txt')">enable</Nullable><LangVersion Condition="$([MSBuild]::VersionGreaterThan('$(BundledNETCoreAppTargetFrameworkVersion)', '1.0')) Or true">11</LangVersion>`),
  shape('references', head, '<ItemGroup><ProjectReference Include="..\\lib\\lib.csproj" /></ItemGroup>', { 'lib/lib.csproj': `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>${head}</PropertyGroup></Project>` }),
  shape('artifacts', head, '', { 'Directory.Build.props': '<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>', 'app/artifacts/K.cs': '' }),
  shape('frameworkref', `${head}${usings}`, '<ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" /></ItemGroup>'),
  shape('escaped', `${head}<DefineConstants>A%3BB;$(DefineConstants)</DefineConstants><RootNamespace>  Spaced</RootNamespace>`),
  shape('restored', `${head}${usings}`, '', restored),
  shape('restoredover', `${head}${usings}<Nullable>enable</Nullable><LangVersion>11</LangVersion><OwnUsings>false</OwnUsings><RootNamespace>$(OwnLoaded)</RootNamespace>`, '', { ...restored, 'Directory.Build.targets': '<Project><PropertyGroup><AssemblyName>$(OwnLoaded).$(DefineConstants.Contains(`OWN_NINE`))</AssemblyName></PropertyGroup></Project>' }),
  shape('restored8', '<TargetFramework>net8.0</TargetFramework>', '', restored),
  shape('notrestored', `${head}<ExcludeRestorePackageImports>true</ExcludeRestorePackageImports>`, '', { ...restored, 'Directory.Build.props': '<Project><PropertyGroup><ExcludeRestorePackageImports>true</ExcludeRestorePackageImports></PropertyGroup></Project>' }),
  shape('restoredelsewhere', head, '', { ...Object.fromEntries(Object.entries(restored).map(([name, text]) => [name.replace('app/obj/', 'app/made/x/'), text.replaceAll('../../packages', '../../../packages')])), 'Directory.Build.props': '<Project><PropertyGroup><MSBuildProjectExtensionsPath>$(MSBuildProjectDirectory)/made/x</MSBuildProjectExtensionsPath></PropertyGroup></Project>' }),
  shape('extensions', head, '', { 'app/obj/app.csproj.tool.props': '<Project><PropertyGroup><Nullable>enable</Nullable></PropertyGroup></Project>', 'app/obj/app.csproj.another.targets': '<Project><PropertyGroup><NoWarn>$(NoWarn);X1</NoWarn></PropertyGroup></Project>' }),
  shape('user', head, '', { 'app/app.csproj.user': propsFile('<Nullable>enable</Nullable><PublishAot>true</PublishAot>') }),
  shape('rsp', head, '', { 'Directory.Build.rsp': '-p:PublishAot=true\n/p:Nullable=enable;LangVersion=12\n# c\n' }),
  shape('regex', `${head}<V>$([System.Text.RegularExpressions.Regex]::Match($(TargetFramework), '\\d+').Value)</V><RootNamespace>N$(V)</RootNamespace><AssemblyName>$([System.Text.RegularExpressions.Regex]::Replace('A-b.c', '[^A-Z]', '_'))</AssemblyName>`),
  shape('bits', `${head}<X>$([MSBuild]::BitwiseOr(4, 2))</X><RootNamespace>B$(X)</RootNamespace><AssemblyName>$([MSBuild]::Escape('a;b'))</AssemblyName>`),
  shape('transform', head, '<ItemGroup><Extra Include="One;Two" /><Compile Include="@(Extra->\'gen/%(Identity).cs\')" /></ItemGroup>', { 'app/gen/One.cs': '', 'app/gen/Two.cs': '' }),
  shape('withmeta', head, `<ItemGroup><Src Include="Program.cs" Keep="yes" /><Src Include="sub/A.cs" Keep="no" /><Compile Remove="@(Src->WithMetadataValue('Keep', 'no'))" /></ItemGroup>`),
  shape('distinct', head, `<ItemGroup><Src Include="Program.cs;Program.cs;sub/A.cs" /></ItemGroup><PropertyGroup><EnableDefaultCompileItems>false</EnableDefaultCompileItems></PropertyGroup><ItemGroup><Compile Include="@(Src->Distinct())" /></ItemGroup>`),
  shape('globs', `${head}<EnableDefaultCompileItems>false</EnableDefaultCompileItems>`, '<ItemGroup><Compile Include="s?b/*.cs;**/P*.cs;../shared/**/x/*.cs" /></ItemGroup>', { 'shared/a/x/1.cs': '', 'shared/a/b/x/2.cs': '', 'shared/y/3.cs': '' }),
  shape('removelink', head, '<ItemGroup><Compile Include="../shared/**/*.cs" Link="%(RecursiveDir)%(Filename).cs" /><Compile Remove="../shared/skip/**" /></ItemGroup>', { 'shared/S.cs': '', 'shared/skip/T.cs': '' }),
  shape('nestedchoose', head, `<Choose><When Condition="'$(Configuration)' == 'Debug'"><Choose><When Condition="'$(OS)' == 'Unix'"><PropertyGroup><LangVersion>12</LangVersion></PropertyGroup></When></Choose></When></Choose>`),
  shape('importdir', head, '<Import Project="../props/*.props" />', { 'props/b.props': propsFile('<RootNamespace>$(RootNamespace)b</RootNamespace>'), 'props/a.props': propsFile('<RootNamespace>$(RootNamespace)a</RootNamespace>') }),
  shape('custombefore', head, '', { 'Directory.Build.props': propsFile('<CustomBeforeMicrosoftCommonTargets>$(MSBuildThisFileDirectory)c.targets</CustomBeforeMicrosoftCommonTargets><CustomAfterMicrosoftCommonTargets>$(MSBuildThisFileDirectory)d.targets</CustomAfterMicrosoftCommonTargets>'), 'c.targets': propsFile('<LangVersion>12</LangVersion>'), 'd.targets': propsFile('<Nullable>enable</Nullable>') }),
  shape('aftersdk', head, '', { 'Directory.Build.props': propsFile('<AfterMicrosoftNETSdkTargets>$(AfterMicrosoftNETSdkTargets);$(MSBuildThisFileDirectory)e.targets</AfterMicrosoftNETSdkTargets><BeforeTargetFrameworkInferenceTargets>$(MSBuildThisFileDirectory)f.targets</BeforeTargetFrameworkInferenceTargets>'), 'e.targets': propsFile('<DefineConstants>$(DefineConstants);E</DefineConstants>'), 'f.targets': propsFile('<RootNamespace>F</RootNamespace>') }),
  shape('razor', head, '', { 'app/Pages/Index.cshtml.cs': '', 'app/wwwroot/x.cs': '' }, 'Microsoft.NET.Sdk.Razor'),
  shape('webroot', head, '', { 'app/wwwroot/x.cs': '', 'app/node_modules/y/z.cs': '', 'app/App_Data/q.cs': '' }, web),
  shape('ints', `${head}<M>$([System.Int32]::Parse('5'))</M><RootNamespace>R$([System.Math]::Max(3, $(M)))$([System.Convert]::ToString(12))</RootNamespace><AssemblyName>$([System.String]::Format('{0}.{1}', 'p', 'q'))</AssemblyName>`),
  shape('fileread', `${head}<RootNamespace>$([System.IO.File]::ReadAllText('$(MSBuildThisFileDirectory)name.txt').Trim())</RootNamespace><Nullable Condition="$([System.IO.File]::Exists('$(MSBuildThisFileDirectory)name.txt'))">enable</Nullable><LangVersion Condition="$([System.IO.Directory]::Exists('$(MSBuildThisFileDirectory)sub'))">12</LangVersion>`, '', { 'app/name.txt': 'From.File\n' }),
  shape('winforms', `<TargetFramework>net9.0-windows</TargetFramework><EnableWindowsTargeting>true</EnableWindowsTargeting>${usings}<UseWindowsForms>true</UseWindowsForms><OutputType>WinExe</OutputType>`),
  shape('wpf', `<TargetFramework>net8.0-windows</TargetFramework><EnableWindowsTargeting>true</EnableWindowsTargeting>${usings}<UseWPF>true</UseWPF><OutputType>WinExe</OutputType>`),
  shape('parentfile', head, '<ItemGroup><Compile Include="$(Repo)/shared/*.cs" /></ItemGroup>', {
    'app/Directory.Build.props': "<Project><PropertyGroup><Above>$([System.IO.Path]::Combine('..', '$(_DirectoryBuildPropsFile)'))</Above><Repo>$([System.IO.Directory]::GetParent($(MSBuildThisFileDirectory)).Parent.FullName)</Repo></PropertyGroup><Import Project=\"$(Above)\" Condition=\"Exists('$(Above)')\" /></Project>",
    'Directory.Build.props': propsFile('<Nullable>enable</Nullable>'), 'shared/S.cs': '',
  }),
  {
    name: 'sdkelement', project: 'sdkelement/app/app.csproj',
    files: { 'app/app.csproj': `<Project><Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" /><PropertyGroup>${head}${usings}</PropertyGroup><Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" /></Project>`, 'app/Program.cs': '' },
  },
];
