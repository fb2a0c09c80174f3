using System.Text;

namespace RestMachine.Aws.Tests.RuntimeApi;

/// <summary>A request as the scripted Runtime API received it.</summary>
internal sealed record RawRequest(int Connection, string Head, string Body)
{
    public string Line => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];

    public bool IsNext => Line == "GET /2018-06-01/runtime/invocation/next HTTP/1.1";

    public string? Field(string name) =>
        Head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 2)..];

    /// <summary>What came behind the last chunk.</summary>
    public IReadOnlyList<string> Trailers { get; private init; } = [];

    /// <param name="connection">The connection's number.</param>
    /// <param name="stream">The connection.</param>
    /// <param name="piece">Is handed the head and each chunk as it comes.</param>
    /// <param name="cancellation">The end of the test.</param>
    /// <returns>Null when the peer has closed the connection, in the middle of a request too.</returns>
    public static async Task<RawRequest?> ReadAsync(
        int connection,
        Stream stream,
        Action<string> piece,
        CancellationToken cancellation
    )
    {
        if (await ReadToAsync(stream, "\r\n\r\n", cancellation) is not { } text)
        {
            return null;
        }

        var head = new RawRequest(connection, text, "");
        if (head.Field("Transfer-Encoding") == "chunked")
        {
            piece(head.Line);
            return await ReadChunksAsync(head, stream, piece, cancellation);
        }

        var body = new byte[int.Parse(head.Field("Content-Length") ?? "0")];
        await stream.ReadExactlyAsync(body, cancellation);
        return head with { Body = Encoding.UTF8.GetString(body) };
    }

    private static async Task<RawRequest?> ReadChunksAsync(
        RawRequest head,
        Stream stream,
        Action<string> piece,
        CancellationToken cancellation
    )
    {
        var body = "";
        while (await ReadToAsync(stream, "\r\n", cancellation) is { } size)
        {
            var length = Convert.ToInt32(size.TrimEnd(), 16);
            if (length == 0)
            {
                var trailers = new List<string>();
                while (await ReadToAsync(stream, "\r\n", cancellation) is { Length: > 2 } trailer)
                {
                    trailers.Add(trailer.TrimEnd());
                }

                return head with
                {
                    Body = body,
                    Trailers = trailers,
                };
            }

            var chunk = new byte[length + 2];
            await stream.ReadExactlyAsync(chunk, cancellation);
            body += Encoding.UTF8.GetString(chunk, 0, length);
            piece(Encoding.UTF8.GetString(chunk, 0, length));
        }

        return null;
    }

    /// <summary>Up to and with the ending; null when the connection ends before.</summary>
    private static async Task<string?> ReadToAsync(Stream stream, string ending, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(ending, StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        return text.ToString();
    }
}
