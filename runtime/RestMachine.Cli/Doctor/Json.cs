using System.Text;
using System.Text.Json;

namespace RestMachine.Cli.Doctor;

/// <summary>Documents of others, read as far as they are what they should be.</summary>
internal static class Json
{
    /// <exception cref="UnreadableException">It is no JSON object.</exception>
    public static JsonElement Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new UnreadableException($"{path} is JSON, but no template: expected an object with Resources.");
        }
        catch (JsonException problem)
        {
            throw new UnreadableException(
                $"{path} is neither a zip nor JSON ({problem.Message.TrimEnd('.')}). \"cdk synth\" prints YAML, and writes JSON into cdk.out: "
                    + "name that folder."
            );
        }
    }

    /// <returns>An undefined element where the path ends early.</returns>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }
        return element;
    }

    public static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Object } members
            ? members.EnumerateObject().Select(member => (member.Name, member.Value))
            : [];

    /// <summary>As JSON in one line.</summary>
    public static string Line(this JsonElement element)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            element.WriteTo(writer);
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <returns>Null for what is no string.</returns>
    public static string? Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
