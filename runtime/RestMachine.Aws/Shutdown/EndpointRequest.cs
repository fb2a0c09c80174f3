using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using RestMachine.Aws.RuntimeApi;

namespace RestMachine.Aws.Shutdown;

/// <summary>A request to the shutdown endpoint: small, refused unless it is ours.</summary>
internal sealed record EndpointRequest(string? Reason, DateTimeOffset? Deadline)
{
    public const int MaxBytes = 8 * 1024;

    private static readonly SearchValues<byte> s_tokenBytes = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8
    );

    /// <summary>False with refusal 0: more bytes are needed.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out EndpointRequest? request, out int refusal)
    {
        request = null;
        refusal = 0;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = bytes[..(end + 2)];
        refusal = Judge(head, out var bodyLength);
        if (refusal != 0 || bytes.Length - end - 4 < bodyLength)
        {
            return false;
        }

        request = ParseBody(bytes.Slice(end + 4, bodyLength));
        refusal = request is null ? 400 : 0;
        return request is not null;
    }

    private static int Judge(ReadOnlySpan<byte> head, out int bodyLength)
    {
        bodyLength = 0;
        var line = head[..head.IndexOf("\r\n"u8)];
        var fields = head[(line.Length + 2)..];
        if (Encoding.ASCII.GetString(line).Split(' ') is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"])
        {
            return 400;
        }

        if (target != "/shutdown")
        {
            return 404;
        }

        if (method != "POST")
        {
            return 405;
        }

        return !IsWellFormed(fields) ? 400
            : IsOurs(fields) ? JudgeLength(fields, out bodyLength)
            : 403;
    }

    /// <summary>
    /// Whoever passes requests on may read them otherwise than we do: only what has one reading is read (RFC 9112,
    /// sections 2.2, 5.1 and 6.3; RFC 9110, section 5.3).
    /// </summary>
    private static bool IsWellFormed(ReadOnlySpan<byte> fields)
    {
        for (var rest = fields; !rest.IsEmpty; )
        {
            var line = rest[..rest.IndexOf("\r\n"u8)];
            rest = rest[(line.Length + 2)..];
            var colon = line.IndexOf((byte)':');
            if (colon < 1 || line[..colon].ContainsAnyExcept(s_tokenBytes) || line.ContainsAny("\r\n\0"u8))
            {
                return false;
            }
        }

        return IsOnceAtMost(fields, "RestMachine-Extension"u8)
            && IsOnceAtMost(fields, "Host"u8)
            && IsOnceAtMost(fields, "Content-Length"u8)
            && IsOnceAtMost(fields, "Transfer-Encoding"u8);
    }

    private static bool IsOnceAtMost(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> name)
    {
        var count = 0;
        foreach (var (found, _) in new HttpFields(fields))
        {
            count += Ascii.EqualsIgnoreCase(found, name) ? 1 : 0;
        }

        return count <= 1;
    }

    private static bool IsOurs(ReadOnlySpan<byte> fields)
    {
        var isNamed = false;
        foreach (var (name, value) in new HttpFields(fields))
        {
            if (
                Ascii.EqualsIgnoreCase(name, "Origin"u8)
                || Ascii.EqualsIgnoreCase(name, "Sec-Fetch-Site"u8)
                || (Ascii.EqualsIgnoreCase(name, "Host"u8) && !IsLoopback(value))
            )
            {
                return false;
            }

            isNamed |=
                Ascii.EqualsIgnoreCase(name, "RestMachine-Extension"u8)
                && value.SequenceEqual("restmachine-shutdown"u8);
        }

        return isNamed;
    }

    /// <summary>A name that somebody lets resolve to loopback is another host's name all the same.</summary>
    private static bool IsLoopback(ReadOnlySpan<byte> host)
    {
        var name = host.LastIndexOf((byte)':') is >= 0 and var colon ? host[..colon] : host;
        return name.SequenceEqual("127.0.0.1"u8) || name.SequenceEqual("localhost"u8);
    }

    private static int JudgeLength(ReadOnlySpan<byte> fields, out int bodyLength)
    {
        bodyLength = 0;
        if (HttpAnswer.TryFind(fields, "Transfer-Encoding"u8, out _))
        {
            return 411;
        }

        if (!HttpAnswer.TryFind(fields, "Content-Length"u8, out var value))
        {
            return 0;
        }

        var isNumber = Utf8Parser.TryParse(value, out bodyLength, out var used) && used == value.Length;
        return !isNumber || bodyLength < 0 ? 400
            : bodyLength > MaxBytes / 2 ? 413
            : 0;
    }

    /// <summary>Both members may be missing; what is no JSON object is refused.</summary>
    private static EndpointRequest? ParseBody(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return new EndpointRequest(Reason: null, Deadline: null);
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var hasReason = root.TryGetProperty("reason"u8, out var reason) && reason.ValueKind == JsonValueKind.String;
            return new EndpointRequest(hasReason ? reason.GetString() : null, Deadline: DeadlineOf(root));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or (the second) a string that is half a surrogate pair.
            return null;
        }
    }

    private static DateTimeOffset? DeadlineOf(JsonElement root)
    {
        const long maxMilliseconds = 253_402_300_799_999;
        var has =
            root.TryGetProperty("deadlineMs"u8, out var deadline)
            && deadline.ValueKind == JsonValueKind.Number
            && deadline.TryGetInt64(out var milliseconds)
            && milliseconds is >= 0 and <= maxMilliseconds;
        return has ? DateTimeOffset.FromUnixTimeMilliseconds(deadline.GetInt64()) : null;
    }
}
