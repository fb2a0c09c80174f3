using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>What the forms of header fields have in common.</summary>
internal static class ResponseFields
{
    private const string SetCookie = "Set-Cookie";

    public static bool IsSetCookie(string name) => name.Equals(SetCookie, StringComparison.OrdinalIgnoreCase);

    /// <summary>What each <c>Set-Cookie</c> field says, whether it was set as a cookie or as a field.</summary>
    public static IReadOnlyList<string> CookiesOf(Response response)
    {
        List<string>? cookies = null;
        foreach (var (name, value) in response.Headers.Lines)
        {
            if (IsSetCookie(name))
            {
                (cookies ??= []).Add(value);
            }
        }

        if (response.HasCookies)
        {
            foreach (var cookie in response.Cookies)
            {
                (cookies ??= []).Add(cookie.ToString());
            }
        }

        return cookies is null ? [] : cookies;
    }

    /// <summary>Every field once, several lines joined with a comma, cookies left out.</summary>
    public static void WriteJoined(Utf8JsonWriter json, Headers headers)
    {
        var lines = headers.Lines;
        for (var index = 0; index < lines.Length; index++)
        {
            var (name, value) = lines[index];
            if (IsSetCookie(name) || Has(lines[..index], name))
            {
                continue;
            }

            json.WriteString(name, Has(lines[(index + 1)..], name) ? headers[name] : value);
        }
    }

    public static bool Has(ReadOnlySpan<KeyValuePair<string, string>> lines, string name)
    {
        foreach (var line in lines)
        {
            if (line.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
