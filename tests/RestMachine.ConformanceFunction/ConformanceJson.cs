using System.Text.Json;
using System.Text.Json.Serialization;

namespace RestMachine.ConformanceFunction;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
internal sealed partial class ConformanceJson : JsonSerializerContext;
