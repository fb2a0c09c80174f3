using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// Payload format 1.0, and load balancers with multi-value headers enabled: every field an array of its lines.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#multi-value-headers
/// </summary>
internal static class MultiValueFields
{
    public static void Write(Utf8JsonWriter json, Headers headers, IReadOnlyList<string> cookies)
    {
        json.WriteStartObject("multiValueHeaders"u8);
        var lines = headers.Lines;
        for (var index = 0; index < lines.Length; index++)
        {
            var name = lines[index].Key;
            if (!ResponseFields.IsSetCookie(name) && !ResponseFields.Has(lines[..index], name))
            {
                WriteLines(json, name, lines[index..]);
            }
        }

        WriteCookies(json, cookies);
        json.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter json, string name, ReadOnlySpan<KeyValuePair<string, string>> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            if (line.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                json.WriteStringValue(line.Value);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteCookies(Utf8JsonWriter json, IReadOnlyList<string> cookies)
    {
        if (cookies.Count == 0)
        {
            return;
        }

        json.WriteStartArray("Set-Cookie"u8);
        for (var index = 0; index < cookies.Count; index++)
        {
            json.WriteStringValue(cookies[index]);
        }

        json.WriteEndArray();
    }
}
