import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPackageReference, enableNativeAotFix, evaluateProject, parseXml, removeElement, setProperty } from '../../../server/src/core/msbuild/index';
import { applyEdits } from '../../../server/src/core/text/edit';
import { memoryHost } from './memoryHost';

const set = (text: string, name: string, value: string): string | undefined => applyEdits(text, setProperty(parseXml('/p', text), name, value));

test('a property goes into the main group with its indentation and line endings', () => {
  const text = '<Project>\r\n\t<PropertyGroup Condition="x">\r\n\t\t<A>1</A>\r\n\t</PropertyGroup>\r\n\t<PropertyGroup>\r\n\t\t<TargetFramework>net9.0</TargetFramework>\r\n\t</PropertyGroup>\r\n</Project>';
  assert.equal(set(text, 'PublishAot', 'true'), text.replace('net9.0</TargetFramework>', 'net9.0</TargetFramework>\r\n\t\t<PublishAot>true</PublishAot>'));
});

test('an existing property changes its value, whatever its form', () => {
  assert.equal(set('<Project><PropertyGroup><X>1</X><x> 2 </x></PropertyGroup></Project>', 'X', 'a<b'), '<Project><PropertyGroup><X>1</X><x>a&lt;b</x></PropertyGroup></Project>');
  assert.equal(set('<Project><PropertyGroup><X /></PropertyGroup></Project>', 'X', '3'), '<Project><PropertyGroup><X>3</X></PropertyGroup></Project>');
});

test('groups are made where there are none', () => {
  assert.equal(set('<Project Sdk="S" />', 'X', '1'), '<Project Sdk="S">\n  <PropertyGroup>\n    <X>1</X>\n  </PropertyGroup>\n</Project>');
  assert.equal(set('<Project>\n    <ItemGroup />\n</Project>\n', 'X', '1'), '<Project>\n    <PropertyGroup>\n        <X>1</X>\n    </PropertyGroup>\n    <ItemGroup />\n</Project>\n');
  assert.equal(set('<Project>\n  <PropertyGroup />\n</Project>', 'X', '1'), '<Project>\n  <PropertyGroup>\n    <X>1</X>\n  </PropertyGroup>\n</Project>');
  assert.equal(set('', 'X', '1'), '');
});

test('an element goes with its line, or alone when the line holds more', () => {
  const remove = (text: string): string | undefined => {
    const document = parseXml('/p', text);
    return applyEdits(text, [removeElement(document, document.root!.children[0]!.children[0]!)]);
  };
  assert.equal(remove('<P>\r\n  <G>\r\n    <A>1</A>  \r\n    <B/>\r\n  </G>\r\n</P>'), '<P>\r\n  <G>\r\n    <B/>\r\n  </G>\r\n</P>');
  assert.equal(remove('<P><G><A>1</A><B/></G></P>'), '<P><G><B/></G></P>');
});

test('package references join the others', () => {
  const add = (text: string, version?: string): string | undefined => applyEdits(text, addPackageReference(parseXml('/p', text), 'Dapper.AOT', version));
  assert.equal(add('<Project>\n  <ItemGroup>\n    <PackageReference Include="A" />\n  </ItemGroup>\n</Project>', '1.0.48'), '<Project>\n  <ItemGroup>\n    <PackageReference Include="A" />\n    <PackageReference Include="Dapper.AOT" Version="1.0.48" />\n  </ItemGroup>\n</Project>');
  assert.equal(add('<Project>\n  <PropertyGroup />\n</Project>'), '<Project>\n  <PropertyGroup />\n\n  <ItemGroup>\n    <PackageReference Include="Dapper.AOT" />\n  </ItemGroup>\n</Project>');
});

test('Enable Native AOT turns it on, once', () => {
  const text = '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <OutputType>Exe</OutputType>\n    <TargetFramework>net9.0</TargetFramework>\n  </PropertyGroup>\n</Project>';
  const evaluate = (content: string) => evaluateProject('/w/p.csproj', memoryHost({ '/w/p.csproj': content }));
  const fix = enableNativeAotFix(evaluate(text))!;
  const after = applyEdits(text, fix.edits)!;
  assert.ok(evaluate(after).flag('PublishAot'));
  assert.equal(enableNativeAotFix(evaluate(after)), undefined);
});

test('Enable Native AOT turns it on for those of several frameworks that know it', () => {
  const text = '<Project Sdk="Microsoft.NET.Sdk">\r\n  <PropertyGroup>\r\n    <OutputType>Exe</OutputType>\r\n    <TargetFrameworks>net8.0;netstandard2.0</TargetFrameworks>\r\n  </PropertyGroup>\r\n</Project>\r\n';
  const evaluate = (content: string, targetFramework?: string) => evaluateProject('/w/p.csproj', memoryHost({ '/w/p.csproj': content }), { targetFramework });
  const after = applyEdits(text, enableNativeAotFix(evaluate(text))?.edits ?? []) ?? '';
  assert.ok(after.includes(`\r\n    <PublishAot Condition="$([MSBuild]::IsTargetFrameworkCompatible('$(TargetFramework)', 'net7.0'))">true</PublishAot>\r\n`), after);
  assert.deepEqual(['net8.0', 'netstandard2.0'].map((framework) => evaluate(after, framework).flag('PublishAot')), [true, false]);
  assert.equal(enableNativeAotFix(evaluate(after)), undefined);
  assert.equal(enableNativeAotFix(evaluate(text.replace('net8.0;', ''))), undefined);
});

test('Enable Native AOT has a library checked that applications publish, and one that is native itself compiled', () => {
  const project = (properties: string, items = ''): string => `<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    ${properties}\n  </PropertyGroup>${items}\n</Project>`;
  const after = (text: string): string => applyEdits(text, enableNativeAotFix(evaluateProject('/w/p.csproj', memoryHost({ '/w/p.csproj': text })))?.edits ?? []) ?? '';
  const one = '<TargetFramework>net9.0</TargetFramework>';
  const compatible = `${one}\n    <IsAotCompatible>true</IsAotCompatible>`;
  assert.equal(after(project(one)), project(compatible));
  assert.equal(after(project(compatible)), project(compatible));
  assert.match(after(project(`${one}<NativeLib>Shared</NativeLib>`)), /<PublishAot>true</);
  const aspNet = '\n  <ItemGroup>\n    <FrameworkReference Include="Microsoft.AspNetCore.App" />\n  </ItemGroup>';
  assert.equal(after(project(one, aspNet)), project(`${compatible}\n    <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>`, aspNet));
  assert.match(after(project('<TargetFrameworks>net9.0;netstandard2.0</TargetFrameworks>')), /<IsAotCompatible Condition="\$\(\[MSBuild\]::IsTargetFrameworkCompatible\('\$\(TargetFramework\)', 'net8\.0'\)\)">true</);
});
