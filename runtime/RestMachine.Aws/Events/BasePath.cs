using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// The base path of a custom domain's mapping: what a path has before that which API Gateway's route matched. A route
/// <c>/users/{proxy+}</c> with proxy = <c>7/files</c> takes three segments, so <c>/shop/users/7/files</c> has the base
/// path <c>/shop</c>. An HTTP API's payload format 2.0 never has it.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
/// </summary>
internal static class BasePath
{
    public static int LengthIn(string path, in EventMembers found, ReadOnlySpan<byte> payload)
    {
        // The routeKey of an HTTP API's format 1.0 is "GET /users/{id}", a REST API's resource only the path.
        var template = found.Template ?? "";
        var start = template.IndexOf('/', StringComparison.Ordinal);
        if (start < 0)
        {
            return 0;
        }

        var route = template.AsSpan(start).TrimEnd('/');
        var excess = Separators(path) - Separators(template[start..]) - InParameters(found, payload);
        var length = 0;
        for (; excess > 0; excess--)
        {
            var slash = path.AsSpan(length + 1).IndexOf('/');
            length = slash < 0 ? path.Length : length + 1 + slash;
        }

        return StartsAlike(path.AsSpan(length), route) ? length : 0;
    }

    /// <summary>How many separators the parameters' values hold: none but a greedy one's, unless they were encoded.</summary>
    private static int InParameters(in EventMembers found, ReadOnlySpan<byte> payload)
    {
        if (found.PathParameters.IsEmpty)
        {
            return 0;
        }

        var json = new Utf8JsonReader(found.PathParameters.Of(payload), EventJson.Reader);
        var count = 0;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.String)
            {
                count += Separators(json.GetString()!);
            }
        }

        return count;
    }

    /// <summary>
    /// Counted alike on both sides, whether API Gateway decoded the parameters (reports differ): a client that encodes a
    /// slash must not shift where the base path ends.
    /// </summary>
    private static int Separators(string text)
    {
        var decoded = text.Contains('%') ? text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : text;
        return decoded.AsSpan().TrimEnd('/').Count('/');
    }

    private static bool StartsAlike(ReadOnlySpan<char> path, ReadOnlySpan<char> route)
    {
        var literal = route.IndexOf('{') is >= 0 and var brace ? route[..brace] : route;
        return path.StartsWith(literal, StringComparison.Ordinal);
    }
}
