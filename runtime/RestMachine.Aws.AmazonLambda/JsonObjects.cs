using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RestMachine.Aws;

/// <summary>Writes the objects that events are made of.</summary>
internal static class JsonObjects
{
    public static string Write(Action<Utf8JsonWriter> members)
    {
        using var stream = WriteStream(members);
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    public static MemoryStream WriteStream(Action<Utf8JsonWriter> members)
    {
        var stream = new MemoryStream();
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return stream;
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IDictionary<string, string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    public static void WriteLists(this Utf8JsonWriter json, string name, IDictionary<string, IList<string>>? lists)
    {
        if (lists is null)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, values) in lists)
        {
            json.WriteList(key, values);
        }

        json.WriteEndObject();
    }

    public static void WriteList(this Utf8JsonWriter json, string name, IEnumerable<string>? values)
    {
        if (values is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// What the user's serializer made of a value: text, a number, an element of System.Text.Json, or another serializer's
    /// own kind of object, whose text is JSON (Newtonsoft's).
    /// </summary>
    public static void WriteValue(this Utf8JsonWriter json, string name, object? value)
    {
        if (value is IDictionary<string, string> texts)
        {
            json.WriteTexts(name, texts);
            return;
        }

        json.WritePropertyName(name);
        switch (value)
        {
            case JsonElement { ValueKind: not JsonValueKind.Undefined } element:
                element.WriteTo(json);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case null or string:
                json.WriteStringValue((string?)value);
                break;
            default:
                WriteText(json, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            document.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }
}
