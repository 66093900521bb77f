/**
 * What is known of popular packages under Native AOT. Packages that carry the IsAotCompatible mark, or trim annotations that
 * the code rules see, need no entry; these are the ones about which the editor would otherwise be silent.
 */

export interface PackageFact {
  /** Package id, or a prefix of ids when it ends with "*". */
  readonly id: string;
  /** "no": does not work. "partly": works within limits that `why` names. */
  readonly status: 'no' | 'partly';
  /** Lower versions only: from this one on there is nothing to report, or `since` says what. */
  readonly before?: string;
  /** From this version on. */
  readonly from?: string;
  /** What goes wrong, as the end of "X …". */
  readonly why: string;
  /** What to do instead, a sentence in the imperative without its full stop. */
  readonly instead: string;
  readonly link: string;
}

const github = 'https://github.com/';

export const packageFacts: readonly PackageFact[] = [
  { id: 'Newtonsoft.Json', status: 'no', why: 'serializes by reflection, so members that trimming removes are missing', instead: 'Use System.Text.Json with a JsonSerializerContext', link: `${github}JamesNK/Newtonsoft.Json/pull/2980` },
  { id: 'Microsoft.AspNetCore.Mvc.NewtonsoftJson', status: 'no', why: 'needs MVC and reflection', instead: 'Use minimal APIs with a JsonSerializerContext', link: 'https://learn.microsoft.com/aspnet/core/fundamentals/native-aot' },
  { id: 'AutoMapper', status: 'no', why: 'compiles its mappings at run time', instead: 'Use Riok.Mapperly (a source generator) or map by hand', link: `${github}AutoMapper/AutoMapper.Data/issues/75` },
  { id: 'AutoMapper.*', status: 'no', why: 'compiles its mappings at run time', instead: 'Use Riok.Mapperly (a source generator) or map by hand', link: `${github}AutoMapper/AutoMapper.Data/issues/75` },
  { id: 'Mapster', status: 'no', why: 'compiles its mappings at run time', instead: 'Use Riok.Mapperly (a source generator) or map by hand', link: `${github}MapsterMapper/Mapster` },
  { id: 'MediatR', status: 'no', why: 'finds its handlers by scanning assemblies and closes generic types at run time', instead: 'Use Mediator (martinothamar/Mediator, a source generator) or call the handlers', link: `${github}LuckyPennySoftware/MediatR/issues/892` },
  { id: 'Scrutor', status: 'no', why: 'registers services by scanning assemblies', instead: 'Register the services one by one', link: `${github}khellang/Scrutor/issues/232` },
  { id: 'FluentValidation', status: 'partly', why: 'works with validators that are registered one by one, not with assembly scanning', instead: 'Register each validator explicitly', link: `${github}JasperFx/wolverine/issues/2803` },
  { id: 'FluentValidation.DependencyInjectionExtensions', status: 'partly', why: 'scans assemblies for validators', instead: 'Register each validator explicitly', link: `${github}JasperFx/wolverine/issues/2803` },
  { id: 'FluentValidation.AspNetCore', status: 'no', why: 'needs MVC', instead: 'Call the validators from the endpoint', link: 'https://learn.microsoft.com/aspnet/core/fundamentals/native-aot' },
  { id: 'Swashbuckle.AspNetCore', status: 'no', why: 'generates its document by reflection', instead: 'Use Microsoft.AspNetCore.OpenApi (AddOpenApi, .NET 9 and later)', link: `${github}domaindrivendev/Swashbuckle.AspNetCore/issues/3913` },
  { id: 'Swashbuckle.AspNetCore.SwaggerGen', status: 'no', why: 'generates its document by reflection', instead: 'Use Microsoft.AspNetCore.OpenApi (AddOpenApi, .NET 9 and later)', link: `${github}domaindrivendev/Swashbuckle.AspNetCore/issues/3913` },
  { id: 'NSwag.AspNetCore', status: 'no', why: 'generates its document by reflection', instead: 'Use Microsoft.AspNetCore.OpenApi (AddOpenApi, .NET 9 and later)', link: `${github}RicoSuter/NSwag/issues/5342` },
  { id: 'Microsoft.EntityFrameworkCore', status: 'no', before: '9.0', why: 'builds its model and queries at run time', instead: 'Use ADO.NET (Npgsql, Microsoft.Data.Sqlite) or Dapper.AOT; EF Core 9 has experimental support', link: 'https://learn.microsoft.com/ef/core/performance/nativeaot-and-precompiled-queries' },
  { id: 'Microsoft.EntityFrameworkCore', status: 'partly', from: '9.0', why: 'supports Native AOT experimentally: it needs a compiled model and precompiled queries, and dynamic queries throw', instead: 'Add Microsoft.EntityFrameworkCore.Tasks and precompile the queries', link: 'https://learn.microsoft.com/ef/core/performance/nativeaot-and-precompiled-queries' },
  { id: 'Microsoft.EntityFrameworkCore.*', status: 'no', before: '9.0', why: 'builds its model and queries at run time', instead: 'Use ADO.NET (Npgsql, Microsoft.Data.Sqlite) or Dapper.AOT; EF Core 9 has experimental support', link: 'https://learn.microsoft.com/ef/core/performance/nativeaot-and-precompiled-queries' },
  { id: 'Npgsql.EntityFrameworkCore.PostgreSQL', status: 'partly', why: 'is EF Core, whose Native AOT support is experimental', instead: 'Use Npgsql directly, or precompile model and queries', link: 'https://learn.microsoft.com/ef/core/performance/nativeaot-and-precompiled-queries' },
  { id: 'Dapper', status: 'no', why: 'emits its row readers at run time', instead: 'Add Dapper.AOT and [module: DapperAot]', link: `${github}DapperLib/DapperAOT` },
  { id: 'Microsoft.Data.SqlClient', status: 'partly', why: 'works for basic use, with trim warnings at publish', instead: 'Test your queries in the published program', link: `${github}dotnet/SqlClient/issues/1947` },
  { id: 'System.Data.SqlClient', status: 'no', why: 'is not maintained and not trimmable', instead: 'Use Microsoft.Data.SqlClient', link: `${github}dotnet/runtime/issues/89782` },
  { id: 'StackExchange.Redis', status: 'partly', why: 'works except for Lua scripts with parameter objects', instead: 'Pass script arguments as keys and values', link: `${github}StackExchange/StackExchange.Redis/issues/2449` },
  { id: 'Serilog', status: 'partly', before: '4.0', why: 'is not annotated before version 4', instead: 'Update to Serilog 4 or later and configure it in code', link: `${github}serilog/serilog/issues/1985` },
  { id: 'Serilog', status: 'partly', from: '4.0', why: 'writes what {@Value} captures as its text in trimmed programs, not as an object with properties', instead: 'Log the properties as values of their own', link: `${github}serilog/serilog/issues/2235` },
  { id: 'Serilog.Settings.Configuration', status: 'no', why: 'finds sinks by name in configuration', instead: 'Configure the logger in code: new LoggerConfiguration().WriteTo…', link: `${github}serilog/serilog-settings-configuration/issues/408` },
  { id: 'NLog', status: 'no', before: '6.0', why: 'creates its targets by name', instead: 'Update to NLog 6 and register targets in code', link: `${github}NLog/NLog/issues/5258` },
  { id: 'NLog', status: 'partly', from: '6.0', why: 'creates targets named in configuration by name', instead: 'Register them: SetupExtensions(e => e.RegisterTarget<T>())', link: `${github}NLog/NLog/issues/5896` },
  { id: 'Castle.Core', status: 'no', why: 'emits proxy classes at run time', instead: 'Write the decorators, or use a source generator', link: `${github}devlooped/moq/issues/1552` },
  { id: 'Moq', status: 'no', why: 'emits proxy classes at run time', instead: 'Keep it in a test project that is not published natively', link: `${github}devlooped/moq/issues/1552` },
  { id: 'NSubstitute', status: 'no', why: 'emits proxy classes at run time', instead: 'Keep it in a test project that is not published natively', link: `${github}devlooped/moq/issues/1552` },
  { id: 'FakeItEasy', status: 'no', why: 'emits proxy classes at run time', instead: 'Keep it in a test project that is not published natively', link: `${github}devlooped/moq/issues/1552` },
  { id: 'Refit', status: 'partly', why: 'uses reflection behind its generated stubs', instead: 'Use HttpClient with the JsonTypeInfo overloads, or check the newest version', link: `${github}reactiveui/refit/issues/2121` },
  { id: 'RestSharp', status: 'partly', why: 'uses reflection for AddObject and XML', instead: 'Use HttpClient with the JsonTypeInfo overloads', link: `${github}restsharp/RestSharp/issues/2152` },
  { id: 'MassTransit', status: 'no', why: 'makes message proxies at run time', instead: "Use the broker's own client", link: `${github}MassTransit/MassTransit` },
  { id: 'DotNetCore.CAP', status: 'no', why: 'finds its subscribers by reflection', instead: "Use the broker's own client", link: `${github}dotnetcore/CAP/issues/1666` },
  { id: 'Hangfire*', status: 'no', why: 'stores jobs as expressions and calls them by reflection', instead: 'Use a BackgroundService, or Quartz 4', link: `${github}HangfireIO/Hangfire/issues/2478` },
  { id: 'HotChocolate*', status: 'no', why: 'builds its schema by reflection', instead: 'Use GraphQL.NET with AddGraphQLAot', link: `${github}ChilliCream/graphql-platform/issues/7123` },
  { id: 'protobuf-net', status: 'no', why: 'builds its model at run time', instead: 'Use Google.Protobuf', link: `${github}protobuf-net/protobuf-net/issues/1025` },
  { id: 'MessagePack', status: 'partly', why: 'needs a source-generated resolver', instead: 'Use [GeneratedMessagePackResolver] (version 3)', link: `${github}MessagePack-CSharp/MessagePack-CSharp/issues/1906` },
  { id: 'CsvHelper', status: 'no', before: '34.0', why: 'maps rows by reflection and expression trees', instead: 'Update to CsvHelper 34, or use Sep', link: `${github}JoshClose/CsvHelper/issues/2089` },
  { id: 'Microsoft.ApplicationInsights*', status: 'no', before: '3.0', why: 'has no trimming support in version 2', instead: 'Use Azure.Monitor.OpenTelemetry', link: `${github}microsoft/ApplicationInsights-dotnet/issues/2786` },
  { id: 'Microsoft.Azure.Cosmos', status: 'no', why: 'uses Newtonsoft.Json inside', instead: 'Use the REST interface', link: `${github}Azure/azure-cosmos-dotnet-v3/issues/4458` },
  { id: 'AWSSDK.*', status: 'partly', before: '4.0', why: 'is only partly annotated in version 3', instead: 'Update to version 4', link: `${github}aws/aws-sdk-net` },
  { id: 'Google.Apis*', status: 'no', why: 'uses Newtonsoft.Json inside', instead: 'Use the Google.Cloud clients over gRPC', link: `${github}googleapis/google-api-dotnet-client/issues/3022` },
  { id: 'MongoDB.Bson', status: 'no', why: 'makes its serializers by reflection, so that their constructors are missing', instead: 'Keep what talks to MongoDB out of the native program', link: `${github}mongodb/mongo-csharp-driver/pull/413` },
  { id: 'MongoDB.Driver', status: 'no', why: 'makes its serializers by reflection, so that their constructors are missing', instead: 'Keep what talks to MongoDB out of the native program', link: `${github}mongodb/mongo-csharp-driver/pull/413` },
  { id: 'Octokit', status: 'no', why: 'reads JSON by reflection, so that the members of its models are missing', instead: 'Call the REST interface with HttpClient and a JsonSerializerContext', link: `${github}octokit/octokit.net/issues/3063` },
  { id: 'Microsoft.FeatureManagement*', status: 'no', why: 'makes its built-in filters by reflection, so that their constructors are missing', instead: 'Read the flags from IConfiguration', link: `${github}microsoft/FeatureManagement-Dotnet` },
  { id: 'LightInject*', status: 'no', why: 'makes its factories of code that is emitted at run time', instead: 'Use Microsoft.Extensions.DependencyInjection', link: `${github}seesharper/LightInject` },
  { id: 'CommandLineParser', status: 'no', why: 'makes its options objects by reflection, so that constructors and properties are missing', instead: 'Use System.CommandLine', link: `${github}commandlineparser/commandline/issues/897` },
  { id: 'Handlebars.Net', status: 'no', why: 'compiles templates at run time', instead: 'Use a template source generator', link: `${github}Handlebars-Net/Handlebars.Net/issues/571` },
  { id: 'Autofac', status: 'partly', why: 'uses run-time code for open generics, delegate factories and scanning', instead: 'Use Microsoft.Extensions.DependencyInjection, or an annotated version', link: `${github}autofac/Autofac/pull/1492` },
  { id: 'System.Configuration.ConfigurationManager', status: 'partly', why: 'creates section handlers by name', instead: 'Use Microsoft.Extensions.Configuration with the binding generator', link: 'https://learn.microsoft.com/dotnet/core/deploying/trimming/incompatibilities' },
  { id: 'Microsoft.AspNetCore.Components*', status: 'no', why: 'is Blazor, which ASP.NET Core does not support under Native AOT', instead: 'Serve static files and an API', link: 'https://learn.microsoft.com/aspnet/core/fundamentals/native-aot' },
  { id: 'Microsoft.AspNetCore.SignalR.Protocols.MessagePack', status: 'no', why: 'resolves formatters at run time', instead: 'Use the JSON protocol with a JsonSerializerContext', link: 'https://learn.microsoft.com/aspnet/core/fundamentals/native-aot' },
];
