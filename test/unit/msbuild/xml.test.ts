import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { descendants, elementAt, parseXml } from '../../../server/src/core/msbuild/xml';
import type { XmlElement } from '../../../server/src/core/msbuild/xml';

const parse = (text: string) => parseXml('/p.csproj', text);
const names = (element: XmlElement | undefined): string[] => element?.children.map((c) => c.name) ?? [];

test('spans of a well-formed document', () => {
  const text = '<?xml version="1.0"?>\n<Project Sdk="A">\n  <!-- <No/> -->\n  <X Y=\'1\'>a&amp;b<![CDATA[<c>]]></X>\n  <Z />\n</Project>';
  const { root, problems } = parse(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(names(root), ['X', 'Z']);
  const [x, z] = root!.children;
  assert.equal(x!.text, 'a&b<c>');
  assert.equal(text.slice(x!.nameSpan.start, x!.nameSpan.end), 'X');
  assert.equal(text.slice(x!.attributes[0]!.valueSpan.start, x!.attributes[0]!.valueSpan.end), '1');
  assert.equal(text.slice(x!.contentSpan!.start, x!.contentSpan!.end), 'a&amp;b<![CDATA[<c>]]>');
  assert.equal(text.slice(z!.span.start, z!.span.end), '<Z />');
  assert.equal(z!.contentSpan, undefined);
  assert.equal(elementAt(parse(text), text.indexOf('CDATA'))?.name, 'X');
});

const recoveries: readonly (readonly [string, string, (root: XmlElement) => void])[] = [
  ['an unclosed element keeps its siblings', '<P><G>\n<A>\n<B>1</B>\n<C/></G><H/></P>', (root) => {
    assert.deepEqual(names(root), ['G', 'H']);
    assert.deepEqual(names(root.children[0]), ['A', 'B', 'C']);
    assert.equal(root.children[0]!.children[1]!.text, '1');
  }],
  ['the text of an unclosed element', '<P><G><A>true\n<B>1</B></G></P>', (root) => {
    assert.equal(root.children[0]!.children[0]!.text, 'true');
  }],
  ['a half-typed tag', '<P><G>\n<Publ\n<B>1</B></G></P>', (root) => {
    assert.deepEqual(names(root.children[0]), ['Publ', 'B']);
  }],
  ['a half-typed tag before an end tag', '<P><G><Pub</G><H/></P>', (root) => {
    assert.deepEqual(names(root), ['G', 'H']);
  }],
  ['a quote that is not closed', '<P><I Include="a.cs\n  <J Include="b.cs" /></P>', (root) => {
    assert.deepEqual(names(root), ['I', 'J']);
    assert.equal(root.children[0]!.attributes[0]!.value, 'a.cs');
    assert.equal(root.children[1]!.attributes[0]!.value, 'b.cs');
  }],
  ['a quote that is not closed before the end of its tag', '<P><I Include="a.cs />\n  <J/></P>', (root) => {
    assert.deepEqual(names(root), ['I', 'J']);
    assert.equal(root.children[0]!.attributes[0]!.value, 'a.cs');
  }],
  ['an attribute without a value', '<P><I Include /><J/></P>', (root) => { assert.equal(root.children[0]!.attributes[0]!.name, 'Include'); }],
  ['an attribute without quotes', '<P><I Include=a.cs/><J/></P>', (root) => {
    assert.equal(root.children[0]!.attributes[0]!.value, 'a.cs');
    assert.deepEqual(names(root), ['I', 'J']);
  }],
  ['a misspelt end tag', '<P><A>true</Aa><B/></P>', (root) => {
    assert.deepEqual(names(root), ['A', 'B']);
    assert.equal(root.children[0]!.text, 'true');
  }],
  ['an end tag too many', '<P><A/></G><B/></P>', (root) => { assert.deepEqual(names(root), ['A', 'B']); }],
  ['an unknown entity', '<P><A>x & y &foo; z</A></P>', (root) => { assert.equal(root.children[0]!.text, 'x & y &foo; z'); }],
  ['an unclosed comment', '<P><A/><!-- note\n<B/></P>', (root) => { assert.deepEqual(names(root), ['A', 'B']); }],
  ['nothing closed at all', '<P><G><A>1', (root) => { assert.equal(root.children[0]!.children[0]!.text, '1'); }],
];
for (const [name, text, check] of recoveries) {
  test(`recovers from ${name}`, () => {
    const { root, problems } = parse(text);
    assert.ok(problems.length > 0, 'the damage is reported');
    for (const problem of problems) assert.ok(problem.span.start >= 0 && problem.span.end <= text.length && problem.span.start <= problem.span.end);
    check(root!);
  });
}

test('every prefix and every mutation of a project gives nested spans and never throws', () => {
  const whole = '<Project Sdk="Microsoft.NET.Sdk">\r\n  <PropertyGroup Condition="\'$(A)\' == \'b\'">\r\n    <PublishAot>true</PublishAot>\r\n  </PropertyGroup>\r\n  <!-- c -->\r\n  <ItemGroup><Compile Remove="a&amp;b.cs" /></ItemGroup>\r\n</Project>';
  const piece = fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '/', '=', '<!--', '-->', '</', '/>', '<![CDATA[', ']]>', '<A>', '</A>'), fc.string({ maxLength: 3 }));
  fc.assert(fc.property(fc.nat(whole.length), fc.nat(whole.length), piece, (from, length, inserted) => {
    const text = whole.slice(0, from) + inserted + whole.slice(from + (length % 12));
    const { root, problems } = parse(text);
    for (const problem of problems) assert.ok(problem.span.start >= 0 && problem.span.start <= problem.span.end && problem.span.end <= text.length);
    if (!root) return;
    for (const element of descendants(root)) {
      assert.ok(element.span.start <= element.startTagSpan.start && element.startTagSpan.end <= element.span.end && element.span.end <= text.length);
      assert.equal(text.slice(element.nameSpan.start, element.nameSpan.end), element.name);
      for (const child of element.children) assert.equal(child.parent, element);
      for (const attribute of element.attributes) assert.ok(attribute.valueSpan.start <= attribute.valueSpan.end && attribute.valueSpan.end <= element.startTagSpan.end);
    }
  }), { numRuns: 400, seed: 7 });
});

test('generated documents come back as they were written, without problems', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9.]{0,5}$/);
  const text = fc.string({ maxLength: 12 }).filter((s) => !/[\0-\x08\x0b-\x1f]/.test(s));
  interface Tree { readonly name: string; readonly attribute: string; readonly text: string; readonly children: readonly Tree[] }
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.record({ name, attribute: text, text, children: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('tree'), { maxLength: 3 })) }, { noNullPrototype: true }),
  }));
  const encode = (s: string): string => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  const write = (t: Tree): string => `<${t.name} a="${encode(t.attribute)}">${encode(t.text)}${t.children.map(write).join('')}</${t.name}>`;
  const shape = (e: XmlElement): Tree => ({ name: e.name, attribute: e.attributes[0]!.value, text: e.text, children: e.children.map(shape) });
  fc.assert(fc.property(tree, (t) => {
    const { root, problems } = parse(write(t));
    assert.deepEqual(problems, []);
    assert.deepEqual(shape(root!), t);
  }), { numRuns: 200, seed: 11 });
});
