/**
 * Small web applications, each with one endpoint whose JSON types are of interest, for two kinds of tests: what the rules predict
 * (every framework), and what the native program really answers (those frameworks that can be published natively here).
 */

/** What a request to the endpoint, and one to an endpoint that returns text, tell about a native program. */
export type Outcome =
  /** Both are answered. */
  | 'works'
  /** The endpoint answers 500, or a method of the hub fails. */
  | 'endpoint'
  /** All endpoints answer 500, or the program does not start. */
  | 'application';

export interface Pattern {
  readonly name: string;
  readonly outcome: Outcome;
  /** Statements between `Build()` and `Run()`. */
  readonly code: string;
  /** Statements between the builder's creation and `Build()`. */
  readonly services?: string;
  readonly types?: string;
  /** Types that the registered context lists, besides `Known`. */
  readonly listed?: readonly string[];
  /** Replaces the registration of the context. */
  readonly registration?: string;
  /** Replaces the context. */
  readonly context?: string;
  readonly builder?: string;
  /** "GET /x" when left out. */
  readonly request?: string;
  /** Sent as JSON. */
  readonly body?: string;
  /** Body of the answer that is right, where its status is 500 or more. */
  readonly answer?: string;
  /** First framework that has what the pattern uses. */
  readonly since?: 8 | 9 | 10;
  /** Last framework with which it is so. */
  readonly until?: 8 | 9;
  /** It fails, and no rule says so. */
  readonly isUnreported?: true;
  /** The failure has no fix, or none that can be proved here (HTTP/3 needs libmsquic). */
  readonly unfixable?: true;
}

const usings = ['Microsoft.AspNetCore.Http.HttpResults', 'Microsoft.AspNetCore.Identity', 'Microsoft.AspNetCore.Mvc', 'System.Text.Json', 'System.Text.Json.Serialization', 'System.Text.Json.Serialization.Metadata'];

/** The application as a user would write it, in one file. */
export function programOf(pattern: Pattern): string {
  const { code, services = '', types = '', listed = [], builder = 'WebApplication.CreateSlimBuilder(args)' } = pattern;
  const registration = pattern.registration ?? 'builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));';
  const context = pattern.context ?? `${['Known', ...listed].map((type) => `[JsonSerializable(typeof(${type}))]\n`).join('')}internal partial class AppJson : JsonSerializerContext\n{\n}`;
  return `${usings.map((name) => `using ${name};\n`).join('')}
var builder = ${builder};
${[registration, services].filter(Boolean).join('\n')}
var app = builder.Build();
app.MapGet("/text", () => "a");
${code}
app.Run();

record Known(int Id);
record Missing(int Id);
${[types, context].filter(Boolean).join('\n\n')}
`;
}
