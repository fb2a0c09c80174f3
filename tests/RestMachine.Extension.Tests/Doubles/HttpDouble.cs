using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RestMachine.Extension.Tests.Doubles;

/// <summary>A raw HTTP/1.1 server: it answers with exactly the given bytes, in pieces of a given size.</summary>
internal sealed class HttpDouble : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<RecordedRequest, Task<string?>> answer;
    private readonly int pieceSize;
    private readonly TimeSpan pause;

    /// <param name="answer">The bytes of the answer as text; null closes the connection without one.</param>
    /// <param name="pieceSize">How many bytes each send carries.</param>
    /// <param name="pause">What lies between two sends.</param>
    public HttpDouble(
        Func<RecordedRequest, Task<string?>> answer,
        int pieceSize = int.MaxValue,
        TimeSpan pause = default
    )
    {
        this.pause = pause;
        this.answer = answer;
        this.pieceSize = pieceSize;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public ConcurrentQueue<RecordedRequest> Requests { get; } = [];

    public static string Ok(string body, string fields = "") =>
        $"HTTP/1.1 200 OK\r\n{fields}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                Requests.Enqueue(request);
                var bytes = Encoding.UTF8.GetBytes(await answer(request) ?? "");
                for (var sent = 0; sent < bytes.Length; sent += pieceSize)
                {
                    await stream.WriteAsync(bytes.AsMemory(sent, Math.Min(pieceSize, bytes.Length - sent)));
                    await Task.Delay(pause);
                }
            }
            catch (IOException)
            {
                // The extension ended while it was being answered, which some tests make it do.
            }
        }
    }

    private static async Task<RecordedRequest> ReadAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0)
            {
                throw new IOException("The request ended early");
            }
            received.AddRange(buffer[..count]);
            var text = Encoding.UTF8.GetString([.. received]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }
            var lines = text[..end].Split("\r\n");
            var fields = lines[1..]
                .Select(line => line.Split(": ", 2))
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
            if (text.Length - end - 4 >= int.Parse(fields.GetValueOrDefault("Content-Length", "0"), null))
            {
                return new RecordedRequest(lines[0], fields, text[(end + 4)..]);
            }
        }
    }
}
