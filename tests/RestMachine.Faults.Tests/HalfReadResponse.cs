using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RestMachine.Faults.Tests;

/// <summary>
/// A Runtime API that has one event, reads the beginning of the response and no more of it until it is told to: the
/// function stands in the middle of sending.
/// </summary>
internal sealed class HalfReadResponse : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> _length = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _event;

    public HalfReadResponse(string path)
    {
        var body =
            "{\"version\":\"2.0\",\"rawPath\":\""
            + path
            + "\",\"headers\":{},\"isBase64Encoded\":false,\"requestContext\":{\"requestId\":\"r\",\"stage\":\"$default\","
            + "\"http\":{\"method\":\"GET\",\"path\":\""
            + path
            + "\",\"protocol\":\"HTTP/1.1\",\"sourceIp\":\"127.0.0.1\"}}}";
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeMilliseconds();
        _event = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: r\r\nLambda-Runtime-Deadline-Ms: {deadline}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
        _listener.Server.ReceiveBufferSize = 4096;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"{_listener.LocalEndpoint}";

    /// <summary>The first bytes of the response are there.</summary>
    public Task Began => _began.Task;

    /// <summary>Reads on until the connection ends.</summary>
    /// <returns>How many bytes the request with the response had.</returns>
    public Task<long> ReadOnAsync()
    {
        _goOn.TrySetResult();
        return _length.Task;
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        var stream = connection.GetStream();
        var bytes = new byte[4096];
        var first = Encoding.ASCII.GetString(bytes, 0, await stream.ReadAsync(bytes));
        if (!first.Contains("/invocation/next ", StringComparison.Ordinal))
        {
            await _goOn.Task; // The internal extension: nobody answers it.
            return;
        }

        await stream.WriteAsync(_event);
        long length = await stream.ReadAsync(bytes);
        _began.TrySetResult();
        await _goOn.Task;
        try
        {
            for (int count; (count = await stream.ReadAsync(bytes)) > 0; length += count)
            {
                // What the function has sent.
            }
        }
        catch (IOException)
        {
            // Reset: the function ended in the middle.
        }

        _length.TrySetResult(length);
    }
}
