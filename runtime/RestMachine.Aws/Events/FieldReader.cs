using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>Reads header fields and cookies.</summary>
internal static class FieldReader
{
    private const int UsualFields = 16;

    /// <summary>An object of texts (<c>headers</c>) or of arrays of texts (<c>multiValueHeaders</c>).</summary>
    public static Headers Fields(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return [];
        }

        var headers = new Headers(UsualFields);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = FieldNames.Of(ref json);
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    Add(headers, name, ref json);
                }
            }
            else
            {
                Add(headers, name, ref json);
            }
        }

        return headers;
    }

    /// <summary>The array as one <c>Cookie</c> field (RFC 6265, 5.4); null when there is none.</summary>
    public static string? Cookies(ref Utf8JsonReader json)
    {
        string? cookies = null;
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return cookies;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
            {
                cookies = cookies is null ? json.GetString() : $"{cookies}; {json.GetString()}";
            }
            else
            {
                json.Skip();
            }
        }

        return cookies;
    }

    private static void Add(Headers headers, string name, ref Utf8JsonReader json)
    {
        // AWS's own example of a REST API's event has a field without a name; one with a colon in it is none either.
        if (json.TokenType == JsonTokenType.String && name.Length > 0 && name.AsSpan().IndexOfAny(": ") < 0)
        {
            headers.Add(name, json.GetString()!);
        }
        else
        {
            json.Skip();
        }
    }
}
