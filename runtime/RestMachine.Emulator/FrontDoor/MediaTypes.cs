namespace RestMachine.Emulator.FrontDoor;

internal static class MediaTypes
{
    // What an HTTP API passes on as text: text/*, JSON, JavaScript and XML, unless it is compressed. Everything else, form
    // data too, arrives in base64. A body without a type passes as text when it is UTF-8.
    public static bool IsText(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        if (Value(fields, "content-encoding") is { Length: > 0 } encoding && encoding != "identity")
        {
            return false;
        }
        var type = (Value(fields, "content-type") ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type.Length == 0
            || type.StartsWith("text/", StringComparison.Ordinal)
            || type is "application/json" or "application/javascript" or "application/xml"
            || type.EndsWith("+json", StringComparison.Ordinal)
            || type.EndsWith("+xml", StringComparison.Ordinal);
    }

    private static string? Value(IReadOnlyList<KeyValuePair<string, string>> fields, string name) =>
        fields.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
