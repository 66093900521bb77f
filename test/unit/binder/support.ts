/** Binds snippets against a core library of a few lines, so that these tests need no SDK. */
import { bodiesOf } from '../../../server/src/core/binding/bodies';
import type { BoundBody, SymbolUse } from '../../../server/src/core/binding/boundBody';
import type { SourceFile } from '../../../server/src/core/sourceFile';
import type { SourceCompilation } from '../../../server/src/core/symbols/createCompilation';
import { createCompilation } from '../../../server/src/core/symbols/createCompilation';
import { documentationId } from '../../../server/src/core/symbols/display';
import { createSourceFile } from '../../../server/src/core/syntax/sourceFileFactory';
export { ready } from '../syntax/support';

const library = `namespace System {
  public class Object { public virtual string ToString() => null; public static bool Equals(object a, object b) => true; }
  public class ValueType {} public struct Void {} public struct Boolean {} public struct Char {} public struct Byte {} public struct Int32 {} public struct Int64 {} public struct Double {}
  public class Enum : ValueType {} public class Attribute {} public class Array { public int Length => 0; } public class Exception {} public class Delegate {} public class MulticastDelegate : Delegate {}
  public class String { public int Length => 0; public string Trim() => this; public char this[int i] => default; }
  public struct Nullable<T> where T : struct { public T Value => default; public bool HasValue => true; }
  public delegate void Action(); public delegate void Action<in T>(T x); public delegate TResult Func<out TResult>(); public delegate TResult Func<in T, out TResult>(T x);
  public struct ValueTuple<T1, T2> { public T1 Item1; public T2 Item2; }
  public interface IDisposable { void Dispose(); }
  public static class Console { public static void WriteLine(string s) {} public static void WriteLine(int n) {} public static void WriteLine(object o) {} }
}
namespace System.Collections { public interface IEnumerator { object Current { get; } bool MoveNext(); } public interface IEnumerable { IEnumerator GetEnumerator(); } }
namespace System.Collections.Generic {
  public interface IEnumerator<out T> : System.IDisposable, IEnumerator { new T Current { get; } }
  public interface IEnumerable<out T> : IEnumerable { new IEnumerator<T> GetEnumerator(); }
  public class List<T> : IEnumerable<T> { public void Add(T x) {} public int Count => 0; public T this[int i] => default; public IEnumerator<T> GetEnumerator() => null; }
}
namespace System.Linq {
  using System.Collections.Generic;
  public static class Enumerable {
    public static IEnumerable<T> Where<T>(this IEnumerable<T> s, System.Func<T, bool> f) => s;
    public static IEnumerable<R> Select<T, R>(this IEnumerable<T> s, System.Func<T, R> f) => null;
  }
}`;

/** A compilation of one file over the core library; the usings as in `bind`. */
export function compilationOf(file: SourceFile, langVersion = '14'): SourceCompilation {
  const usings = ['System', 'System.Collections.Generic', 'System.Linq'].map((name) => ({ name, isStatic: false, alias: undefined }));
  const project = { assemblyName: 'a', globalUsings: usings, nullableEnabled: true, langVersion };
  return createCompilation({ project, files: [file, createSourceFile('/lib.cs', library, { defines: [] })], references: [], projectReferences: [] });
}

/** Bodies of a snippet; the usings of System, generic collections and LINQ are global. */
export function bind(text: string, langVersion?: string): readonly BoundBody[] {
  const file = createSourceFile('/a.cs', text, { defines: [] });
  return bodiesOf(file, compilationOf(file, langVersion)).map((body) => body.bind());
}

/** `kind text -> symbol` of each use, in order. */
export function usesOf(text: string, kind?: string, langVersion?: string): string[] {
  return bind(text, langVersion).flatMap((body) => body.uses).filter((use) => kind === undefined || use.kind === kind).map((use) => describe(use, text));
}

function describe(use: SymbolUse, text: string): string {
  const { unit, start, end } = use.anchor;
  return `${use.kind} ${text.slice(unit.base + start, unit.base + end)} -> ${use.symbol === undefined ? '' : documentationId(use.symbol) ?? use.symbol.kind}`;
}
