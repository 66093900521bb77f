// Source of jsonPackage.dll. Compiled with `dotnet build -c Release` by a class library project for net8.0 with a FrameworkReference to
// Microsoft.AspNetCore.App, ImplicitUsings, Nullable, Deterministic, DebugType=none, GenerateAssemblyInfo=false and AssemblyName=JsonPackage.
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lib;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lib
{
    public class Listed { public int Id { get; set; } public Inner? Inner { get; set; } }
    public class Inner { public string? Name { get; set; } }
    public enum Color { Red }
    public class Named { public int Id { get; set; } }
    public class Unlisted { public int Id { get; set; } }
    public class WriteOnly { public int Id { get; set; } }
    public class Hidden { public int Id { get; set; } }

    [JsonSerializable(typeof(List<Listed>))]
    [JsonSerializable(typeof(Color[]))]
    [JsonSerializable(typeof(Named), TypeInfoPropertyName = "Special")]
    public partial class LibJson : JsonSerializerContext;

    [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
    [JsonSerializable(typeof(WriteOnly))]
    public partial class WriteJson : JsonSerializerContext;

    [JsonSerializable(typeof(Hidden))]
    internal partial class HiddenJson : JsonSerializerContext;

    public static class Setup
    {
        public static IJsonTypeInfoResolver Resolver => HiddenJson.Default;
        public static void Configure(JsonOptions options) => options.SerializerOptions.TypeInfoResolverChain.Insert(0, HiddenJson.Default);
        public static int Unrelated(int value) => value;
    }

    public class ConfigureJson : IConfigureOptions<JsonOptions> { public void Configure(JsonOptions options) => Setup.Configure(options); }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class LibServices
    {
        public static IServiceCollection AddLib(this IServiceCollection services) => services.AddSingleton<IConfigureOptions<JsonOptions>, ConfigureJson>();
    }
}
