using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>A client of the function's shutdown endpoint that sends exactly these bytes.</summary>
internal sealed class EndpointClient : IDisposable
{
    private const string Ours = "RestMachine-Extension: restmachine-shutdown\r\n";

    private readonly Socket _socket;

    private EndpointClient(Socket socket) => _socket = socket;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Connects as soon as the endpoint is bound, which no event tells: it is off INIT's critical path.</summary>
    public static async Task<EndpointClient> ConnectAsync(int port)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, Cancellation);
                return new EndpointClient(socket);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>The extension's request; the answer, or what there was of it when the function was gone.</summary>
    public static async Task<string> ShutdownAsync(int port, string body = """{"reason":"spindown"}""")
    {
        using var client = await ConnectAsync(port);
        return await client.ShutdownAsync(body);
    }

    public async Task<string> ShutdownAsync(string body = """{"reason":"spindown"}""")
    {
        await SendAsync(Request("POST /shutdown", Ours, body));
        return await ReadAnswerAsync();
    }

    public static string Request(string line, string fields, string body) =>
        $"{line} HTTP/1.1\r\nHost: 127.0.0.1\r\n{fields}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.UTF8.GetBytes(text), Cancellation);

    /// <summary>Everything until the function closes the connection or is gone.</summary>
    public async Task<string> ReadAnswerAsync()
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await _socket.ReceiveAsync(buffer, Cancellation)) > 0)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            answer.Append("(reset)");
        }

        return answer.ToString();
    }

    public void Dispose() => _socket.Dispose();
}
