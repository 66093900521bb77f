/**
 * Expressions over one value type that has every operator, so that nearly all of them compile and each way to group them
 * binds other operators or other places: what the parser, its repairs and precedence make of them can be compared as bound names.
 */
import type { Random } from './random';

/** What all expressions are written with. */
export const expressionTypes = `using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
struct V {
  public V P { get => this; set { } } public V Q => this; public bool IsZero => false; public int N => 0; public V this[int i] => this; public V this[V i] => this;
  public V M(params V[] all) => this; public T G<T>(T t) => t; public V L(Func<V, V> f) => this; public V? Maybe => this;
  public static V S(V a) => a; public static V O(out V a) => a = default; public static V T(B p, B q) => default; public static V H<T, U>(T t, U u) => default; public static V Z(List<V> all) => default; public static V Y<T>(Func<T> f) => default;
  public static implicit operator V(int i) => default; public static explicit operator int(V v) => 0; public static explicit operator W(V v) => default;
  public static bool operator true(V v) => true; public static bool operator false(V v) => false;
${['+', '-', '!', '~', '++', '--'].map((o) => `  public static V operator ${o}(V a) => a;`).join('\n')}
${['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'].map((o) => `  public static V operator ${o}(V a, V b) => a;`).join('\n')}
${['<', '>', '<=', '>=', '==', '!='].map((o) => `  public static B operator ${o}(V a, V b) => default;`).join('\n')}
  public override bool Equals(object o) => true; public override int GetHashCode() => 0;
  public static V operator &(V a, B b) => a; public static V operator |(V a, B b) => a; public static V operator ^(V a, B b) => a;
}
class X<T, U> : List<V> {
  public X() { } public X(V v) { } public V P { get; set; } public X<T, U> Q { get => this; set { } } public (T, U) Pair => default; public R As<R>(R r) => r; public V L<R>(int i, Func<V, R> f) => default;
  public static V S => default; public static V F(X<T, U> a, int b = 0) => default;
}
struct W { public static explicit operator V(W w) => default; public V P => default; }
struct B {
  public static bool operator true(B b) => true; public static bool operator false(B b) => false; public static implicit operator bool(B b) => true; public static implicit operator B(bool b) => default;
  public static B operator &(B a, B b) => a; public static B operator |(B a, B b) => a; public static B operator ^(B a, B b) => a; public static B operator !(B a) => a; public static B operator ==(B a, B b) => a; public static B operator !=(B a, B b) => a;
  public static B operator &(V a, B b) => b; public static B operator ^(V a, B b) => b;
  public override bool Equals(object o) => true; public override int GetHashCode() => 0;
}
`;

/** Names in scope of {@link expressionMethod}. */
const names = ['a', 'b', 'c'] as const;

/** A method of the statements, in which the names of the expressions are declared. */
export function expressionMethod(statements: readonly string[]): string {
  return `${expressionTypes}class C {
  static V f; V g;
  async Task M(V a, V b, V c, V? m, B p, B q, bool flag, W w, Task<V> t, List<V> list, V[] array, object o, int i, int j) {
${statements.map((statement) => `    ${statement}`).join('\n')}
  }
}
`;
}

/** One statement that declares or assigns an expression. @param name that no other statement of the method has */
export function drawStatement(random: Random, name: string): string {
  const depth = 2 + random.below(3);
  return random.below(4) === 0 ? `var ${name} = ${condition(random, depth, 0)};` : `var ${name} = ${value(random, depth, 0)};`;
}

const binaries: readonly (readonly [string, number])[] = [
  ['*', 10], ['/', 10], ['%', 10], ['+', 9], ['-', 9], ['<<', 8], ['>>', 8], ['>>>', 8], ['&', 5], ['^', 4], ['|', 3],
];

/** In parentheses where the place asks for something that binds tighter, and now and then besides. */
function wrapped(random: Random, text: string, own: number, wanted: number): string {
  return own < wanted || random.below(8) === 0 ? `(${text})` : text;
}

