using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RestMachine.Faults.Tests;

/// <summary>
/// A platform that accepts the internal extension and answers nothing else: it keeps the function's next, and knows when the
/// function lets it go.
/// </summary>
internal sealed class KeptNext : IDisposable
{
    private static readonly byte[] Registered =
        "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: it\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public KeptNext()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"{_listener.LocalEndpoint}";

    public Task Asked => _asked.Task;

    public Task Released => _released.Task;

    /// <summary>How often next was asked for.</summary>
    public int Count => _count;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = KeepAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task KeepAsync(TcpClient client)
    {
        using var connection = client;
        var request = new byte[4096];
        var length = await connection.GetStream().ReadAsync(request);
        var line = Encoding.ASCII.GetString(request, 0, length).Split('\r')[0];
        var isNext = line.Contains("/invocation/next ", StringComparison.Ordinal);
        if (isNext)
        {
            Interlocked.Increment(ref _count);
            _asked.TrySetResult();
        }
        else if (line.Contains("/extension/register ", StringComparison.Ordinal))
        {
            await connection.GetStream().WriteAsync(Registered);
        }

        while (await connection.GetStream().ReadAsync(request) > 0)
        {
            // Whatever else it has to say.
        }

        if (isNext)
        {
            _released.TrySetResult();
        }
    }
}
