/** Programs that map endpoints: each result, parameter and form of a handler once in each of a few frames, and mixtures drawn at random. */
import { handlers, mappers, parameters, results } from './endpointVocabulary';
import { Random } from './random';

/** One program: a file in a namespace of its own, so that many are one compilation. */
export interface EndpointProgram {
  readonly name: string;
  readonly text: string;
}

/** Frames around a result. */
const resultFrames: readonly ((result: string) => string)[] = [
  (result) => `app.MapGet("/", () => ${result});`,
  (result) => `app.MapGet("/a/{id}", (int id) => { var x = ${result}; return x; });`,
  (result) => `app.MapPost("/a", async (HttpContext c) => { await Task.Yield(); return ${result}; });`,
];

/** The body of a program, and what stands beside it. */
interface Parts {
  readonly body: string;
  readonly members?: string;
}

/** Frames around parameters. */
const parameterFrames: readonly ((parameters: string) => Parts)[] = [
  (list) => ({ body: `app.MapPost("/{p}", (${list}) => "x");` }),
  (list) => ({ body: `app.MapGet("/{p}", Handler);\nstatic string Handler(${list}) => "x";` }),
  (list) => ({ body: 'app.MapPut("/{p}", Own.Handle);', members: `public static class Own { public static Task<string> Handle(${list}) => Task.FromResult("x"); }` }),
];

const verbs = ['MapGet', 'MapPost', 'MapPut', 'MapDelete', 'MapPatch'];
const builders = ['app', 'app.MapGroup("/g")', '((IEndpointRouteBuilder)app)', 'app.MapGroup("/g").MapGroup("/{q}").WithTags("t")'];
const conventions = ['', '.WithName("n")', '.RequireAuthorization()', '.AddEndpointFilter(async (c, next) => await next(c))', '.Produces<Todo>()'];
const lambdaStarts = ['', 'static ', 'async ', '[Produces("a/b")] '];

function program(name: string, body: string, members = ''): EndpointProgram {
  const text = `using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Http.HttpResults;
using System.Text.Json.Serialization;
namespace ${name};
public static class Program
{
    public static async Task Run(WebApplication app, string[] args)
    {
        ${body}
    }
}
${members}
`;
  return { name, text };
}

/** Every word of the vocabulary in every frame. */
export function systematicPrograms(): EndpointProgram[] {
  const parts: Parts[] = [
    ...results.flatMap((result) => resultFrames.map((frame) => ({ body: frame(result) }))),
    ...parameters.flatMap((list) => parameterFrames.map((frame) => frame(list))),
    ...handlers.map((body) => ({ body })),
    ...mappers.map((members) => ({ body: '', members })),
  ];
  return parts.map(({ body, members }, i) => program(`Systematic${i}`, body, members));
}

/** One to three endpoints of random words; the same for the same seed. */
export function randomProgram(seed: number, index: number): EndpointProgram {
  const random = new Random(seed + Math.imul(index, 0x9e3779b1));
  const methods: string[] = [];
  const lines = Array.from({ length: 1 + random.below(3) }, (_, i) => {
    const list = Array.from({ length: random.below(4) }, (_, at) => random.pick(parameters).replaceAll(/\bp\b/g, `p${at}`)).join(', ');
    const start = random.pick(lambdaStarts);
    const result = random.pick(results);
    const opening = `${random.pick(builders)}.${random.pick(verbs)}("/${random.pick(['', '{p0}', '{p0}/{p1?}', '{id:int}'])}", `;
    const closing = `)${random.pick(conventions)};`;
    if (random.next() < 0.6) {
      const body = random.pick([result, `{ var x = ${result}; return x; }`, `{ if (args.Length > 0) return ${result}; throw new Exception(); }`]);
      return `${opening}${start}(${list}) => ${body}${closing}`;
    }
    methods.push(`public static object H${i}(${list}) => ${result};`);
    return `${opening}Own.H${i}${closing}`;
  });
  return program(`Random${index}`, lines.join('\n        '), methods.length > 0 ? `public static class Own\n{\n    ${methods.join('\n    ')}\n}` : '');
}
