using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RestMachine.Faults.Tests;

/// <summary>Calls of the function's endpoint, byte by byte as they are given.</summary>
internal static class EndpointCalls
{
    private const string Shutdown =
        "POST /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nRestMachine-Extension: restmachine-shutdown\r\nContent-Length: 0\r\n\r\n";

    /// <summary>The answer, or nothing when the function ended before it left.</summary>
    public static Task<string> ShutdownAsync(int port) => SendAsync(port, Shutdown);

    /// <summary>Everything that came until the connection was closed.</summary>
    /// <param name="port">The endpoint's.</param>
    /// <param name="bytes">The request, a character a byte.</param>
    /// <param name="half">Whether to say that nothing follows, so that an incomplete request is refused at once.</param>
    public static async Task<string> SendAsync(int port, string bytes, bool half = false)
    {
        using var socket = await ConnectAsync(port);
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(bytes), TestContext.Current.CancellationToken);
            if (half)
            {
                socket.Shutdown(SocketShutdown.Send);
            }

            using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // Reset: refused before everything was read, or the process has ended.
            return "";
        }
    }

    /// <summary>Connects as soon as the endpoint is bound, which no event tells: it is off INIT's critical path.</summary>
    public static async Task<Socket> ConnectAsync(int port)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return socket;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
                socket.Dispose();
            }
        }
    }
}
