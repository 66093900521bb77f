import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentationId, typeDisplay } from '../../../server/src/core/symbols/display';
import type { AttributeData, AttributeValue } from '../../../server/src/core/symbols/symbol';
import { compile } from '../../harness/compile';

/** A constant in plain form. */
function plain(value: AttributeValue): unknown {
  switch (value?.kind) {
    case 'primitive': return value.value;
    case 'enum': return `${typeDisplay(value.type)} ${value.value}`;
    case 'type': return value.value && `typeof ${typeDisplay(value.value)}`;
    case 'array': return value.values.map(plain);
    default: return undefined;
  }
}

async function attributesOf(text: string, type = 'C', member?: string): Promise<readonly AttributeData[]> {
  const compiled = await compile([text]);
  return member === undefined ? compiled.type(type).attributes : compiled.member(type, member).attributes;
}

test('constructors and constant arguments of framework attributes', async () => {
  const [first, second] = await attributesOf(`
    using System.Diagnostics.CodeAnalysis;
    class C { const string Why = "because " + nameof(C);
      [RequiresUnreferencedCode(Why + "!", Url = $"https://{nameof(C)}"), UnconditionalSuppressMessage("Trimming", "IL2026", Justification = null)] void M() {} }`, 'C', 'M');
  assert.equal(first?.fullName, 'System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute');
  assert.equal(first.attributeConstructor && documentationId(first.attributeConstructor), 'M:System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute.#ctor(System.String)');
  assert.deepEqual(first.constructorArguments.map(plain), ['because C!']);
  assert.equal(plain(first.namedArguments.get('Url')), 'https://C');
  assert.deepEqual(second?.constructorArguments.map(plain), ['Trimming', 'IL2026']);
});

test('enum flags, typeof, params and the choice between constructors', async () => {
  const attributes = await attributesOf(`
    using System.Diagnostics.CodeAnalysis;
    class AAttribute : System.Attribute { public AAttribute(object o, int n = 7) {} public AAttribute(System.Type t, params string[] rest) {} public AAttribute(string s) {} public long[] Numbers; }
    [A(typeof(List<>), "x", "y")] [A("s")] [A(3)] [A((byte)3, n: 1 << 2, Numbers = new long[] { 1, 2 })]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicFields, typeof(C))] class C {}`);
  assert.deepEqual(attributes.map((a) => a.constructorArguments.map(plain)), [
    ['typeof System.Collections.Generic.List<>', ['x', 'y']], ['s'], [3, 7], [3, 4],
    ['System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes 40', 'typeof C'],
  ]);
  assert.deepEqual(plain(attributes[3]?.namedArguments.get('Numbers')), [1, 2]);
});

test('constructors are chosen by overload resolution', async () => {
  const attributes = await attributesOf(`
    class AAttribute : System.Attribute {
      public AAttribute(long a) {} public AAttribute(double a) {} public AAttribute(object a, bool b = true) {}
      public AAttribute(string a, object b) {} public AAttribute(string a, params string[] b) {} public AAttribute(params object[] all) {} public AAttribute(System.DayOfWeek d) {}
    }
    static class Values { public const short Small = 3; public const System.DayOfWeek Day = System.DayOfWeek.Friday; }
    [A(Values.Small)] [A(1.5f)] [A('c')] [A("x", "y")] [A("x", "y", "z")] [A("x", 1)] [A(new[] { "p", "q" })] [A(Values.Day)] [A(Values.Small + 1L)]
    [A(true ? "s" : null)] [A(b: false, a: 1u)] [A("x", ["y"])] [A(1, 2, "z")] class C {}`);
  assert.deepEqual(attributes.map((a) => a.attributeConstructor && documentationId(a.attributeConstructor)?.replace('M:AAttribute.#ctor', '').replaceAll('System.', '')), [
    '(Int64)', '(Double)', '(Int64)', '(String,String[])', '(String,String[])', '(String,Object)', '(Object[])', '(DayOfWeek)', '(Int64)',
    '(String,String[])', '(Object,Boolean)', '(String,String[])', '(Object[])',
  ]);
  assert.deepEqual(attributes.map((a) => a.constructorArguments.map(plain)).slice(3, 7), [['x', ['y']], ['x', ['y', 'z']], ['x', 1], [['p', 'q']]]);
});

test('the suffix may be left out; a class that is no attribute does not count', async () => {
  const attributes = await attributesOf('class Foo {} class FooAttribute : System.Attribute {} [Foo] [Nope("x")] class C {}');
  assert.deepEqual(attributes.map((a) => [a.fullName, a.attributeClass?.name]), [['FooAttribute', 'FooAttribute'], ['Nope', undefined]]);
});

test('targets put attributes where they belong', async () => {
  const compiled = await compile(['class C { [return: System.Obsolete("r")] [System.Obsolete("m")] [method: System.Obsolete("n")] int M([System.Obsolete("p")] int a) => a; int P { [System.Obsolete("g")] get; set; } }']);
  const method = compiled.member('C', 'M');
  assert.ok(method.kind === 'method');
  const texts = (attributes: readonly AttributeData[]): unknown[] => attributes.map((a) => plain(a.constructorArguments[0]));
  assert.deepEqual([texts(method.attributes), texts(method.returnAttributes), texts(method.parameters[0]?.attributes ?? [])], [['m', 'n'], ['r'], ['p']]);
  assert.deepEqual(texts(compiled.member('C', 'get_P').attributes), ['g']);
});

test('constants that need each other are unknown, not endless', async () => {
  const compiled = await compile(['class C { const int A = B + 1; const int B = A + 1; enum E { X = Y, Y = X } } class D : D {} interface I : I {} class F<T> where T : T {}']);
  const member = compiled.member('C', 'A');
  assert.equal(member.kind === 'field' && member.constantValue, undefined);
  assert.equal(compiled.type('D').allInterfaces.length, 0);
  assert.ok(compiled.type('F`1').members.length > 0);
});

test('constants wrap, calculate with characters and know sizes', async () => {
  const compiled = await compile([`class C { const int Min = unchecked(int.MaxValue + 1); const int Bit = 1 << 31; const byte Low = unchecked((byte)0x1ff);
    const int Next = 'a' + 1; const bool Less = 'a' < 'b'; const string Text = "a" + 'b'; const int Size = 3 * sizeof(long); const long Long = unchecked(long.MaxValue + 2); }`]);
  const value = (name: string): unknown => {
    const field = compiled.member('C', name);
    return field.kind === 'field' ? plain(field.constantValue) : undefined;
  };
  assert.deepEqual(['Min', 'Bit', 'Low', 'Next', 'Less', 'Text', 'Size'].map(value), [-2147483648, -2147483648, 255, 98, true, 'ab', 24]);
  assert.equal(value('Long'), -9223372036854775807n);
});

test('attributes of the module are not those of the assembly', async () => {
  const { compilation } = await compile(['[module: System.CLSCompliant(false)] [assembly: System.Reflection.AssemblyTitle("t")]']);
  assert.deepEqual(compilation.assembly.moduleAttributes.map((a) => a.fullName), ['System.CLSCompliantAttribute']);
  assert.deepEqual(compilation.assembly.attributes.map((a) => a.fullName), ['System.Reflection.AssemblyTitleAttribute']);
});
