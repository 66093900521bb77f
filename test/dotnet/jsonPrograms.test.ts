/**
 * Random applications, hosted by one program without JSON reflection and asked: each that fails, or answers otherwise than with
 * reflection, is reported, and no other; after the fixes none fails. `JSON_PROGRAMS` is their number, `JSON_SEED` the seed.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { Random } from '../differential/generator/random';
import type { JsonProgram } from '../harness/json/jsonPrograms';
import { hosted, randomJsonProgram } from '../harness/json/jsonPrograms';
import { looseAnalysis } from '../harness/looseAnalysis';
import { fixedProgram, predictionOf } from '../harness/patterns/index';
import { buildWebProgram, temporaryFolder } from './support';

const file = '/json/Program.cs';
const count = Number(process.env['JSON_PROGRAMS'] ?? 60);
const seed = Number(process.env['JSON_SEED'] ?? 20261127);

/** Starts every application, asks it and prints what it answers: a line of tabs each, texts in base64. */
function host(programs: readonly JsonProgram[]): string {
  return `using System.Text;
public static class Host
{
    public static WebApplicationBuilder New(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }
}
public static class Program
{
    static readonly HttpClient http = new();
    public static async Task Main(string[] args)
    {
        AppContext.SetSwitch("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", args is ["reflection"]);
${programs.map(({ name, requests }) => `        await Ask("${name}", ${name}.App.Build, ${requests.map((request) => JSON.stringify(request)).join(', ')});`).join('\n')}
    }
    static async Task Ask(string name, Func<WebApplication> build, params string[] requests)
    {
        try
        {
            await using var app = build();
            await app.StartAsync();
            foreach (var request in requests)
            {
                var parts = request.Split(' ', 3);
                if (parts[0] == "HUB") { Say(name, parts[1], await AskHub(app.Urls.First() + parts[1], parts[2]), ""); continue; }
                using var message = new HttpRequestMessage(new HttpMethod(parts[0]), app.Urls.First() + parts[1]);
                if (parts.Length == 3) message.Content = new StringContent(parts[2], Encoding.UTF8, "application/json");
                try
                {
                    using var answer = await http.SendAsync(message);
                    Say(name, parts[1], (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
                }
                catch (HttpRequestException e) { Say(name, parts[1], 0, e.Message); }
            }
            await app.StopAsync();
        }
        catch (Exception e) { Say(name, "start", 0, e.ToString()); }
    }
    // By long polling; 500 where the call fails or the connection is closed.
    static async Task<int> AskHub(string url, string call)
    {
        using var negotiated = await http.PostAsync(url + "/negotiate?negotiateVersion=1", null);
        using var token = System.Text.Json.JsonDocument.Parse(await negotiated.Content.ReadAsStringAsync());
        var connection = url + "?id=" + Uri.EscapeDataString(token.RootElement.GetProperty("connectionToken").GetString()!);
        Task<HttpResponseMessage> Post(string text) => http.PostAsync(connection, new StringContent(text + (char)0x1e));
        using var first = await http.GetAsync(connection);
        using var shake = await Post("{\\"protocol\\":\\"json\\",\\"version\\":1}");
        var parts = call.Split(' ', 2);
        var isSent = false;
        for (var text = ""; ;)
        {
            using var answer = await http.GetAsync(connection);
            if ((int)answer.StatusCode != 200) return 500;
            text += await answer.Content.ReadAsStringAsync();
            if (!isSent) { using var sent = await Post("{\\"type\\":1,\\"invocationId\\":\\"1\\",\\"target\\":\\"" + parts[0] + "\\",\\"arguments\\":" + parts[1] + "}"); isSent = true; }
            if (text.Contains("\\"error\\"")) return 500;
            if (text.Contains("\\"type\\":3")) { using var ended = await http.DeleteAsync(connection); return 200; }
        }
    }
    static void Say(string name, string path, int status, string text) => Console.WriteLine($"{name}\\t{path}\\t{status}\\t{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}");
}
`;
}

interface Answered { readonly path: string; readonly status: number; readonly text: string }

const properties = '<JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault><NoWarn>$(NoWarn);CS8600;CS8603;CS8604;CS8619;CS8620;CS8625</NoWarn>';

