/** Rows of the support table for features that native programs have, wholly or in part (documentation, "ASP.NET Core support for Native AOT"). */
import type { SupportRow } from './model';
import { builderNamespace as builder, servicesNamespace as services } from './model';

const docs = 'https://learn.microsoft.com/aspnet/core/';

/** A feature that works in every version. */
function full(feature: string, methods: SupportRow['methods'], page: string, advice = ''): SupportRow {
  return { feature, status: [{ since: 8, status: 'full' }], methods, advice, docs: docs + page };
}

/** In the order of the official table. */
export const supportedFeatures: readonly SupportRow[] = [
  {
    feature: 'gRPC', status: [{ since: 8, status: 'full' }],
    methods: { [`${services}.GrpcServicesExtensions`]: ['AddGrpc'], [`${builder}.GrpcEndpointRouteBuilderExtensions`]: ['MapGrpcService'] },
    advice: 'The template is `dotnet new grpc --aot`.', docs: `${docs}grpc/native-aot`,
  },
  {
    feature: 'Minimal APIs', status: [{ since: 8, status: 'partial' }],
    methods: { [`${builder}.EndpointRouteBuilderExtensions`]: ['Map', 'MapGet', 'MapPost', 'MapPut', 'MapDelete', 'MapPatch', 'MapMethods', 'MapFallback', 'MapGroup'] },
    advice: 'List the types of the endpoints in a registered JsonSerializerContext, and keep to handlers that the request delegate generator takes.',
    docs: `${docs}fundamentals/aot/request-delegate-generator/rdg`,
  },
  full('JWT bearer authentication', { [`${services}.JwtBearerExtensions`]: ['AddJwtBearer'] }, 'security/authentication/configure-jwt-bearer-authentication'),
  full('Authorization', {
    [`${services}.PolicyServiceCollectionExtensions`]: ['AddAuthorization', 'AddAuthorizationBuilder'], [`${builder}.AuthorizationAppBuilderExtensions`]: ['UseAuthorization'],
    [`${builder}.AuthorizationEndpointConventionBuilderExtensions`]: ['RequireAuthorization'],
  }, 'security/authorization/introduction'),
  full('CORS', { [`${services}.CorsServiceCollectionExtensions`]: ['AddCors'], [`${builder}.CorsMiddlewareExtensions`]: ['UseCors'], [`${builder}.CorsEndpointConventionBuilderExtensions`]: ['RequireCors'] }, 'security/cors'),
  full('Health checks', {
    [`${services}.HealthCheckServiceCollectionExtensions`]: ['AddHealthChecks'], [`${builder}.HealthCheckEndpointRouteBuilderExtensions`]: ['MapHealthChecks'],
    [`${builder}.HealthCheckApplicationBuilderExtensions`]: ['UseHealthChecks'],
  }, 'host-and-deploy/health-checks'),
  full('HTTP logging', { [`${services}.HttpLoggingServicesExtensions`]: ['AddHttpLogging', 'AddW3CLogging'], [`${builder}.HttpLoggingBuilderExtensions`]: ['UseHttpLogging', 'UseW3CLogging'] }, 'fundamentals/http-logging/'),
  full('Localization', {
    [`${services}.LocalizationServiceCollectionExtensions`]: ['AddLocalization'], [`${services}.RequestLocalizationServiceCollectionExtensions`]: ['AddRequestLocalization'],
    [`${builder}.ApplicationBuilderExtensions`]: ['UseRequestLocalization'],
  }, 'fundamentals/localization', 'Set InvariantGlobalization to false: the template sets it to true.'),
  full('Output caching', { [`${services}.OutputCacheServiceCollectionExtensions`]: ['AddOutputCache'], [`${builder}.OutputCacheApplicationBuilderExtensions`]: ['UseOutputCache'], [`${services}.OutputCacheConventionBuilderExtensions`]: ['CacheOutput'] }, 'performance/caching/output'),
  full('Rate limiting', {
    [`${builder}.RateLimiterServiceCollectionExtensions`]: ['AddRateLimiter'], [`${builder}.RateLimiterApplicationBuilderExtensions`]: ['UseRateLimiter'],
    [`${builder}.RateLimiterEndpointConventionBuilderExtensions`]: ['RequireRateLimiting'],
  }, 'performance/rate-limit'),
  full('Request decompression', { [`${services}.RequestDecompressionServiceExtensions`]: ['AddRequestDecompression'], [`${builder}.RequestDecompressionBuilderExtensions`]: ['UseRequestDecompression'] }, 'fundamentals/middleware/request-decompression'),
  full('Response caching', { [`${services}.ResponseCachingServicesExtensions`]: ['AddResponseCaching'], [`${builder}.ResponseCachingExtensions`]: ['UseResponseCaching'] }, 'performance/caching/middleware'),
  full('Response compression', { [`${builder}.ResponseCompressionServicesExtensions`]: ['AddResponseCompression'], [`${builder}.ResponseCompressionBuilderExtensions`]: ['UseResponseCompression'] }, 'performance/response-compression'),
  full('Rewrite', { [`${builder}.RewriteBuilderExtensions`]: ['UseRewriter'] }, 'fundamentals/url-rewriting'),
  full('Static files', {
    [`${builder}.StaticFileExtensions`]: ['UseStaticFiles'], [`${builder}.FileServerExtensions`]: ['UseFileServer'], [`${builder}.DefaultFilesExtensions`]: ['UseDefaultFiles'],
    [`${builder}.StaticFilesEndpointRouteBuilderExtensions`]: ['MapFallbackToFile'],
  }, 'fundamentals/static-files'),
  {
    feature: 'Static assets', status: [{ since: 9, status: 'full' }], methods: { [`${builder}.StaticAssetsEndpointRouteBuilderExtensions`]: ['MapStaticAssets'] },
    advice: 'Under CreateSlimBuilder call WebHost.UseStaticWebAssets(), or files are empty while developing.', docs: `${docs}fundamentals/map-static-files`,
  },
  full('WebSockets', { [`${builder}.WebSocketMiddlewareExtensions`]: ['UseWebSockets'] }, 'fundamentals/websockets'),
  {
    feature: 'OpenAPI documents', status: [{ since: 9, status: 'full' }],
    methods: { [`${services}.OpenApiServiceCollectionExtensions`]: ['AddOpenApi'], [`${builder}.OpenApiEndpointRouteBuilderExtensions`]: ['MapOpenApi'] },
    advice: 'Types of parameters must be in the JsonSerializerContext too.', docs: `${docs}fundamentals/openapi/overview`,
  },
  {
    feature: 'Validation of minimal APIs', status: [{ since: 10, status: 'full' }], methods: { [`${services}.ValidationServiceCollectionExtensions`]: ['AddValidation'] },
    advice: 'Validators are generated at build time.', docs: `${docs}fundamentals/minimal-apis#validation-support-in-minimal-apis`,
  },
  {
    feature: 'Binding of configuration', status: [{ since: 8, status: 'full' }],
    methods: {
      [`${services}.OptionsConfigurationServiceCollectionExtensions`]: ['Configure'], [`${services}.OptionsBuilderConfigurationExtensions`]: ['Bind', 'BindConfiguration'],
      'Microsoft.Extensions.Configuration.ConfigurationBinder': ['Bind', 'Get', 'GetValue'],
    },
    advice: 'The binding generator does it: EnableConfigurationBindingGenerator, which PublishAot turns on.', docs: 'https://learn.microsoft.com/dotnet/core/extensions/configuration-generator',
  },
];
