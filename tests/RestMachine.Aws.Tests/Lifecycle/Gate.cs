using System.Net;
using System.Net.Sockets;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>Where the lifecycle function waits in the middle of a stream, until it is told how to go on.</summary>
internal sealed class Gate : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TcpClient? _function;

    public Gate() => _listener.Start();

    public string Port => $"{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async Task WaitAsync() =>
        _function = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

    public async Task TellAsync(char letter)
    {
        await WaitAsync();
        await _function!.GetStream().WriteAsync(new[] { (byte)letter }, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _function?.Dispose();
        _listener.Dispose();
    }
}
