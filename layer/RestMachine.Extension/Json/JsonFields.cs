namespace RestMachine.Extension.Json;

/// <summary>What this program needs of a JSON object: its strings, its numbers and its arrays of objects.</summary>
internal sealed class JsonFields
{
    private readonly List<JsonField> fields = [];

    /// <returns>Null when the bytes are not one whole JSON object.</returns>
    public static JsonFields? Read(ReadOnlySpan<byte> json)
    {
        var scanner = new JsonScanner(json);
        return scanner.TryReadValue(out var value) && scanner.AtEnd() ? value.Object : null;
    }

    public void Add(JsonField field) => fields.Add(field);

    public string? Text(string name) => Find(name)?.Value.Text;

    /// <summary>A number in thousandths, exact; null for one with an exponent, which none of our protocols writes.</summary>
    public long? Thousandths(string name) => Json.Thousandths.Parse(Find(name)?.Value.Number);

    public IReadOnlyList<JsonFields> Objects(string name) => Find(name)?.Value.Objects ?? [];

    private JsonField? Find(string name)
    {
        foreach (var field in fields)
        {
            if (string.Equals(field.Name, name, StringComparison.Ordinal))
            {
                return field;
            }
        }
        return null;
    }
}
