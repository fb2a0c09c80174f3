using System.Text.Json.Serialization;

namespace ShutdownProbe;

[JsonSerializable(typeof(ProbeAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ProbeJson : JsonSerializerContext;
