/** Features of ASP.NET Core beside JSON, and what the reduced builders leave out. */
import type { Pattern } from './pattern';

const a = { answer: 'a' } as const;
const slim = { ...a, registration: '', context: '' } as const;
const certificate = `var key = System.Security.Cryptography.RSA.Create(2048);
var signed = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=localhost", key, System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
builder.WebHost.ConfigureKestrel(options => options.ConfigureHttpsDefaults(https => https.ServerCertificate = signed));`;
const listen = 'app.Urls.Add("http://127.0.0.1:0");';
const get = 'app.MapGet("/x", () => "a");';
const cookies = 'builder.Services.AddAuthentication("Cookies").AddCookie();\nbuilder.Services.AddAuthorization();';

/** Builders. */
const builderPatterns: readonly Pattern[] = [
  { name: 'slim: regex constraint', outcome: 'application', ...slim, code: 'app.MapGet("/{id:regex(^x$)}", () => "a");' },
  { name: 'slim: regex constraint with AddRouting', outcome: 'works', ...slim, services: 'builder.Services.AddRouting();', code: 'app.MapGet("/{id:regex(^x$)}", () => "a");' },
  { name: 'slim: regex constraint of a group', outcome: 'application', ...slim, code: 'app.MapGroup("/{id:regex(^x$)}").MapGet("/", () => "a");' },
  { name: 'slim: regex constraint of MapFallback', outcome: 'works', ...slim, code: 'app.MapFallback("/{id:regex(^x$)}", () => "a");' },
  { name: 'slim: regex constraint with SetParameterPolicy', outcome: 'works', ...slim, services: 'builder.Services.Configure<RouteOptions>(options => options.SetParameterPolicy<Microsoft.AspNetCore.Routing.Constraints.RegexInlineRouteConstraint>("regex"));', code: 'app.MapGet("/{id:regex(^x$)}", () => "a");' },
  { name: 'slim: alpha constraint', outcome: 'works', ...slim, code: 'app.MapGet("/{id:alpha}", () => "a");' },
  { name: 'slim: constraints of other kinds', outcome: 'works', ...slim, code: 'app.MapGet("/{id:length(1)}", () => "a");\napp.MapGet("/n/{id:int:min(1)}", (int id) => "a");\napp.MapGet("/g/{id:guid}", (Guid id) => "a");' },
  { name: 'full: regex constraint', outcome: 'works', ...slim, builder: 'WebApplication.CreateBuilder(args)', code: 'app.MapGet("/{id:regex(^x$)}", () => "a");' },
  { name: 'slim: https address', outcome: 'application', ...slim, services: certificate, code: `${listen}\napp.Urls.Add("https://127.0.0.1:0");\n${get}` },
  { name: 'slim: https address in UseUrls', outcome: 'application', ...slim, services: `${certificate}\nbuilder.WebHost.UseUrls("http://127.0.0.1:0", "https://127.0.0.1:0");`, code: get },
  { name: 'slim: https address in UseUrls, one text', outcome: 'application', ...slim, services: `${certificate}\nbuilder.WebHost.UseUrls("http://127.0.0.1:0;https://127.0.0.1:0");`, code: get },
  { name: 'slim: https address with UseKestrelHttpsConfiguration', outcome: 'works', ...slim, services: `${certificate}\nbuilder.WebHost.UseKestrelHttpsConfiguration();`, code: `${listen}\napp.Urls.Add("https://127.0.0.1:0");\n${get}` },
  { name: 'slim: UseHttps of an endpoint', outcome: 'works', ...slim, services: `${certificate}\nbuilder.WebHost.ConfigureKestrel(options => { options.Listen(System.Net.IPAddress.Loopback, 0); options.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.UseHttps()); });`, code: get },
  { name: 'slim: UseHttps of an endpoint with its certificate', outcome: 'works', ...slim, services: `${certificate}\nbuilder.WebHost.ConfigureKestrel(options => { options.Listen(System.Net.IPAddress.Loopback, 0); options.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(signed)); });`, code: get },
  { name: 'full: https address', outcome: 'works', ...slim, builder: 'WebApplication.CreateBuilder(args)', services: certificate, code: `${listen}\napp.Urls.Add("https://127.0.0.1:0");\n${get}` },
  { name: 'slim: endpoint for HTTP/3 alone', outcome: 'application', unfixable: true, ...slim, services: `${certificate}\nbuilder.WebHost.ConfigureKestrel(options => { options.Listen(System.Net.IPAddress.Loopback, 0); options.Listen(System.Net.IPAddress.Loopback, 0, endpoint => { endpoint.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http3; endpoint.UseHttps(); }); });`, code: get },
  { name: 'slim: endpoint for all protocols', outcome: 'works', ...slim, services: `${certificate}\nbuilder.WebHost.ConfigureKestrel(options => { options.Listen(System.Net.IPAddress.Loopback, 0); options.Listen(System.Net.IPAddress.Loopback, 0, endpoint => { endpoint.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1AndHttp2AndHttp3; endpoint.UseHttps(); }); });`, code: get },
  { name: 'slim: static files', outcome: 'works', registration: '', context: '', code: 'app.UseStaticFiles();\napp.MapGet("/x", () => "a");', ...a },
  { name: 'slim: MapStaticAssets', outcome: 'works', since: 9, ...slim, code: `app.MapStaticAssets();\n${get}` },
  { name: 'slim: UseIISIntegration', outcome: 'works', ...slim, services: 'builder.WebHost.UseIISIntegration();', code: get },
  { name: 'slim: UseStartup', outcome: 'application', unfixable: true, ...slim, types: 'class Startup { public void Configure(IApplicationBuilder app) { } }', services: 'builder.WebHost.UseStartup<Startup>();', code: get },
  { name: 'slim: Configure of the host', outcome: 'application', unfixable: true, ...slim, services: 'builder.WebHost.Configure(app => { });', code: get },
  { name: 'full: UseStartup', outcome: 'application', unfixable: true, ...slim, builder: 'WebApplication.CreateBuilder(args)', types: 'class Startup { public void Configure(IApplicationBuilder app) { } }', services: 'builder.WebHost.UseStartup<Startup>();', code: get },
  { name: 'slim: AddDebug and AddEventSourceLogger', outcome: 'works', ...slim, services: 'builder.Logging.AddDebug().AddEventSourceLogger();', code: get },
  { name: 'empty: no server', outcome: 'application', ...slim, builder: 'WebApplication.CreateEmptyBuilder(new() { Args = args })', services: 'builder.Services.AddRoutingCore();\nbuilder.Logging.AddSimpleConsole();', code: get },
  { name: 'empty: no routing', outcome: 'application', ...slim, builder: 'WebApplication.CreateEmptyBuilder(new() { Args = args })', services: 'builder.WebHost.UseKestrelCore();\nbuilder.Logging.AddSimpleConsole();', code: get },
  { name: 'empty: server and routing', outcome: 'works', ...slim, builder: 'WebApplication.CreateEmptyBuilder(new() { Args = args })', services: 'builder.WebHost.UseKestrelCore();\nbuilder.Services.AddRoutingCore();\nbuilder.Logging.AddSimpleConsole();', code: get },
];

