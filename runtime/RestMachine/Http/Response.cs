using System.Text;

namespace RestMachine;

/// <summary>An HTTP response.</summary>
/// <param name="status">The status code.</param>
/// <exception cref="ArgumentOutOfRangeException">The status is no final one, from 200 to 599 (RFC 9110, 15).</exception>
public sealed class Response(int status)
{
    private List<Cookie>? _cookies;

    /// <summary>A response with content.</summary>
    public Response(int status, string contentType, ReadOnlyMemory<byte> body)
        : this(status)
    {
        Headers.Add("Content-Type", contentType);
        Body = body;
    }

    /// <summary>The status code. With 204, 205 and 304 no content is sent, whatever is there (RFC 9110, 6.4.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no final one, from 200 to 599 (RFC 9110, 15).</exception>
    public int Status
    {
        get;
        set => field = Checked(value);
    } = Checked(status);

    /// <summary>The header fields, cookies left out.</summary>
    public Headers Headers { get; } = [];

    /// <summary>The cookies to set; each becomes a <c>Set-Cookie</c> field of its own.</summary>
    public IList<Cookie> Cookies => _cookies ??= [];

    /// <summary>Whether any cookie is set; asking makes no list.</summary>
    internal bool HasCookies => _cookies is { Count: > 0 };

    /// <summary>Whether HTTP has content behind such a status (RFC 9110, 15.3.5, 15.3.6 and 15.4.5: not behind these).</summary>
    internal bool MayHaveContent => Status is not (204 or 205 or 304);

    /// <summary>The content. Default: empty.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>
    /// Writes the content in place of <see cref="Body"/>: after every filter, and before what lives as long as the request
    /// is disposed. Where the transport streams, each write leaves at once, and what throws before the first one is
    /// answered like any other exception; elsewhere the content is collected first. Default: <see langword="null"/>.
    /// </summary>
    public Func<Stream, CancellationToken, Task>? BodyWriter { get; set; }

    /// <summary>For a filter that changes a response: a handler may hand out the same one again and again.</summary>
    public Response Copy()
    {
        var copy = new Response(Status) { Body = Body, BodyWriter = BodyWriter };
        foreach (var (name, value) in Headers)
        {
            copy.Headers.Add(name, value);
        }

        if (HasCookies)
        {
            copy._cookies = [.. _cookies!];
        }

        return copy;
    }

    /// <summary>The content as text; UTF-8 unless its <c>Content-Type</c> names another character set.</summary>
    public string ReadText() => (MediaType.CharsetOf(Headers["Content-Type"]) ?? Encoding.UTF8).GetString(Body.Span);

    /// <summary>Whether the content can travel as text: a textual media type and no content coding.</summary>
    public bool IsText => Headers["Content-Encoding"] is null && MediaType.IsText(Headers["Content-Type"]);

    internal static int Checked(int status) =>
        status is >= 200 and <= 599
            ? status
            : throw new ArgumentOutOfRangeException(
                nameof(status),
                $"The response has the status {status}, expected a final one, from 200 to 599."
            );
}
