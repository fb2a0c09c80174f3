using System.Text.Json.Serialization;

namespace RestMachine.Tests.Http;

internal sealed record User(int Id, string Name);

internal sealed record Unlisted(int Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(int))]
internal sealed partial class TestJson : JsonSerializerContext;
