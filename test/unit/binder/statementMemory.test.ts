/** Statements taken over from the version of a body before: after any edits the body is as if bound anew, and little is bound. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { bodiesOf } from '../../../server/src/core/binding/bodies';
import { BodyMemories } from '../../../server/src/core/binding/bodyMemories';
import type { BoundBody, EnclosingFunction } from '../../../server/src/core/binding/boundBody';
import type { SourceFile } from '../../../server/src/core/sourceFile';
import { updateCompilation } from '../../../server/src/core/symbols/createCompilation';
import type { SourceCompilation } from '../../../server/src/core/symbols/createCompilation';
import { documentationId, typeDisplay } from '../../../server/src/core/symbols/display';
import type { AnySymbol } from '../../../server/src/core/symbols/symbol';
import type { Expression, Lambda, NodeBase } from '../../../server/src/core/syntax/nodes';
import { createSourceFile, disposeSourceFile } from '../../../server/src/core/syntax/sourceFileFactory';
import { compilationOf, ready } from './support';

before(() => ready);

/** Everything that a body tells, with symbols numbered as they come: two bodies that tell the same are described the same. */
function describe(body: BoundBody): string[] {
  const numbers = new Map<object, number>();
  const numberOf = (symbol: object): number => {
    const known = numbers.get(symbol) ?? numbers.size;
    numbers.set(symbol, known);
    return known;
  };
  const nameOf = (symbol: AnySymbol | undefined): string => {
    if (symbol === undefined) return '-';
    const own = symbol.kind === 'local' ? `local ${symbol.name} ${typeDisplay(symbol.type)}` : documentationId(symbol) ?? `${symbol.kind} ${'name' in symbol ? symbol.name : ''}`;
    return `${own} #${String(numberOf(symbol))}`;
  };
  const lines: string[] = [];
  const inTree = new Set<object>();
  const nodes: { readonly node: NodeBase & { readonly kind: string }; readonly path: string }[] = [];
  const visit = (node: object, at: string): void => {
    inTree.add(node);
    if ('kind' in node && 'start' in node) nodes.push({ node: node as NodeBase & { readonly kind: string }, path: at });
    for (const [key, value] of Object.entries(node) as [string, unknown][]) if (typeof value === 'object' && value !== null) visit(value, `${at}.${key}`);
  };
  body.units.forEach((unit, i) => { visit(unit.root as object, String(i)); });
  const placeOf = (node: (NodeBase & { readonly kind?: string }) | undefined): string => node === undefined ? '-' : `${node.kind ?? ''}@${String(node.start)}-${String(node.end)}${inTree.has(node) ? '' : ' made'}`;
  const functionOf = (from: EnclosingFunction | undefined): string => from === undefined ? '' : `${nameOf(from.symbol)} ${placeOf(from.node)} <${String(numberOf(from))} ${functionOf(from.parent)}`;
  for (const use of body.uses) {
    const { anchor } = use;
    const written = use.arguments?.map((a) => `${a.parameter.name}=${placeOf(a.expression)}/${placeOf(a.argument)}`).join() ?? '';
    lines.push([
      use.kind, nameOf(use.symbol), body.units.indexOf(anchor.unit), anchor.start, anchor.end, placeOf(use.node), use.access, functionOf(use.enclosing), placeOf(use.receiver),
      use.receiverType === undefined ? '-' : typeDisplay(use.receiverType), written, use.inNameof,
    ].join(' | '));
  }
  for (const { node, path } of nodes) {
    const expression = node as Expression;
    const [type, converted] = [body.typeOf(expression), body.convertedTypeOf(expression)];
    const returns = node.kind === 'Lambda' || node.kind === 'LocalFunction' ? body.returnsOf(node as Lambda).map((r) => `${placeOf(r.expression)} ${r.type === undefined ? '-' : typeDisplay(r.type)}`).join() : '';
    lines.push([
      path, placeOf(node), type === undefined ? '-' : typeDisplay(type), converted === undefined ? '-' : typeDisplay(converted), nameOf(body.symbolOf(expression)),
      JSON.stringify([typeof body.constantOf(expression), body.constantOf(expression)], (_, value: unknown) => typeof value === 'bigint' ? value.toString() : value), nameOf(body.functionOf(node as Lambda)), returns,
    ].join(' | '));
  }
  lines.push(body.returnsOf(undefined).map((r) => `${placeOf(r.expression)} ${r.type === undefined ? '-' : typeDisplay(r.type)}`).join());
  lines.push(JSON.stringify([body.statistics.invocations, body.statistics.unbound.map((a) => [body.units.indexOf(a.unit), a.start, a.end])]));
  return lines;
}

