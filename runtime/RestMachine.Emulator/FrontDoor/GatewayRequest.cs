using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.FrontDoor;

// An HTTP request on its way to the function as an API Gateway HTTP API event, payload version 2.0:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
internal sealed record GatewayRequest
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public required string Method { get; init; }

    // As it was sent, with its query.
    public required string Target { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; }

    public byte[] Body { get; init; } = [];

    public string Protocol { get; init; } = "HTTP/1.1";

    public string SourceIp { get; init; } = "127.0.0.1";

    public static async Task<GatewayRequest> FromAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new GatewayRequest
        {
            Method = context.Request.Method,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Fields = context
                .Request.Headers.SelectMany(field =>
                    field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))
                )
                .ToArray(),
            Body = body.ToArray(),
            Protocol = context.Request.Protocol,
            SourceIp = context.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1",
        };
    }

    public static async Task<GatewayRequest> FromAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = request.RequestUri ?? throw new ArgumentException("The request has no URI.", nameof(request));
        var content = request.Content;
        var fields = request
            .Headers.Concat(content is null ? [] : content.Headers)
            .SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value)))
            .ToList();
        var host = target.IsAbsoluteUri ? target.Authority : "localhost";
        if (!fields.Exists(field => field.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)))
        {
            fields.Add(KeyValuePair.Create("host", request.Headers.Host ?? host));
        }
        return new GatewayRequest
        {
            Method = request.Method.Method,
            Target = target.IsAbsoluteUri ? target.PathAndQuery : target.OriginalString,
            Fields = fields,
            Body = content is null ? [] : await content.ReadAsByteArrayAsync(cancellationToken),
        };
    }

    public byte[] ToEvent(DateTimeOffset now)
    {
        var (path, query) = SplitTarget();
        var isText = TryDecodeBody(out var text);
        return JsonText.Object(json =>
        {
            json.WriteString("version", "2.0");
            json.WriteString("routeKey", "$default");
            json.WriteString("rawPath", path);
            json.WriteString("rawQueryString", query);
            WriteCookies(json);
            WriteJoined(json, "headers", Headers());
            WriteQuery(json, query);
            WriteContext(json, path, now);
            if (Body.Length > 0)
            {
                json.WriteString("body", isText ? text : Convert.ToBase64String(Body));
            }
            json.WriteBoolean("isBase64Encoded", Body.Length > 0 && !isText);
        });
    }

    // An HTTP API decodes the path before it routes (a Function URL does not); the query stays as it was sent.
    private (string Path, string Query) SplitTarget()
    {
        var target =
            Uri.TryCreate(Target, UriKind.Absolute, out var uri) && !Target.StartsWith('/') ? uri.PathAndQuery : Target;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var query = question < 0 ? "" : target[(question + 1)..];
        return (Uri.UnescapeDataString(path.Length == 0 ? "/" : path), query);
    }

    private IEnumerable<KeyValuePair<string, string>> Headers() =>
        Fields
            .Where(field => !Is(field, "cookie"))
            .Append(KeyValuePair.Create("x-forwarded-for", SourceIp))
            .Append(KeyValuePair.Create("x-forwarded-port", Host.Split(':') is [_, var port] ? port : "80"))
            .Append(KeyValuePair.Create("x-forwarded-proto", "http"));

    private string Host => Fields.FirstOrDefault(each => Is(each, "host")).Value ?? "localhost";

    private void WriteCookies(Utf8JsonWriter json)
    {
        var cookies = Fields
            .Where(field => Is(field, "cookie"))
            .SelectMany(field =>
                field.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            )
            .ToArray();
        if (cookies.Length == 0)
        {
            return;
        }
        json.WriteStartArray("cookies");
        foreach (var cookie in cookies)
        {
            json.WriteStringValue(cookie);
        }
        json.WriteEndArray();
    }

    private static void WriteQuery(Utf8JsonWriter json, string query)
    {
        var parameters = QueryHelpers
            .ParseNullableQuery(query)
            ?.SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value ?? "")));
        if (parameters is not null)
        {
            WriteJoined(json, "queryStringParameters", parameters, keepCase: true);
        }
    }

    // Fields that occur more than once become one, joined by commas.
    private static void WriteJoined(
        Utf8JsonWriter json,
        string name,
        IEnumerable<KeyValuePair<string, string>> pairs,
        bool keepCase = false
    )
    {
        string Name(KeyValuePair<string, string> pair) => keepCase ? pair.Key : pair.Key.ToLowerInvariant();

        json.WriteStartObject(name);
        foreach (var group in pairs.GroupBy(Name, StringComparer.Ordinal))
        {
            json.WriteString(group.Key, string.Join(',', group.Select(pair => pair.Value)));
        }
        json.WriteEndObject();
    }

    private void WriteContext(Utf8JsonWriter json, string path, DateTimeOffset now)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", FunctionIdentity.AccountId);
        json.WriteString("apiId", "local");
        json.WriteString("domainName", Host);
        json.WriteString("domainPrefix", Host.Split('.', ':')[0]);
        json.WriteStartObject("http");
        json.WriteString("method", Method);
        json.WriteString("path", path);
        json.WriteString("protocol", Protocol);
        json.WriteString("sourceIp", SourceIp);
        json.WriteString("userAgent", Fields.FirstOrDefault(field => Is(field, "user-agent")).Value ?? "");
        json.WriteEndObject();
        json.WriteString("requestId", Guid.NewGuid().ToString());
        json.WriteString("routeKey", "$default");
        json.WriteString("stage", "$default");
        json.WriteString("time", now.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch", now.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private bool TryDecodeBody(out string text)
    {
        text = "";
        if (!MediaTypes.IsText(Fields))
        {
            return false;
        }
        try
        {
            text = Strict.GetString(Body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false; // Declared as text, but not UTF-8.
        }
    }

    private static bool Is(KeyValuePair<string, string> field, string name) =>
        field.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
