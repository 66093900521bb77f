/**
 * ASP.NET Core features that native programs do not have, where the SDK says nothing. Each row names the methods by containing type,
 * so that a method of the same name elsewhere is not meant. Rows for methods with `Requires…` attributes are not needed: those
 * already warn (and a row's method that carries one in some version is left to that warning).
 */
import type { RuleId, Severity } from '../../diagnostic';

/** One feature. */
export interface SupportRow {
  readonly id: RuleId;
  readonly feature: string;
  /** Full name of the static class -> its methods. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
  /** First framework version that supports the feature; undefined: none does. */
  readonly supportedSince?: number;
  readonly severity: Severity;
  /** What happens, as the end of a sentence. */
  readonly effect: string;
  readonly replacement: string;
}

const builder = 'Microsoft.AspNetCore.Builder';
const services = 'Microsoft.Extensions.DependencyInjection';

export const supportTable: readonly SupportRow[] = [
  {
    id: 'AOT2100', feature: 'MVC and controllers', severity: 'warning',
    methods: {
      [`${builder}.ControllerEndpointRouteBuilderExtensions`]: ['MapControllers', 'MapControllerRoute', 'MapDefaultControllerRoute', 'MapAreaControllerRoute', 'MapDynamicControllerRoute', 'MapFallbackToController', 'MapFallbackToAreaController'],
      [`${builder}.MvcApplicationBuilderExtensions`]: ['UseMvc', 'UseMvcWithDefaultRoute'],
      [`${services}.MvcCoreServiceCollectionExtensions`]: ['AddMvcCore'],
    },
    effect: 'controllers are found by reflection and do not work',
    replacement: 'Use minimal APIs (MapGet, MapPost, MapGroup).',
  },
  {
    id: 'AOT2101', feature: 'Razor Pages', severity: 'warning',
    methods: { [`${builder}.RazorPagesEndpointRouteBuilderExtensions`]: ['MapRazorPages', 'MapFallbackToPage', 'MapFallbackToAreaPage', 'MapDynamicPageRoute'] },
    effect: 'pages are found by reflection and do not work',
    replacement: 'Serve static files and use minimal APIs for data.',
  },
  {
    id: 'AOT2102', feature: 'Blazor and Razor components', severity: 'warning',
    methods: {
      [`${builder}.ComponentEndpointRouteBuilderExtensions`]: ['MapBlazorHub'],
      [`${builder}.RazorComponentsEndpointRouteBuilderExtensions`]: ['MapRazorComponents'],
      [`${builder}.ServerRazorComponentsEndpointConventionBuilderExtensions`]: ['AddInteractiveServerRenderMode'],
      [`${services}.ServerRazorComponentsBuilderExtensions`]: ['AddInteractiveServerComponents'],
    },
    effect: 'components are found by reflection and do not work',
    replacement: 'Keep Blazor in a project of its own that is not published natively.',
  },
  {
    id: 'AOT2103', feature: 'SignalR', severity: 'warning', supportedSince: 9,
    methods: { [`${builder}.HubEndpointRouteBuilderExtensions`]: ['MapHub'] },
    effect: 'hubs do not work before .NET 9',
    replacement: 'Target .NET 9 or later, or use WebSockets directly.',
  },
  {
    id: 'AOT2104', feature: 'the MessagePack hub protocol', severity: 'warning',
    methods: { [`${services}.MsgPackProtocolDependencyInjectionExtensions`]: ['AddMessagePackProtocol'] },
    effect: 'the protocol makes its serializers at run time',
    replacement: 'Use the JSON protocol with a source-generated JsonSerializerContext.',
  },
  {
    id: 'AOT2105', feature: 'session state', severity: 'warning',
    methods: { [`${builder}.SessionMiddlewareExtensions`]: ['UseSession'] },
    effect: 'the middleware is not supported',
    replacement: 'Use IDistributedCache directly with a key of your own.',
  },
  {
    id: 'AOT2106', feature: 'single-page application services', severity: 'warning',
    methods: {
      [`${builder}.SpaApplicationBuilderExtensions`]: ['UseSpa'],
      [`${services}.SpaStaticFilesExtensions`]: ['AddSpaStaticFiles', 'UseSpaStaticFiles'],
    },
    effect: 'the middleware is not supported',
    replacement: 'Use static files with MapFallbackToFile("index.html").',
  },
  {
    id: 'AOT2107', feature: 'authentication other than JWT bearer', severity: 'info',
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
      [`${services}.IdentityServiceCollectionExtensions`]: ['AddIdentityCore', 'AddIdentityApiEndpoints'],
    },
    effect: 'it may work, but the framework does not promise it',
    replacement: 'AddJwtBearer is supported; test any other scheme in the published program.',
  },
];