/** Statements that declare, use and hide names, in every way that a body can. */
const statements = [
  'var a = 1;', 'var a = "text";', 'int a = F(out var b);', 'var list = new List<int> { 1, a };', 'foreach (var item in list) { Console.WriteLine(item); a = item; }',
  'Console.WriteLine(a);', 'Console.WriteLine(list.Where(x => x > a).Select(x => x + 1));', 'if (o is string s && s.Length > 2) { Console.WriteLine(s.Trim()); } else { Console.WriteLine(a); }',
  'const int k = 3;', 'const int k = 4;', 'var (p, q) = (a, k);', 'Console.WriteLine(p + q + k);', 'Func<int, int> f = x => { var y = x + a; return y; };', 'Console.WriteLine(f(2));',
  'int Local(int n) => n + a;', 'string Local(int n) => n.ToString();', 'Console.WriteLine(Local(1));', 'switch (o) { case int n when n > a: Console.WriteLine(n); break; case string t: Console.WriteLine(t); break; }',
  'var made = new { A = a, B = "x" };', 'Console.WriteLine(made.A);', 'for (int i = 0; i < list.Count; i++) { var inner = list[i]; Console.WriteLine(inner); }',
  'var query = from x in list where x > a select x.ToString();', 'try { F(out a); } catch (Exception e) when (e != null) { Console.WriteLine(e); } finally { a = 2; }',
  '{ var nested = a; { Console.WriteLine(nested); } Console.WriteLine(nested); }', 'while (a > 0) { a = a - 1; if (a == k) break; }', 'Console.WriteLine(nameof(list) + $"{a} {list.Count}");',
  'Unknown.Call(a);', 'a.Missing();', 'Action act = () => Console.WriteLine(a);', 'using (new D()) { Console.WriteLine(a); }', 'var d = new D { P = a, Q = "q" };', 'd?.Go(a);', 'd = d with { P = 2 };',
  'return;', 'Console.WriteLine(', 'var half = list.', 'if (a > 1) {', 'list.Select(x =>', '/* a comment */ ;', 'var def = default(D); d = new();', '[Obsolete] int Attributed() => a;', 'string a2 = a switch { 1 => "one", _ => "more" };',
];

const types = `
public class D : IDisposable { public int P { get; set; } public string Q { get; set; } public void Go(int n) {} public void Dispose() {} }
public static class Helper { public static int F(out int x) { x = 1; return 2; } }`;

const forms: readonly ((body: string) => string)[] = [
  (body) => `using static Helper;\npublic class C {\n  int before = 1;\n  public void M(object o) {\n    ${body}\n  }\n  public int After => before;\n}${types}`,
  (body) => `using static Helper;\nobject o = null;\n${body}\n${types}`,
  (body) => `using static Helper;\npublic class C { object o; public int P { get { ${body} } set { ${body} } } }${types}`,
  (body) => `using static Helper;\npublic class C<T> { object o; public async System.Action M<U>(U u) { T t = default; U v = u; foreach (var z in new List<T>()) {\n ${body}\n Console.WriteLine(z); } } }${types}`,
];

interface Edit { readonly at: number; readonly remove: number; readonly insert: readonly string[] }

const edit: fc.Arbitrary<Edit> = fc.record({ at: fc.nat(30), remove: fc.nat(2), insert: fc.array(fc.constantFrom(...statements), { maxLength: 3 }) });

test('after any edits a body tells what one bound anew tells', () => {
  fc.assert(fc.property(fc.nat(forms.length - 1), fc.array(fc.constantFrom(...statements), { minLength: 3, maxLength: 14 }), fc.array(edit, { minLength: 1, maxLength: 8 }), (form, first, edits) => {
    const list = [...first];
    const memories = new BodyMemories();
    let file: SourceFile | undefined;
    let compilation: SourceCompilation | undefined;
    let version = 0;
    let units = new Set<object>();
    for (const { at, remove, insert } of [{ at: 0, remove: 0, insert: [] }, ...edits]) {
      list.splice(at % (list.length + 1), remove, ...insert);
      const text = forms[form]?.(list.join('\n    ')) ?? '';
      const next = createSourceFile('/a.cs', text, { defines: [], keepTree: true }, file);
      if (file !== undefined && compilation !== undefined && next.declarationKey === file.declarationKey) compilation = updateCompilation(compilation, file, next);
      else {
        compilation = compilationOf(next);
        version++;
      }
      file = next;
      const sources = bodiesOf(next, compilation);
      const known = units;
      units = new Set(sources.flatMap((source) => source.units));
      for (const source of sources) {
        if (source.units.every((unit) => known.has(unit))) continue;
        const taken = describe(source.bind(memories.of(source.owner, next.path, version)));
        assert.deepEqual(taken, describe(source.bind()), text);
      }
    }
    if (file !== undefined) disposeSourceFile(file);
  }), { numRuns: Number(process.env['STATEMENT_RUNS'] ?? 150) });
});

test('what an edit does not reach is taken over', () => {
  const memories = new BodyMemories();
  const text = (middle: string): string => forms[0]?.(`var list = new List<int>();\n${middle}\nif (list.Count > 1) { var half = list.Count; Console.WriteLine(half); }`) ?? '';
  let file = createSourceFile('/a.cs', text('Console.WriteLine(list);'), { defines: [], keepTree: true });
  const compilation = compilationOf(file);
  const localsAfter = (middle: string): Map<string, object> => {
    const next = createSourceFile('/a.cs', text(middle), { defines: [], keepTree: true }, file);
    updateCompilation(compilation, file, next);
    file = next;
    const edited = bodiesOf(file, compilation).filter((source) => source.units.some((unit) => unit.text.includes('list')));
    const bodies = edited.map((source) => source.bind(memories.of(source.owner, file.path, 1)));
    const locals = new Map<string, object>();
    for (const body of bodies) for (const { expression } of uses(body)) {
      const symbol = body.symbolOf(expression);
      if (symbol?.kind === 'local') locals.set(symbol.name, symbol);
    }
    return locals;
  };
  const [first, second] = [localsAfter('Console.WriteLine(1);'), localsAfter('Console.WriteLine(list.Count + 2);')];
  assert.deepEqual([...first.keys()].sort(), ['half', 'list']);
  for (const [name, symbol] of first) assert.equal(second.get(name), symbol, name);
  const third = localsAfter('var list = "another";');
  assert.notEqual(third.get('half'), first.get('half'), 'a name in it means something else');
  disposeSourceFile(file);
});

/** Receivers and arguments of all uses. */
function uses(body: BoundBody): { readonly expression: Expression }[] {
  return body.uses.flatMap((use) => [...use.receiver === undefined ? [] : [{ expression: use.receiver }], ...use.arguments ?? []]);
}
