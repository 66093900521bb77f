using System.Text.Json;

// A pragma silences editor and build, but not the publish.
#pragma warning disable IL2026, IL3050
Console.WriteLine(JsonSerializer.Serialize(args));
#pragma warning restore IL2026, IL3050

Console.WriteLine(JsonSerializer.Serialize(args.Length));
