/** Titles of fixes are one line of a menu, whatever the code holds that they name. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { looseAnalysis } from '../../harness/looseAnalysis';

it('are short where the options are not', async () => {
  const analysis = await looseAnalysis('net9.0');
  const text = `using System.Text.Json;
using System.Text.Json.Serialization;
var json = JsonSerializer.Serialize(new Item(1), new JsonSerializerOptions
{
    PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
    DictionaryKeyPolicy = JsonNamingPolicy.KebabCaseLower,
    MaxDepth = 12,
});
Console.WriteLine(json);
record Item(int Id);
[JsonSerializable(typeof(Item))]
partial class AppJson : JsonSerializerContext;
`;
  const titles = analysis.analyze('/titles.cs', text).flatMap((diagnostic) => diagnostic.fixes?.() ?? []).map(({ title }) => title);
  assert.ok(titles.includes('Use new AppJson(…).Item'), titles.join('\n'));
  for (const title of titles) assert.match(title, /^.{1,120}$/);
});
