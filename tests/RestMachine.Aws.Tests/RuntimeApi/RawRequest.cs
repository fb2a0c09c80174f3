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

    public static async Task<RawRequest?> ReadAsync(int connection, Stream stream, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString(bytes.ToArray()).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
            {
                return null;
            }

            bytes.Write(one);
        }

        var head = new RawRequest(connection, Encoding.ASCII.GetString(bytes.ToArray()), "");
        var body = new byte[int.Parse(head.Field("Content-Length") ?? "0")];
        await stream.ReadExactlyAsync(body, cancellation);
        return head with { Body = Encoding.UTF8.GetString(body) };
    }
}
