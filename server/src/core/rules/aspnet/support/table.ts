/**
 * ASP.NET Core features that native programs do not have, in some version or in all. A method that carries a `Requires…` attribute
 * is left to the official warning of that attribute; the advice of its row is added there.
 */
import type { SupportChange, SupportRow } from './model';
import { builderNamespace as builder, nativeAotPage, servicesNamespace as services } from './model';

const never: readonly SupportChange[] = [{ since: 8, status: 'none' }];
const docs = 'https://learn.microsoft.com/aspnet/core/';
const mvc = 'Microsoft.AspNetCore.Mvc';

/** In the order of their ids. */
export const supportTable: readonly SupportRow[] = [
  {
    feature: 'MVC and controllers', status: never,
    methods: {
      [`${builder}.ControllerEndpointRouteBuilderExtensions`]: ['MapControllers', 'MapControllerRoute', 'MapDefaultControllerRoute', 'MapAreaControllerRoute', 'MapDynamicControllerRoute', 'MapFallbackToController', 'MapFallbackToAreaController'],
      [`${builder}.MvcApplicationBuilderExtensions`]: ['UseMvc', 'UseMvcWithDefaultRoute'],
      [`${builder}.MvcAreaRouteBuilderExtensions`]: ['MapAreaRoute'],
      [`${builder}.MapRouteRouteBuilderExtensions`]: ['MapRoute'],
      [`${services}.MvcCoreServiceCollectionExtensions`]: ['AddMvcCore'],
      [`${services}.MvcServiceCollectionExtensions`]: ['AddControllers', 'AddControllersWithViews', 'AddMvc'],
    },
    types: [`${mvc}.ControllerBase`, `${mvc}.Controller`, `${mvc}.ApiControllerAttribute`, `${mvc}.ControllerAttribute`],
    advice: 'Use minimal APIs (MapGet, MapPost, MapGroup).', docs: `${docs}fundamentals/minimal-apis`,
    report: { id: 'AOT2100', severity: 'warning', isPlural: true, effect: 'controllers are found by reflection and do not work' },
  },
  {
    feature: 'Razor Pages', status: never,
    methods: {
      [`${builder}.RazorPagesEndpointRouteBuilderExtensions`]: ['MapRazorPages', 'MapFallbackToPage', 'MapFallbackToAreaPage', 'MapDynamicPageRoute'],
      [`${services}.MvcServiceCollectionExtensions`]: ['AddRazorPages'],
      [`${services}.MvcRazorPagesMvcCoreBuilderExtensions`]: ['AddRazorPages'],
    },
    types: [`${mvc}.RazorPages.PageModel`],
    advice: 'Serve static files and use minimal APIs for data.', docs: nativeAotPage,
    report: { id: 'AOT2101', severity: 'warning', isPlural: true, effect: 'pages are found by reflection and do not work' },
  },
  {
    feature: 'Blazor and Razor components', status: never,
    methods: {
      [`${builder}.ComponentEndpointRouteBuilderExtensions`]: ['MapBlazorHub'],
      [`${builder}.RazorComponentsEndpointRouteBuilderExtensions`]: ['MapRazorComponents'],
      [`${builder}.ServerRazorComponentsEndpointConventionBuilderExtensions`]: ['AddInteractiveServerRenderMode'],
      [`${services}.ServerRazorComponentsBuilderExtensions`]: ['AddInteractiveServerComponents'],
      [`${services}.ComponentServiceCollectionExtensions`]: ['AddServerSideBlazor'],
      [`${services}.RazorComponentsServiceCollectionExtensions`]: ['AddRazorComponents'],
    },
    advice: 'Keep Blazor in a project of its own that is not published natively.', docs: nativeAotPage,
    report: { id: 'AOT2102', severity: 'warning', isPlural: true, effect: 'components are found by reflection and do not work' },
  },
  {
    feature: 'SignalR', status: [{ since: 8, status: 'none' }, { since: 9, status: 'partial' }],
    methods: {
      [`${builder}.HubEndpointRouteBuilderExtensions`]: ['MapHub'],
      [`${services}.SignalRDependencyInjectionExtensions`]: ['AddSignalR', 'AddSignalRCore'],
    },
    types: ['Microsoft.AspNetCore.SignalR.Hub'],
    advice: 'Target .NET 9 or later with untyped hubs and the JSON protocol, or use WebSockets directly.', docs: `${docs}signalr/introduction`,
    report: { id: 'AOT2103', severity: 'warning', effect: 'hubs do not work before .NET 9' },
  },
  {
    feature: 'MessagePack and Newtonsoft hub protocols', status: never,
    methods: {
      [`${services}.MessagePackProtocolDependencyInjectionExtensions`]: ['AddMessagePackProtocol'],
      [`${services}.MsgPackProtocolDependencyInjectionExtensions`]: ['AddMessagePackProtocol'],
      [`${services}.NewtonsoftJsonProtocolDependencyInjectionExtensions`]: ['AddNewtonsoftJsonProtocol'],
    },
    advice: 'Use the JSON protocol with a source-generated JsonSerializerContext.', docs: `${docs}signalr/messagepackhubprotocol`,
    report: { id: 'AOT2104', severity: 'warning', isPlural: true, effect: 'the protocol makes its serializers at run time' },
  },
  {
    feature: 'Session state', status: never,
    methods: { [`${builder}.SessionMiddlewareExtensions`]: ['UseSession'], [`${services}.SessionServiceCollectionExtensions`]: ['AddSession'] },
    advice: 'Use IDistributedCache directly with a key of your own.', docs: `${docs}performance/caching/distributed`,
    report: { id: 'AOT2105', severity: 'info', effect: 'it may work, but the framework does not promise it' },
  },
  {
    feature: 'Single-page application services', status: never,
    methods: {
      [`${builder}.SpaApplicationBuilderExtensions`]: ['UseSpa'],
      [`${builder}.SpaProxyingExtensions`]: ['UseProxyToSpaDevelopmentServer'],
      [`${services}.SpaStaticFilesExtensions`]: ['AddSpaStaticFiles', 'UseSpaStaticFiles'],
    },
    advice: 'Use static files with MapFallbackToFile("index.html").', docs: `${docs}fundamentals/static-files`,
    report: { id: 'AOT2106', severity: 'warning', isPlural: true, effect: 'the middleware is not supported' },
  },
  {
    feature: 'Authentication other than JWT bearer', status: never,
    methods: {
      [`${services}.CookieExtensions`]: ['AddCookie'],
      [`${services}.OAuthExtensions`]: ['AddOAuth'],
      [`${services}.OpenIdConnectExtensions`]: ['AddOpenIdConnect'],
      [`${services}.GoogleExtensions`]: ['AddGoogle'],
      [`${services}.FacebookAuthenticationOptionsExtensions`]: ['AddFacebook'],
      [`${services}.MicrosoftAccountExtensions`]: ['AddMicrosoftAccount'],
      [`${services}.TwitterExtensions`]: ['AddTwitter'],
      [`${services}.NegotiateExtensions`]: ['AddNegotiate'],
      [`${services}.CertificateAuthenticationAppBuilderExtensions`]: ['AddCertificate'],
      [`${services}.BearerTokenExtensions`]: ['AddBearerToken'],
      [`${services}.IdentityServiceCollectionExtensions`]: ['AddIdentity', 'AddIdentityCore', 'AddIdentityApiEndpoints'],
      [`${services}.IdentityServiceCollectionUIExtensions`]: ['AddDefaultIdentity'],
      'Microsoft.AspNetCore.Identity.IdentityCookieAuthenticationBuilderExtensions': ['AddIdentityCookies', 'AddApplicationCookie', 'AddExternalCookie', 'AddTwoFactorRememberMeCookie', 'AddTwoFactorUserIdCookie'],
      'Microsoft.Identity.Web.MicrosoftIdentityWebApiAuthenticationBuilderExtensions': ['AddMicrosoftIdentityWebApi'],
      'Microsoft.Identity.Web.MicrosoftIdentityWebApiServiceCollectionExtensions': ['AddMicrosoftIdentityWebApiAuthentication'],
      'Microsoft.Identity.Web.MicrosoftIdentityWebAppAuthenticationBuilderExtensions': ['AddMicrosoftIdentityWebApp'],
      'Microsoft.Identity.Web.MicrosoftIdentityWebAppServiceCollectionExtensions': ['AddMicrosoftIdentityWebAppAuthentication'],
    },
    advice: 'AddJwtBearer is supported; test any other scheme in the published program.', docs: `${docs}security/authentication/`,
    report: { id: 'AOT2107', severity: 'info', effect: 'it may work, but the framework does not promise it' },
  },
  {
    feature: 'Swashbuckle and NSwag', status: never,
    methods: {
      [`${services}.SwaggerGenServiceCollectionExtensions`]: ['AddSwaggerGen'],
      [`${builder}.SwaggerBuilderExtensions`]: ['UseSwagger', 'MapSwagger'],
      [`${services}.NSwagServiceCollectionExtensions`]: ['AddOpenApiDocument', 'AddSwaggerDocument', 'AddSwagger'],
      [`${builder}.NSwagApplicationBuilderExtensions`]: ['UseOpenApi'],
    },
    advice: 'Use AddOpenApi and MapOpenApi of Microsoft.AspNetCore.OpenApi (.NET 9 or later).', docs: `${docs}fundamentals/openapi/overview`,
    report: { id: 'AOT2108', severity: 'warning', isPlural: true, effect: 'the document is made by reflection over types that trimming changes' },
  },
  {
    feature: 'XML configuration', status: never,
    methods: { 'Microsoft.Extensions.Configuration.XmlConfigurationExtensions': ['AddXmlFile', 'AddXmlStream'] },
    advice: 'Use JSON configuration: AddJsonFile, AddJsonStream.', docs: `${docs}fundamentals/configuration/`,
  },
  {
    feature: 'Validation of options by data annotations at run time', status: never,
    methods: { [`${services}.OptionsBuilderDataAnnotationsExtensions`]: ['ValidateDataAnnotations'] },
    advice: 'Declare a partial class with [OptionsValidator] and register it as IValidateOptions<T>.', docs: 'https://learn.microsoft.com/dotnet/core/extensions/options-validation-generator',
  },
];
