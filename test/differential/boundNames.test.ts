/** AOT4002 against the real configuration binding generator: pairs of types, bound by each kind of call, whose generated code compiles or not. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { looseAnalysis } from '../harness/looseAnalysis';
import type { Oracle } from '../harness/oracle';
import { oraclePath, oracleSkip, startOracle } from '../harness/oracle';

/** Two names of types, and their declarations. */
const pairs: readonly (readonly [string, string, string])[] = [
  ['A.Item', 'B.Item', 'namespace A { public class Item { public int X { get; set; } } }\nnamespace B { public class Item { public string? Y { get; set; } } }'],
  ['A.Item', 'Item', 'namespace A { public class Item { public int X { get; set; } } }\npublic class Item { public int X { get; set; } }'],
  ['A.Item', 'B.Thing', 'namespace A { public class Item { public int X { get; set; } } }\nnamespace B { public class Thing { public int X { get; set; } } }'],
  ['First.Item', 'Second.Item', 'public class First { public class Item { public int X { get; set; } } }\npublic class Second { public class Item { public int X { get; set; } } }'],
  ['A.Outer.Item', 'B.Outer.Item', 'namespace A { public class Outer { public class Item { public int X { get; set; } } } }\nnamespace B { public class Outer { public class Item { public int X { get; set; } } } }'],
  ['A.Outer.Item', 'B.OuterItem', 'namespace A { public class Outer { public class Item { public int X { get; set; } } } }\nnamespace B { public class OuterItem { public int X { get; set; } } }'],
  ['A.Item', 'B.Item', 'namespace A { public class Item { public int X { get; } } }\nnamespace B { public class Item { public int X { get; set; } } }'],
  ['A.Item', 'B.Item', 'namespace A { public class Item { } }\nnamespace B { public class Item { public int X { get; set; } } }'],
  ['A.Item', 'B.Item', 'namespace A { public class Item : List<string> { public int X { get; set; } } }\nnamespace B { public class Item { public int X { get; set; } } }'],
  ['A.Item', 'B.Item', 'namespace A { public class Item { public Action? X { get; set; } } }\nnamespace B { public class Item { public int X { get; set; } } }'],
  ['A.Item', 'B.Item', 'namespace A { public sealed class Item { internal int X { get; set; } } }\nnamespace B { public class Item { public int X { get; set; } } }'],
  ['Root', 'Other', 'public class Root { public A.Part? P { get; set; } }\npublic class Other { public List<B.Part>? P { get; set; } }\nnamespace A { public class Part { public int X { get; set; } } }\nnamespace B { public class Part { public int X { get; set; } } }'],
  ['Root', 'Other', 'public class Root { public A.Part P { get; set; } }\npublic class Other { public B.Part P { get; set; } }\nnamespace A { public enum Part { X } }\nnamespace B { public enum Part { Y } }'],
  ['Root', 'Other', 'public class Root { public Dictionary<string, A.Part>? P { get; set; } }\npublic class Other { public B.Part[]? P { get; set; } }\nnamespace A { public class Part { public int X { get; set; } } }\nnamespace B { public class Part { public int X { get; set; } } }'],
  ['Box<int>', 'Box<string>', 'public class Box<T> { public T? X { get; set; } }'],
  ['Box<int>', 'Box<A.Int32>', 'public class Box<T> { public T? X { get; set; } }\nnamespace A { public class Int32 { public int X { get; set; } } }'],
  ['Box<A.Part>', 'Box<B.Part>', 'public class Box<T> { public T? X { get; set; } }\nnamespace A { public class Part { public int X { get; set; } } }\nnamespace B { public class Part { public int X { get; set; } } }'],
  ['A.Item', 'A.Item', 'namespace A { public class Item { public int X { get; set; } } }\nnamespace B { public class Item { public int X { get; set; } } }'],
];

const section = (name: string): string => `builder.Configuration.GetSection("${name}")`;

const calls: readonly ((type: string, name: string) => string)[] = [
  (type, name) => `builder.Services.Configure<${type}>(${section(name)});`,
  (type, name) => `var ${name} = ${section(name)}.Get<${type}>();`,
  (type, name) => `var ${name} = new ${type}();\n${section(name)}.Bind(${name});`,
  (type, name) => `builder.Services.AddOptions<${type}>().Bind(${section(name)});`,
  (type, name) => `builder.Services.AddOptions<${type}>().BindConfiguration("${name}");`,
  (type, name) => `var ${name} = ${section(name)}.Get<List<${type}>>();`,
];

describe('names of bound types against the generator', { skip: oracleSkip() }, () => {
  let oracle: Oracle;
  before(() => { oracle = startOracle(oraclePath() ?? ''); });
  after(() => { oracle.close(); });

  for (const framework of ['net8.0', 'net9.0', 'net10.0']) {
    it(framework, async () => {
      const analysis = await looseAnalysis(framework);
      const wrong: string[] = [];
      let failing = 0;
      let count = 0;
      for (const [first, second, types] of pairs) {
        for (const [i, call] of calls.entries()) {
          for (const other of [call, calls[(i + 1) % calls.length]!]) {
            const text = `var builder = WebApplication.CreateSlimBuilder(args);\n${call(first, 'first')}\n${other(second, 'second')}\nbuilder.Build().Run();\n${types}\n`;
            const { errors } = await oracle.ask({ tfm: framework, files: [{ path: '/bound/names.cs', text }] });
            const fails = errors.some((error) => JSON.stringify(error).includes('CS0102'));
            const isReported = analysis.analyze('/bound/names.cs', text).some(({ id }) => id === 'AOT4002');
            if (fails) failing++;
            count++;
            if (fails !== isReported) wrong.push(`${fails ? 'not reported' : 'reported'}:\n${text}`);
          }
        }
      }
      assert.deepEqual(wrong, []);
      assert.ok(count > 200 && failing > 50, `${failing} of ${count} fail`);
    });
  }
});