/** Builds a program that hosts them; @returns path of its library. */
function build(folder: string, programs: readonly JsonProgram[]): string {
  return buildWebProgram(folder, [{ path: 'Cases.cs', text: programs.map(({ name, text }) => hosted(name, text)).join('') }, { path: 'Host.cs', text: host(programs) }], properties);
}

function ask(library: string, ...args: readonly string[]): ReadonlyMap<string, readonly Answered[]> {
  const { stdout, stderr, status } = spawnSync('dotnet', [library, ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(status, 0, stderr);
  const answers = new Map<string, Answered[]>();
  for (const line of stdout.split('\n')) {
    const [name, path, code, text] = line.split('\t');
    if (name === undefined || path === undefined || text === undefined) continue;
    const list = answers.get(name) ?? [];
    list.push({ path, status: Number(code), text: Buffer.from(text, 'base64').toString() });
    answers.set(name, list);
  }
  return answers;
}

/** Whatever the order of the properties. */
function normal(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return text;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}

const hasFailed = ({ status }: Answered): boolean => status === 0 || status >= 500;

const isHub = (request: string | undefined): boolean => request?.startsWith('HUB ') ?? false;

/** For a message: what the program is, without the types that all have. */
const shown = (text: string): string => text.slice(text.indexOf('var builder'), text.indexOf('public record Item'));

test('random applications with JSON endpoints: reported is what fails without reflection, and the fixes mend it', async (t) => {
  const random = new Random(seed);
  const programs = Array.from({ length: count }, (_, index) => randomJsonProgram(`Case${index}`, random));
  const folder = temporaryFolder(t);
  const library = build(path.join(folder, 'before'), programs);
  const answers = ask(library);
  const reflected = ask(library, 'reflection');
  const analysis = await looseAnalysis('net10.0');
  const wrong: string[] = [];
  const fixed: JsonProgram[] = [];
  let failing = 0;
  for (const program of programs) {
    const { name, text, requests } = program;
    const got = answers.get(name) ?? [];
    const wanted = reflected.get(name) ?? [];
    assert.ok(got.length > 0 && wanted.length > 0, `${name} was asked`);
    // What fails with reflection, too, is none of our business; but to the hub protocol reflection is no fallback beside a context.
    if (wanted.some((answer, index) => hasFailed(answer) && !isHub(requests[index]))) continue;
    const fails = got.some((answer, index) => hasFailed(answer) || normal(answer.text) !== normal(wanted[index]?.text ?? ''));
    if (fails) failing++;
    const prediction = predictionOf(analysis.analyze(file, text));
    const isAll = got.length < requests.length || got.every(hasFailed);
    const isRight = prediction === 'possible' || (fails ? prediction === 'endpoint' || (prediction === 'application' && isAll) : prediction === 'works');
    if (!isRight) wrong.push(`${name} is said to be '${prediction}': ${JSON.stringify(got)}, with reflection ${JSON.stringify(wanted)}\n${shown(text)}`);
    const mended = fails && isRight ? fixedProgram(analysis, file, text) : text;
    if (mended !== text && predictionOf(analysis.analyze(file, mended)) === 'works') fixed.push({ ...program, text: mended });
  }
  assert.deepEqual(wrong, []);
  const after = ask(build(path.join(folder, 'after'), fixed));
  console.log(`${programs.length} applications, ${failing} fail, ${fixed.length} of them have fixes`);
  assert.deepEqual(fixed.flatMap(({ name, text, requests }) => {
    const got = after.get(name) ?? [];
    const isSame = got.length > 0 && got.every((answer, index) => (isHub(requests[index]) ? !hasFailed(answer) : answer.status === reflected.get(name)?.[index]?.status) && normal(answer.text) === normal(reflected.get(name)?.[index]?.text ?? ''));
    return isSame ? [] : [`${name} after its fixes: ${JSON.stringify(got)}, wanted ${JSON.stringify(reflected.get(name))}\n${shown(text)}`];
  }), []);
  assert.ok(failing > count / 4 && failing < count * 0.75 && fixed.length > failing / 2, `${failing} of ${count} fail, ${fixed.length} have fixes`);
});