const unary = 12;
const primary = 14;

/** An expression of type V. @param wanted precedence that the place asks for */
function value(random: Random, depth: number, wanted: number): string {
  if (depth <= 0) return leaf(random);
  const inner = (precedence: number): string => value(random, depth - 1, precedence);
  switch (random.below(40)) {
    case 0: case 1: case 2: case 3: case 4: case 5: {
      const [operator, own] = random.pick(binaries);
      return wrapped(random, `${inner(own)} ${operator} ${inner(own + 1)}`, own, wanted);
    }
    case 6: case 7: return wrapped(random, `${random.pick(['-', '+', '~', '!'])}${signless(inner(unary))}`, unary, wanted);
    case 8: return wrapped(random, `(V)${random.pick(['(w)', 'w', inner(primary), `(W)${inner(primary)}`, `(int)${inner(unary)}`])}`, unary, wanted);
    case 9: return wrapped(random, `await ${random.pick(['t', '(t)'])}`, unary, wanted);
    case 10: return wrapped(random, `${condition(random, depth - 1, 1)} ? ${inner(0)} : ${inner(0)}`, -1, wanted);
    case 11: return wrapped(random, `${random.pick(['m', '(m)', 'm?.P', 'm?.Q.M(a)', '(m)?[i]', 'a.Maybe?.P'])} ?? ${inner(0)}`, 0, wanted);
    case 12: return wrapped(random, `${inner(11)} switch { { IsZero: true } => ${inner(0)}, var x when ${condition(random, depth - 1, 0)} => ${inner(0)}, _ => ${inner(0)} }`, 11, wanted);
    case 13: return wrapped(random, `${inner(11)} with { P = ${inner(0)} }`, 11, wanted);
    case 14: return `${inner(primary)}.${random.pick(['P', 'Q', 'M()', `M(${inner(0)}, ${inner(0)})`, `G<V>(${inner(0)})`, `G(${inner(0)})`, `L(x => ${inner(0)})`, `L((V x) => { return ${inner(0)}; })`])}`;
    case 15: return `${inner(primary)}[${random.pick(['i', '(i) - 1', inner(0)])}]`;
    case 16: return random.pick([`V.S(${inner(0)})`, `list[${random.pick(['^1', '(i) - 1', 'i'])}]`, `array[${random.pick(['^(i)', '(i) + j', 'i'])}]`, `(${inner(0)}, ${inner(0)}).Item1`]);
    case 17: return random.pick([`new List<V> { ${inner(0)}, ${inner(0)} }[0]`, `new V { P = ${inner(0)} }`, `new[] { ${inner(0)}, ${inner(0)} }[^1]`, `array[(i)..j][0]`, `array[i..^(j)][(i)]`]);
    case 18: return random.pick([`checked(${inner(0)})`, `default(V)`, `new V()`, `f`, `g`, `this.g`, `(this).g`, `C.f`, `((Func<V, V>)(x => ${inner(0)}))(${inner(0)})`]);
    case 19: return `V.O(out ${random.pick(['_', 'f'])})`;
    case 20: return `($"{${hole(random, depth - 1)}} {${hole(random, depth - 1)}:F2}" == nameof(a) ? ${inner(0)} : ${inner(0)})`;
    case 21: return `(from x in list where ${condition(random, depth - 1, 0)} orderby ${inner(0)}.N select ${inner(0)}).First()`;
    case 22: return `(from x in list let y = ${inner(0)} from z in new[] { ${inner(0)} } group ${inner(0)} by (y).N into h select h.First()).Last()`;
    case 23: return `V.T(${leaf(random)} < ${leaf(random)}, ${leaf(random)} > (${inner(0)}))`;
    case 24: return wrapped(random, `${random.pick(['o is V', 'o is V?', 'o is List<V>', 'a is V', '(o) is V', 'o is V[]', 'o is (V)'])} ? ${inner(0)} : ${inner(0)}`, -1, wanted);
    case 25: return random.pick(['(o as List<V>)[0]', '(o as V[])[(i)]', '((V)o)', '(o as V?)!.Value', '(list!)[0]', '(array!)[(i)]', 'list?[^1].Q.M() ?? a', 'm?.Q[i].P ?? (b)', 'a!.P'].map((text) => (text.includes('??') ? `(${text})` : text)));
    case 26: return wrapped(random, `${random.pick(['o as V?', 'm', '(o as V?)'])} ?? ${random.pick([inner(0), 'throw new Exception()'])}`, 0, wanted);
    case 27: return `(${random.pick(['f', 'this.g', 'list[0]', 'array[(i)]', '(array)[i]'])} ${random.pick(['=', '+=', '*=', '<<=', '&='])} ${inner(0)})`;
    case 28: return random.pick([`V.H<V, List<V>>(${inner(0)}, list)`, `V.H<List<V>, V[]>(list, array)`, `V.H<V?, Dictionary<string, V>>(m, new() { ["k"] = ${inner(0)} })`]);
    case 29: return random.pick([`V.Z([${inner(0)}, .. list, ${inner(0)}])`, `((List<V>)[${inner(0)}, ..list])[0]`, `new V[] { ${inner(0)} }[0]`, `new V[2, 3][(i), ${inner(primary)}.N]`, `array[..(i)][0]`, `array[(i)..][0]`, `array[^(i)..^(j)][(i)]`]);
    case 30: return random.pick([`V.Y(() => ${inner(0)})`, `V.Y<V>(() => { var y = ${inner(0)}; return y; })`, `V.Y(delegate { return ${inner(0)}; })`, `V.Y(static () => default(V))`, `V.Y(V? () => ${inner(0)})`, `a.L(static x => x)`, `a.L(_ => ${inner(0)})`]);
    case 31: return `unchecked(${inner(0)})`;
    case 32: case 33: case 34: return generic(random, depth - 1);
    default: return `(${inner(0)})`;
  }
}

