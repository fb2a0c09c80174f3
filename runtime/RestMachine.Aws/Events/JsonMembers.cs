using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>Members of documents whose form nobody guarantees.</summary>
internal static class JsonMembers
{
    /// <summary>Undefined when the element is no object or has no such member.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>Null when the member is no text, or empty.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value
            ? value
            : null;
}
