using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// The base path of a custom domain's mapping: what a path has before that which API Gateway's route matched. A route
/// <c>/users/{proxy+}</c> with proxy = <c>7/files</c> takes three segments, so <c>/shop/users/7/files</c> has the base
/// path <c>/shop</c>. The route <c>$default</c> says nothing; there the adapter's BasePath does.
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
/// </summary>
internal static class BasePath
{
    public static int LengthIn(string path, in EventMembers found, ReadOnlySpan<byte> payload)
    {
        // An HTTP API's routeKey is "GET /users/{id}", a REST API's resource only the path.
        var template = found.Template ?? "";
        var start = template.IndexOf('/', StringComparison.Ordinal);
        if (start < 0)
        {
            return 0;
        }

        var route = template.AsSpan(start).TrimEnd('/');
        var excess = Separators(path.AsSpan().TrimEnd('/')) - Separators(route) - InParameters(found, payload);
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

        var json = new Utf8JsonReader(found.PathParameters.Of(payload));
        var count = 0;
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.String)
            {
                count += Separators(json.GetString().AsSpan().TrimEnd('/'));
            }
        }

        return count;
    }

    private static int Separators(ReadOnlySpan<char> text)
    {
        var encoded = text.Contains('%') ? text.Count("%2F") + text.Count("%2f") : 0;
        return text.Count('/') + encoded;
    }

    private static bool StartsAlike(ReadOnlySpan<char> path, ReadOnlySpan<char> route)
    {
        var literal = route.IndexOf('{') is >= 0 and var brace ? route[..brace] : route;
        return path.StartsWith(literal, StringComparison.Ordinal);
    }
}