/** Constructed types of which each `<`, `,` and `>` could be an operator. */
const constructed = ['X<V, B>', 'X<V, List<V>>', 'X<List<V>, V>', 'X<X<V, B>, List<X<B, V>>>', 'X<V, Func<List<V>, W>>', 'X<V?, V[]>', 'X<(V, B), W>', 'X<V, (B One, List<W> Two)>', 'X<Dictionary<V, B>, V>'] as const;

/** An expression of type V with a constructed type in it: creations, calls, casts, patterns and members. */
function generic(random: Random, depth: number): string {
  const type = random.pick(constructed);
  const inner = (): string => value(random, depth, 0);
  const made = (): string => random.pick([
    `new ${type} { P = ${inner()} }`, `new ${type}(${inner()}) { P = ${inner()}, Q = { P = ${inner()} } }`, `new ${type}() { ${inner()}, ${inner()} }`, `new ${type} { ${inner()} }`, `new ${type}(${inner()})`,
    `new ${type} { Q = new ${type} { P = ${inner()} }, P = ${inner()} }`, `(${type})o`, `(${type})(o)`, `o as ${type}`, `default(${type})`,
  ]);
  switch (random.below(9)) {
    case 0: return `${type}.F(${made()}, ${random.pick(['1', 'b: (i) - 1', 'i'])})`;
    case 1: return `${type}.F(b: ${random.pick(['i', '(j)'])}, a: ${made()})`;
    case 2: return `new ${type}().L(i, _ => ${made()})`;
    case 3: return `new ${type}(${inner()}).L(1, ${random.pick(['x => x', '(V x) => x', 'static x => x'])}${random.pick(['', '.P'])})`;
    case 4: return `new[] { ${made()}, ${made()} }[0].P`;
    case 5: return `V.Y<${type}>(() => ${made()}).P`;
    case 6: return `(o is ${type}${random.pick([' { P.IsZero: true }', ' t', ''])} ${random.pick(['&&', '||'])} ${condition(random, depth, 3)} ? ${inner()} : ${inner()})`;
    case 7: return `(flag ? ${made()} : ${made()}).P`;
    default: return random.pick([`${type}.S`, `${type}.S.M(${inner()})`, `a.G<${type}>(${made()}).P`, `V.H<${type}, ${type}>(${made()}, ${made()})`, `(${made()})[(i)]`, `new List<${type}> { ${made()}, new() { P = ${inner()} } }[0].P`, `new ${type}().As<${random.pick(constructed)}>(null).P`]);
  }
}

