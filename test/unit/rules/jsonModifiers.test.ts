/** Fixes of JSON calls whose options have modifiers: offered where generated metadata has what these ask for. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { looseAnalysis } from '../../harness/looseAnalysis';

const program = (modifier: string): string => `using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Change } } };
Console.WriteLine(JsonSerializer.Serialize(new Item(1), options));
static void Change(JsonTypeInfo info) { ${modifier} }
record Item(int Id);
`;

it('not where a modifier adds properties, or looks at attributes before .NET 9', async () => {
  const byAttribute = 'foreach (var each in info.Properties) if (each.AttributeProvider is null) each.Name = "a";';
  const cases = [
    ['net8.0', 'info.NumberHandling = null;', true], ['net8.0', byAttribute, false], ['net9.0', byAttribute, true],
    ['net9.0', 'info.Properties.Add(info.CreateJsonPropertyInfo(typeof(DateTime), "at"));', false],
  ] as const;
  for (const [framework, modifier, isOffered] of cases) {
    const found = (await looseAnalysis(framework)).analyze('/modifiers.cs', program(modifier)).filter(({ id }) => id === 'IL2026');
    const titles = found.flatMap((diagnostic) => diagnostic.fixes?.() ?? []).map(({ title }) => title).filter((title) => !title.startsWith('Pass'));
    assert.ok(found.length > 0);
    assert.deepEqual(titles, isOffered ? ['Use options.GetTypeInfo(typeof(Item))'] : [], `${framework}: ${modifier}`);
  }
});
