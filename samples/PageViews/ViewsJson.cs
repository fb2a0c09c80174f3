using System.Text.Json;
using System.Text.Json.Serialization;

namespace PageViews;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PageCount))]
internal sealed partial class ViewsJson : JsonSerializerContext;