/** What stands in a string: no query and no constructed type, as texts are not searched for the places that the grammar misreads in these. */
function hole(random: Random, depth: number): string {
  for (;;) {
    const text = value(random, depth, 1);
    if (!/orderby|X</.test(text)) return text;
  }
}

/** `- -a`: two signs together would be one token. */
function signless(text: string): string {
  return /^[-+&]/.test(text) ? ` ${text}` : text;
}

function leaf(random: Random): string {
  const name = random.pick(names);
  switch (random.below(6)) {
    case 0: case 1: return `(${name})`;
    case 2: return `(${name}.P)`;
    case 3: return `${name}.Q`;
    default: return name;
  }
}

/** An expression of type B or bool. */
function condition(random: Random, depth: number, wanted: number): string {
  if (depth <= 0) return random.pick(['p', '(p)', 'q', '(q)', 'flag', '(flag)', 'a.IsZero', '(b).IsZero']);
  const inner = (precedence: number): string => condition(random, depth - 1, precedence);
  const operand = (precedence: number): string => value(random, depth - 1, precedence);
  switch (random.below(15)) {
    case 0: case 1: return wrapped(random, `${inner(2)} && ${inner(3)}`, 2, wanted);
    case 2: return wrapped(random, `${inner(1)} || ${inner(2)}`, 1, wanted);
    case 3: return wrapped(random, `${operand(7)} ${random.pick(['<', '>', '<=', '>='])} ${operand(8)}`, 7, wanted);
    case 4: return wrapped(random, `${operand(6)} ${random.pick(['==', '!='])} ${operand(7)}`, 6, wanted);
    case 5: return wrapped(random, `!${inner(unary)}`, unary, wanted);
    case 6: return wrapped(random, `${inner(5)} ${random.pick(['&', '^', '|'])} ${inner(6)}`, 3, Math.max(wanted, 0));
    case 7: return wrapped(random, `${operand(7)} is ${random.pick(['{ IsZero: true }', '{ N: > 1 and < 5 or 7, P.Q: { IsZero: false } }', '{ P: var _ }', '(V)', 'V'])}`, 7, wanted);
    case 8: return wrapped(random, `o is ${random.pick(['V', 'V { IsZero: true }', 'not null', 'int or (V)', '(W)', 'List<V> { Count: > 0 }'])}`, 7, wanted);
    case 9: return wrapped(random, `(object)${operand(unary)} is ${random.pick(['V', 'null', 'not V'])}`, 7, wanted);
    case 11: return wrapped(random, `${operand(7)} is ${random.pick(['not { IsZero: true }', '{ N: (1 or 2) and not 3 }', '{ N: >= 1 } and { IsZero: false }', '{ N: 1 } or { N: 2, P: { } }', 'var _'])}`, 7, wanted);
    case 12: return wrapped(random, `(${operand(0)}, ${random.pick(['i', '(i)'])}) is ${random.pick(['(_, 1)', '({ IsZero: true }, > 1)', '(var _, (1 or 2))'])}`, 7, wanted);
    case 10: return wrapped(random, `m ${random.pick(['==', '!='])} null`, 6, wanted);
    default: return `(${inner(0)})`;
  }
}
