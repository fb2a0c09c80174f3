using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RestMachine.Benchmarks.ExtensionStart;

/// <summary>Register and next for one extension at a time, blocking on the caller's thread: nothing else costs time.</summary>
internal sealed class ExtensionsApiServer : IDisposable
{
    private static readonly byte[] RegisterAnswer = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: 1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    );

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ExtensionsApiServer()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}";

    /// <summary>Waits for a register request and answers it.</summary>
    /// <returns>When the whole request was there, by Stopwatch.</returns>
    public long AcceptRegister()
    {
        using var connection = AcceptRequest("POST /2020-01-01/extension/register ", "{\"events\":[\"SHUTDOWN\"]}");
        var registered = System.Diagnostics.Stopwatch.GetTimestamp();
        connection.Send(RegisterAnswer);
        return registered;
    }

    /// <summary>Waits for next and leaves it without an answer.</summary>
    public Socket AcceptNext() => AcceptRequest("GET /2020-01-01/extension/event/next ", "\r\n\r\n");

    public void Dispose() => listener.Dispose();

    private Socket AcceptRequest(string start, string end)
    {
        if (!listener.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead))
        {
            throw new BenchmarkException("No " + start + "within 10 seconds");
        }
        var connection = listener.Accept();
        connection.ReceiveTimeout = 10_000;
        var buffer = new byte[4096];
        var length = 0;
        while (!Encoding.ASCII.GetString(buffer, 0, length).EndsWith(end, StringComparison.Ordinal))
        {
            var count = connection.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            length += count > 0 ? count : throw new BenchmarkException("The connection ended before " + start + "did");
        }
        return buffer.AsSpan().StartsWith(Encoding.ASCII.GetBytes(start))
            ? connection
            : throw new BenchmarkException("Not " + start + "but " + Encoding.ASCII.GetString(buffer, 0, length));
    }
}
