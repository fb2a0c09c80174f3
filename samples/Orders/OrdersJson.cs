using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(NewOrder))]
internal sealed partial class OrdersJson : JsonSerializerContext;
