// Writes project files around checkouts of the libraries in projects.json, one for all frameworks, and restores them.
//   node scripts/accuracy/prepare.mjs --sources CHECKOUTS --out FOLDER [NAME]...
// CHECKOUTS holds the repositories as owner/name; for those that lack there it prints how to get them. The libraries' own project files are not
// used: they ask for SDKs, packages and frameworks that a machine need not have. What is left out so does not compile, for the compiler either.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values: options, positionals: names } = parseArgs({ allowPositionals: true, options: { sources: { type: 'string' }, out: { type: 'string' } } });
if (options.sources === undefined || options.out === undefined) throw new Error('usage: prepare.mjs --sources CHECKOUTS --out FOLDER [NAME]...');
const projects = JSON.parse(readFileSync(path.join(import.meta.dirname, 'projects.json'), 'utf8'));

/** `A.B`, `static A.B` or `C = A.B` as an item of MSBuild. */
function usingItem(text) {
  const [, alias, isStatic, name] = /^(?:(\w+) = )?(static )?(.*)$/.exec(text);
  return `<Using Include="${name}"${isStatic ? ' Static="true"' : ''}${alias ? ` Alias="${alias}"` : ''} />`;
}

function projectFile(project, checkout) {
  const compile = [
    ...project.sources.map((folder) => {
      const at = path.join(checkout, folder);
      // A pattern that begins with `/` is of the repository, others of each folder.
      const exclude = ['obj/**', 'bin/**', ...project.exclude ?? []].map((pattern) => (pattern.startsWith('/') ? `${checkout}${pattern}` : `${at}/${pattern}`));
      return `<Compile Include="${at}/**/*.cs" Exclude="${exclude.join(';')}" />`;
    }),
    ...(project.files ?? []).map((file) => `<Compile Include="${path.join(checkout, file)}" />`),
  ];
  const packages = Object.entries(project.packages ?? {}).map(([name, version]) => `<PackageReference Include="${name}" Version="${version}" />`);
  return `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFrameworks>net8.0;net9.0;net10.0</TargetFrameworks>
    <LangVersion>preview</LangVersion>
    <Nullable>${project.nullable ? 'enable' : 'disable'}</Nullable>
    <ImplicitUsings>${project.implicitUsings ? 'enable' : 'disable'}</ImplicitUsings>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
    <GenerateAssemblyInfo>false</GenerateAssemblyInfo>
    <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
    <IsAotCompatible>true</IsAotCompatible>
    <NoWarn>$(NoWarn);NU1701;NU1900;NU1901;NU1902;NU1903;NU1904</NoWarn>
    <DefineConstants>$(DefineConstants);${(project.define ?? []).join(';')}</DefineConstants>
  </PropertyGroup>
  <ItemGroup>
    ${[...compile, ...(project.usings ?? []).map(usingItem), ...packages, ...project.aspNetCore ? ['<FrameworkReference Include="Microsoft.AspNetCore.App" />'] : []].join('\n    ')}
  </ItemGroup>
</Project>
`;
}

for (const project of projects.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const checkout = path.resolve(options.sources, project.repository);
  if (!existsSync(checkout)) {
    console.log(`${project.name}: no ${checkout}; git clone https://github.com/${project.repository} and check out ${project.commit}`);
    continue;
  }
  const folder = path.resolve(options.out, project.name);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${project.name}.csproj`);
  writeFileSync(file, projectFile(project, checkout));
  try {
    execFileSync('dotnet', ['restore', file, '-v', 'q', '--disable-build-servers'], { encoding: 'utf8' });
    console.log(`${project.name}: restored`);
  } catch (error) {
    console.log(`${project.name}: ${error.stdout ?? error.message}`);
  }
}
