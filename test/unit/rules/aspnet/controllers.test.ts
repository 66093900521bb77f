/** Which controllers are offered as endpoints. What they answer before and after is for test/dotnet/controllers.test.ts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../../server/src/core/text/edit';
import { movable, unmovable } from '../../../harness/controllerCases';
import { looseAnalysis } from '../../../harness/looseAnalysis';

const head = 'using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\nvar builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nvar app = builder.Build();\napp.MapControllers();\napp.Run();\n';
const file = '/controllers/Program.cs';

describe('controllers to endpoints', async () => {
  const analysis = await looseAnalysis('net10.0');
  const fixed = (text: string): string | undefined => {
    const fixes = analysis.analyze(file, text).find(({ id }) => id === 'AOT2100')?.fixes?.() ?? [];
    return fixes[0] && applyEdits(text, fixes[0].edits);
  };

  for (const { name, code } of movable) {
    it(`offered: ${name}`, () => {
      const after = fixed(head + code);
      assert.ok(after !== undefined);
      assert.doesNotMatch(after, /MapControllers|AddControllers|ControllerBase|ApiController/);
      assert.match(after, /app\.Map\w+Endpoints\(\);/);
      assert.deepEqual(analysis.analyze(file, after).filter(({ id }) => /^AOT21|^RDG/.test(id) || (id === 'IL2026')), []);
    });
  }

  it('one that cannot be moved stays, and MVC with it: the title says so, and AddControllers has no fix', () => {
    const text = `${head}${movable[0]?.code ?? ''}${unmovable['object'] ?? ''}`;
    const found = analysis.analyze(file, text);
    const titles = (id: string): readonly string[] | undefined => found.find((each) => each.id === id)?.fixes?.().map(({ title }) => title);
    assert.deepEqual(titles('AOT2100'), ['Move ValuesController to minimal API endpoints (parameters that cannot be read are answered without problem details) (OneController stays, and MVC with it: \'Get\' has no equal among endpoints)']);
    assert.deepEqual(titles('IL2026'), []);
    const after = fixed(text) ?? '';
    assert.match(after, /app\.MapControllers\(\);\napp\.MapValuesEndpoints\(\);/);
    assert.match(after, /AddControllers\(\);[^]*class OneController : ControllerBase/);
  });

  it('leaves one blank line where fields and constructor were', () => {
    const code = movable[0]?.code.replace(/\{/, '{\n    private readonly System.TimeProvider _clock;\n\n    private readonly string _name;\n\n    public ValuesController(System.TimeProvider clock, string name)\n    {\n        _clock = clock;\n        _name = name;\n    }\n') ?? '';
    const after = fixed(head + code) ?? '';
    assert.ok(after.includes('    }\n\n    '), after);
    assert.doesNotMatch(after, /\n\n\n/);
  });

  it('services that come with AddControllers stay where they are used', () => {
    const after = fixed(`${head.replace('app.Map', 'app.UseAuthentication();\napp.UseAuthorization();\napp.UseCors();\napp.Map')}${movable[0]?.code ?? ''}`) ?? '';
    assert.match(after, /builder\.Services\.AddAuthentication\(\);\nbuilder\.Services\.AddAuthorization\(\);\nbuilder\.Services\.AddCors\(\);/);
  });

  it('keeps one statement where the calls stand behind an if without braces', () => {
    const behind = head.replace('builder.S', 'if (args.Length > 0) builder.S').replace('app.Map', 'if (args.Length > 0) app.Map');
    const after = fixed(behind + (movable[0]?.code ?? '')) ?? '';
    assert.match(after, /if \(args\.Length > 0\) \{ \}\nvar app/);
    assert.match(after, /if \(args\.Length > 0\) app\.MapValuesEndpoints\(\);/);
    const used = fixed(behind.replace('if (args.Length > 0) app', 'app.UseAuthentication();\napp.UseCors();\nif (args.Length > 0) app') + (movable[0]?.code ?? '')) ?? '';
    assert.match(used, /if \(args\.Length > 0\) \{ builder\.Services\.AddAuthentication\(\); builder\.Services\.AddCors\(\); \}\n/);
    const left = fixed(`${behind}${movable[0]?.code ?? ''}${unmovable['object'] ?? ''}`) ?? '';
    assert.match(left, /if \(args\.Length > 0\) \{ app\.MapControllers\(\); app\.MapValuesEndpoints\(\); \}/);
  });

  it('JSON options go to the endpoints, where no other code uses those of endpoints', () => {
    const options = head.replace('AddControllers()', 'AddControllers().AddJsonOptions(o => { o.JsonSerializerOptions.WriteIndented = true; o.JsonSerializerOptions.PropertyNamingPolicy = null; })');
    const after = fixed(options + (movable[0]?.code ?? '')) ?? '';
    assert.match(after, /builder\.Services\.ConfigureHttpJsonOptions\(o => \{ o\.SerializerOptions\.WriteIndented = true; o\.SerializerOptions\.PropertyNamingPolicy = null; \}\);/);
    assert.doesNotMatch(after, /AddControllers|AddJsonOptions/);
    assert.equal(fixed(options.replace('app.Map', 'app.MapGet("/own", () => 1);\napp.Map') + (movable[0]?.code ?? '')), undefined);
    assert.equal(fixed(options + (movable[0]?.code ?? '') + (unmovable['object'] ?? '')), undefined);
  });

  it('not offered where options or other calls change how controllers answer', () => {
    const code = movable[0]?.code ?? '';
    for (const [from, to] of [['AddControllers()', 'AddControllers(options => options.ReturnHttpNotAcceptable = true)'], ['AddControllers()', 'AddControllers().AddJsonOptions(options => { options.AllowInputFormatterExceptionMessages = false; options.JsonSerializerOptions.WriteIndented = true; })'], ['MapControllers()', 'MapControllers().RequireAuthorization()'], ['app.Run', 'app.MapDefaultControllerRoute();\napp.Run']] as const) {
      assert.equal(fixed(head.replace(from, to) + code), undefined);
    }
  });

  for (const [name, code] of Object.entries(unmovable)) {
    it(`not offered: ${name}`, () => {
      assert.equal(fixed(head + code), undefined);
    });
  }
});
