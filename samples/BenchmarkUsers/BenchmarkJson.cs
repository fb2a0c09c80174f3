using System.Text.Json;
using System.Text.Json.Serialization;

namespace BenchmarkUsers;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(User))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;
