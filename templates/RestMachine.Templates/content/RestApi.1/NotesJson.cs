using System.Text.Json;
using System.Text.Json.Serialization;

namespace RestApi._1;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NewNote))]
[JsonSerializable(typeof(IReadOnlyList<Note>))]
internal sealed partial class NotesJson : JsonSerializerContext;