/** A hub protocol with the metadata of what streams hold. */
const streamed = '[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof(string))]\npartial class AppJson : JsonSerializerContext;';
const streaming = 'builder.Services.AddSignalR().AddJsonProtocol(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));';

/** The support table. */
const supportPatterns: readonly Pattern[] = [
  { name: 'controllers', outcome: 'endpoint', ...slim, services: 'builder.Services.AddControllers();', types: '[ApiController]\npublic class ThingController : ControllerBase { [HttpGet("/x")] public string Get() => "a"; }', code: 'app.MapControllers();' },
  { name: 'controllers, AddMvcCore', outcome: 'endpoint', ...slim, services: 'builder.Services.AddMvcCore();', types: '[ApiController]\npublic class OtherController : ControllerBase { [HttpGet("/x")] public string Get() => "a"; }', code: 'app.MapControllers();' },
  { name: 'Razor Pages', outcome: 'works', ...slim, services: 'builder.Services.AddRazorPages();', code: `app.MapRazorPages();\n${get}` },
  { name: 'Razor components', outcome: 'works', ...slim, services: 'builder.Services.AddRazorComponents();', code: get },
  { name: 'Session', outcome: 'works', ...slim, services: 'builder.Services.AddDistributedMemoryCache();\nbuilder.Services.AddSession();', code: 'app.UseSession();\napp.MapGet("/x", (HttpContext context) => { context.Session.SetString("k", "a"); return context.Session.GetString("k"); });' },
  { name: 'cookie authentication', outcome: 'works', ...slim, services: cookies, code: 'app.MapGet("/x", async (HttpContext context) => { await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.SignInAsync(context, "Cookies", new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new System.Security.Claims.Claim("sub", "1")], "Cookies"))); await context.Response.WriteAsync("a"); });\napp.MapGet("/private", () => "a").RequireAuthorization();' },
  { name: 'bearer tokens', outcome: 'works', ...slim, services: 'builder.Services.AddAuthentication().AddBearerToken();\nbuilder.Services.AddAuthorization();', code: 'app.MapGet("/x", async (HttpContext context) => { var type = (await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(context, "BearerToken")).None; await context.Response.WriteAsync(type ? "a" : "b"); });' },
  { name: 'bearer tokens: sign in', outcome: 'works', registration: '', context: '', services: 'builder.Services.AddAuthentication().AddBearerToken();', code: 'app.MapGet("/x", (HttpContext context) => TypedResults.SignIn(new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new System.Security.Claims.Claim("sub", "1")], "BearerToken")), null, "BearerToken"));' },
  { name: 'Identity core', outcome: 'works', ...slim, services: 'builder.Services.AddIdentityCore<User>().AddUserStore<Users>();', types: `class User { public string Id { get; set; } = "1"; public string? Name { get; set; } public string? Hash { get; set; } }
class Users : Microsoft.AspNetCore.Identity.IUserPasswordStore<User>
{
    static readonly System.Collections.Concurrent.ConcurrentDictionary<string, User> All = new();
    public Task<Microsoft.AspNetCore.Identity.IdentityResult> CreateAsync(User user, CancellationToken token) { All[user.Id] = user; return Task.FromResult(Microsoft.AspNetCore.Identity.IdentityResult.Success); }
    public Task<Microsoft.AspNetCore.Identity.IdentityResult> DeleteAsync(User user, CancellationToken token) => Task.FromResult(Microsoft.AspNetCore.Identity.IdentityResult.Success);
    public Task<Microsoft.AspNetCore.Identity.IdentityResult> UpdateAsync(User user, CancellationToken token) => Task.FromResult(Microsoft.AspNetCore.Identity.IdentityResult.Success);
    public Task<User?> FindByIdAsync(string id, CancellationToken token) => Task.FromResult(All.GetValueOrDefault(id));
    public Task<User?> FindByNameAsync(string name, CancellationToken token) => Task.FromResult(All.Values.FirstOrDefault(user => user.Name?.ToUpperInvariant() == name));
    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken token) => Task.FromResult(user.Name?.ToUpperInvariant());
    public Task<string> GetUserIdAsync(User user, CancellationToken token) => Task.FromResult(user.Id);
    public Task<string?> GetUserNameAsync(User user, CancellationToken token) => Task.FromResult(user.Name);
    public Task SetNormalizedUserNameAsync(User user, string? name, CancellationToken token) => Task.CompletedTask;
    public Task SetUserNameAsync(User user, string? name, CancellationToken token) { user.Name = name; return Task.CompletedTask; }
    public Task<string?> GetPasswordHashAsync(User user, CancellationToken token) => Task.FromResult(user.Hash);
    public Task<bool> HasPasswordAsync(User user, CancellationToken token) => Task.FromResult(user.Hash is not null);
    public Task SetPasswordHashAsync(User user, string? hash, CancellationToken token) { user.Hash = hash; return Task.CompletedTask; }
    public void Dispose() { }
}`, code: 'app.MapGet("/x", async (Microsoft.AspNetCore.Identity.UserManager<User> users) => { var user = new User { Name = "ann" }; var made = await users.CreateAsync(user, "Secret-123"); return made.Succeeded && await users.CheckPasswordAsync(user, "Secret-123") ? "a" : "b"; });' },
  { name: 'authorization policy', outcome: 'works', ...slim, services: `${cookies}\nbuilder.Services.AddAuthorizationBuilder().AddPolicy("p", policy => policy.RequireAssertion(_ => true));`, code: 'app.MapGet("/x", () => "a").RequireAuthorization("p");' },
  { name: 'CORS', outcome: 'works', ...slim, services: 'builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin()));', code: `app.UseCors();\n${get}` },
  { name: 'health checks', outcome: 'works', registration: '', context: '', answer: 'Healthy', services: 'builder.Services.AddHealthChecks().AddCheck("c", () => Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy());', code: 'app.MapHealthChecks("/x");' },
  { name: 'HTTP logging', outcome: 'works', ...slim, services: 'builder.Services.AddHttpLogging(options => { });', code: `app.UseHttpLogging();\n${get}` },
  { name: 'localization', outcome: 'works', ...slim, services: 'builder.Services.AddLocalization();', types: 'class Texts;', code: 'app.UseRequestLocalization();\napp.MapGet("/x", (Microsoft.Extensions.Localization.IStringLocalizer<Texts> texts) => texts["a"].Value);' },
  { name: 'output caching', outcome: 'works', ...slim, services: 'builder.Services.AddOutputCache();', code: 'app.UseOutputCache();\napp.MapGet("/x", () => "a").CacheOutput();' },
  { name: 'rate limiting', outcome: 'works', ...slim, services: 'builder.Services.AddRateLimiter(options => Microsoft.AspNetCore.RateLimiting.RateLimiterOptionsExtensions.AddFixedWindowLimiter(options, "w", window => { window.PermitLimit = 5; window.Window = TimeSpan.FromSeconds(1); }));', code: 'app.UseRateLimiter();\napp.MapGet("/x", () => "a").RequireRateLimiting("w");' },
  { name: 'request decompression', outcome: 'works', ...slim, services: 'builder.Services.AddRequestDecompression();', code: `app.UseRequestDecompression();\n${get}` },
  { name: 'response caching', outcome: 'works', ...slim, services: 'builder.Services.AddResponseCaching();', code: `app.UseResponseCaching();\n${get}` },
  { name: 'response compression', outcome: 'works', ...slim, services: 'builder.Services.AddResponseCompression();', code: `app.UseResponseCompression();\n${get}` },
  { name: 'rewrite', outcome: 'works', ...slim, code: 'app.UseRewriter(Microsoft.AspNetCore.Rewrite.RewriteOptionsExtensions.AddRewrite(new Microsoft.AspNetCore.Rewrite.RewriteOptions(), "^x$", "y", true));\napp.UseRouting();\napp.MapGet("/y", () => "a");' },
  { name: 'WebSockets', outcome: 'works', ...slim, code: 'app.UseWebSockets();\napp.MapGet("/x", (HttpContext context) => context.WebSockets.IsWebSocketRequest ? "b" : "a");' },
  { name: 'data protection', outcome: 'works', ...slim, services: 'builder.Services.AddDataProtection();', code: 'app.MapGet("/x", (Microsoft.AspNetCore.DataProtection.IDataProtectionProvider provider) => Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions.Unprotect(provider.CreateProtector("p"), Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions.Protect(provider.CreateProtector("p"), "a")));' },
  { name: 'antiforgery', outcome: 'works', ...slim, services: 'builder.Services.AddAntiforgery();', code: 'app.UseAntiforgery();\napp.MapGet("/x", (Microsoft.AspNetCore.Antiforgery.IAntiforgery forgery, HttpContext context) => forgery.GetAndStoreTokens(context).RequestToken is null ? "b" : "a");' },
  { name: 'configuration binding', outcome: 'works', ...slim, services: 'builder.Configuration["Thing:Name"] = "a";\nbuilder.Services.Configure<Thing>(builder.Configuration.GetSection("Thing"));', types: 'class Thing { public string? Name { get; set; } }', code: 'app.MapGet("/x", (Microsoft.Extensions.Options.IOptions<Thing> thing) => thing.Value.Name);' },
  { name: 'validation of options by data annotations', outcome: 'works', ...slim, services: 'builder.Configuration["Thing1:Name"] = "a";\nbuilder.Services.AddOptions<Thing1>().BindConfiguration("Thing1").ValidateDataAnnotations();', types: 'class Thing1 { [System.ComponentModel.DataAnnotations.Required] public string? Name { get; set; } }', code: 'app.MapGet("/x", (Microsoft.Extensions.Options.IOptions<Thing1> thing) => thing.Value.Name);' },
  { name: 'validation of options by data annotations, invalid', outcome: 'works', registration: '', context: '', answer: 'invalid', services: 'builder.Services.AddOptions<Thing2>().BindConfiguration("Thing2").ValidateDataAnnotations();', types: 'class Thing2 { [System.ComponentModel.DataAnnotations.Required] public string? Name { get; set; } }', code: 'app.MapGet("/x", (Microsoft.Extensions.Options.IOptions<Thing2> thing) => { try { return thing.Value.Name ?? "not checked"; } catch (Microsoft.Extensions.Options.OptionsValidationException) { return "invalid"; } });' },
  { name: 'XML configuration', outcome: 'works', ...slim, services: 'builder.Configuration.AddXmlStream(new MemoryStream("<c><Name>a</Name></c>"u8.ToArray()));', code: 'app.MapGet("/x", (IConfiguration configuration) => configuration["Name"]);' },
  { name: 'SignalR: a stream of numbers that a hub takes', outcome: 'application', since: 9, unfixable: true, registration: '', context: streamed, services: streaming, types: 'class Summing : Microsoft.AspNetCore.SignalR.Hub { public Task Sum(IAsyncEnumerable<int> numbers) => Task.CompletedTask; }', code: 'app.MapHub<Summing>("/hub");', request: 'POST /hub/negotiate?negotiateVersion=1' },
  { name: 'SignalR: a stream of text that a hub takes', outcome: 'works', since: 9, registration: '', context: streamed, services: streaming, types: 'class Joining : Microsoft.AspNetCore.SignalR.Hub { public Task Join(IAsyncEnumerable<string> texts) => Task.CompletedTask; }', code: 'app.MapHub<Joining>("/hub");', request: 'POST /hub/negotiate?negotiateVersion=1' },
  { name: 'SignalR: MapHub', outcome: 'works', registration: '', context: '', services: 'builder.Services.AddSignalR();', types: 'class Chat : Microsoft.AspNetCore.SignalR.Hub;', code: 'app.MapHub<Chat>("/hub");', request: 'POST /hub/negotiate?negotiateVersion=1' },
];

export const featurePatterns: readonly Pattern[] = [...builderPatterns, ...supportPatterns];
