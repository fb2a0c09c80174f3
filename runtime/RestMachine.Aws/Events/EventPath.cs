using System.Buffers;
using System.Text;

namespace RestMachine.Aws.Events;

/// <summary>
/// The path that routes are written against, percent-encoded: without the stage and without the base path of a custom
/// domain. REST APIs, Function URLs and load balancers pass on what the client sent. An HTTP API decodes the path first
/// (seen in events that users published, for example https://github.com/fastify/aws-lambda-fastify/issues/169), so
/// %2F is a slash by then; what is left is encoded again, because a route decodes its values.
/// </summary>
internal static class EventPath
{
    private static readonly SearchValues<char> s_literal = SearchValues.Create(
        "/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@"
    );

    public static string Read(in EventMembers found, ReadOnlySpan<byte> payload, string? basePath)
    {
        var isDecoded = found.Kind == LambdaEventKind.HttpApi || found.IsVersionOne;
        var path = (found.Kind is LambdaEventKind.HttpApi or LambdaEventKind.FunctionUrl ? found.RawPath : found.Path)!;
        var stage =
            isDecoded
            && found.Stage is not null and not "$default"
            && (found.Kind == LambdaEventKind.HttpApi || IsDefaultEndpoint(found.DomainName));
        path = stage ? Without(path, $"/{found.Stage}") : path;
        path =
            basePath is not null ? Without(path, basePath)
            : IsCustomDomain(found) ? path[BasePath.LengthIn(path, found, payload)..]
            : path;
        path = path.Length == 0 ? "/" : path;
        return isDecoded ? Encode(path) : path;
    }

    /// <summary>
    /// A domain of API Gateway's own. On a custom domain payload format 1.0 has the mapping's key where 2.0 has the stage:
    /// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    /// (format 2.0 "won't provide the API mapping value"), and users' events, for example
    /// https://github.com/CodeGenieApp/serverless-express/issues/465.
    /// </summary>
    private static bool IsDefaultEndpoint(string? domain) =>
        domain is null || domain.Contains(".execute-api.", StringComparison.Ordinal);

    private static bool IsCustomDomain(in EventMembers found) =>
        found.Kind == LambdaEventKind.RestApi && !IsDefaultEndpoint(found.DomainName);

    private static string Without(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal)
        && (path.Length == prefix.Length || path[prefix.Length] == '/')
            ? path[prefix.Length..]
            : path;

    private static string Encode(string path)
    {
        if (path.AsSpan().IndexOfAnyExcept(s_literal) < 0)
        {
            return path;
        }

        var encoded = new StringBuilder(path.Length + 16);
        foreach (var rune in path.EnumerateRunes())
        {
            if (rune.IsBmp && s_literal.Contains((char)rune.Value))
            {
                encoded.Append((char)rune.Value);
            }
            else
            {
                encoded.Append(Uri.EscapeDataString(rune.ToString()));
            }
        }

        return encoded.ToString();
    }
}
