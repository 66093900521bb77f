/** Interceptions: what generated code says about the calls that it stands in for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { interceptedName, readInterceptions } from '../../../server/src/core/generated/interceptors';
import { interceptorData } from './support';

test('the form of .NET 8: path, line, column', () => {
  const text = `
    [InterceptsLocation(@"/src/Say ""hi"".cs", 16, 5)]
    [global::System.Runtime.CompilerServices.InterceptsLocation("C:\\\\w\\\\P.cs", 2, 7)]
    internal static RouteHandlerBuilder MapGet0(this IEndpointRouteBuilder e, string p, Delegate d) { }`;
  const [first, second, ...more] = readInterceptions(text);
  assert.deepEqual(first?.location, { form: 'path', path: '/src/Say "hi".cs', line: 16, column: 5 });
  assert.deepEqual(second?.location, { form: 'path', path: 'C:\\w\\P.cs', line: 2, column: 7 });
  assert.deepEqual(more, []);
  assert.equal(first.method.name, 'MapGet0');
  assert.equal(text.slice(first.method.start, first.method.end), 'MapGet0');
  assert.deepEqual(second.method, first.method);
});

test('the form of .NET 9 and later: version, data', () => {
  const data = interceptorData(70_000, 'Größe.cs', 0xab);
  const text = `[InterceptsLocation(1, "${data}")] // /src/Größe.cs(11,51)
    [global::System.Obsolete("a ] b")]
    public static OptionsBuilder<TOptions> BindConfiguration<TOptions>(this OptionsBuilder<TOptions> b) where TOptions : class => b;`;
  const [only] = readInterceptions(text);
  assert.deepEqual(only?.location, { form: 'data', checksum: 'ab'.repeat(16), offset: 70_000, name: 'Größe.cs' });
  assert.equal(only.method.name, 'BindConfiguration');
});

test('the declaration of the attribute is no interception, nor is data of another form', () => {
  assert.deepEqual(readInterceptions('class InterceptsLocationAttribute : Attribute { public InterceptsLocationAttribute(int version, string data) { } }'), []);
  assert.deepEqual(readInterceptions('[InterceptsLocation(2, "AAAA")] void M() { }'), []);
  assert.deepEqual(readInterceptions('[InterceptsLocation(1, "AAAA")] void M() { }'), []);
  assert.deepEqual(readInterceptions(`[InterceptsLocation(1, "${interceptorData(-1, 'a.cs')}")] void M() { }`), []);
});

test('generators decorate the name of the method', () => {
  assert.deepEqual(['MapGet0', 'MapMethods12', 'Bind_MyOptions', 'Get', 'BindConfiguration'].map(interceptedName), ['MapGet', 'MapMethods', 'Bind', 'Get', 'BindConfiguration']);
});

test('any text is read without throwing, in time that grows with it', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    readInterceptions(`[InterceptsLocation(1, "${interceptorData(3, 'a.cs')}")]${text}`);
    readInterceptions(`[InterceptsLocation(${text})]`);
  }));
  const started = performance.now();
  readInterceptions(`[InterceptsLocation(1, "${interceptorData(3, 'a.cs')}")] `.repeat(500) + 'x '.repeat(200_000));
  assert.ok(performance.now() - started < 10_000);
});
