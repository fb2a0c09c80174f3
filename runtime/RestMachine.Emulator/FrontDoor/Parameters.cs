using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace RestMachine.Emulator.FrontDoor;

// Objects of names and values, in the forms that the doors have.
internal static class Parameters
{
    public static IReadOnlyList<KeyValuePair<string, string>> Decoded(string query) =>
        QueryHelpers
            .ParseNullableQuery(query)
            ?.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")))
            .ToArray()
        ?? [];

    public static IReadOnlyList<KeyValuePair<string, string>> Raw(string query) =>
        query
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], pair.Length == 1 ? "" : pair[1]))
            .ToArray();

    // Values of one name become one text, joined by commas.
    public static void WriteJoined(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs) =>
        Write(json, name, pairs, (key, values) => json.WriteString(key, string.Join(',', values)));

    // The last value of a name wins.
    public static void WriteLast(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs) =>
        Write(json, name, pairs, (key, values) => json.WriteString(key, values.Last()));

    public static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> pairs) =>
        Write(
            json,
            name,
            pairs,
            (key, values) =>
            {
                json.WriteStartArray(key);
                foreach (var value in values)
                {
                    json.WriteStringValue(value);
                }
                json.WriteEndArray();
            }
        );

    public static KeyValuePair<string, string> Lower(KeyValuePair<string, string> field) =>
        KeyValuePair.Create(field.Key.ToLowerInvariant(), field.Value);

    private static void Write(
        Utf8JsonWriter json,
        string name,
        IEnumerable<KeyValuePair<string, string>> pairs,
        Action<string, IEnumerable<string>> write
    )
    {
        json.WriteStartObject(name);
        foreach (var group in pairs.GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
        {
            write(group.Key, group);
        }
        json.WriteEndObject();
    }
}
