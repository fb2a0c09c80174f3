using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RestMachine.Emulator.FrontDoor;

// An HTTP request on its way to the function, as an event of the front door's kind.
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

    public byte[] ToEvent(
        DateTimeOffset now,
        FrontDoorKind kind = FrontDoorKind.HttpApi,
        IReadOnlyList<string>? binaryMediaTypes = null
    ) =>
        kind switch
        {
            FrontDoorKind.RestApi => RestApiEvent.Write(this, now, binaryMediaTypes ?? []),
            FrontDoorKind.Alb => AlbEvent.Write(this, isMultiValue: false),
            FrontDoorKind.AlbMultiValue => AlbEvent.Write(this, isMultiValue: true),
            _ => HttpApiEvent.Write(this, now, isFunctionUrl: kind == FrontDoorKind.FunctionUrl),
        };

    public (string Path, string Query) SplitTarget()
    {
        var target =
            Uri.TryCreate(Target, UriKind.Absolute, out var uri) && !Target.StartsWith('/') ? uri.PathAndQuery : Target;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        return (path.Length == 0 ? "/" : path, question < 0 ? "" : target[(question + 1)..]);
    }

    // What every door adds.
    public IEnumerable<KeyValuePair<string, string>> ForwardedFields() =>
        Fields
            .Append(KeyValuePair.Create("x-forwarded-for", SourceIp))
            .Append(KeyValuePair.Create("x-forwarded-port", Host.Split(':') is [_, var port] ? port : "80"))
            .Append(KeyValuePair.Create("x-forwarded-proto", "http"));

    public string Host => Field("host") ?? "localhost";

    public string? Field(string name) => Fields.FirstOrDefault(field => Is(field, name)).Value;

    // Null for no body; base64 where it is no text.
    public (string? Text, bool IsBase64) EncodeBody() =>
        Body.Length == 0 ? (null, false)
        : TryDecodeBody(out var text) ? (text, false)
        : EncodeBinaryBody();

    public (string? Text, bool IsBase64) EncodeBinaryBody() => (Convert.ToBase64String(Body), true);

    private bool TryDecodeBody(out string text)
    {
        text = "";
        if (!MediaTypes.IsText(this))
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

    public static bool Is(KeyValuePair<string, string> field, string name) =>
        field.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
