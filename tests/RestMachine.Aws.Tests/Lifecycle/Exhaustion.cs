using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>
/// A function of tests/RestMachine.LifecycleFunction that opens files, in <c>GET /exhaust</c>, until the process may have
/// no more; it closes them when the gate is closed. The limit: prlimit(2).
/// </summary>
internal sealed partial class Exhaustion : IDisposable
{
    private const int NoFile = 7;
    private const ulong OpenFiles = 256;

    private readonly TcpListener _gate = new(IPAddress.Loopback, 0);

    public Exhaustion() => _gate.Start();

    /// <summary>The function's variables.</summary>
    public Dictionary<string, string> Variables =>
        new() { ["EXHAUSTED"] = $"{((IPEndPoint)_gate.LocalEndpoint).Port}" };

    public static void Limit(int processId) =>
        PrLimit(processId, NoFile, new Bounds(OpenFiles, OpenFiles), 0).ShouldBe(0);

    /// <summary>Waits until the function has opened all it may.</summary>
    /// <returns>The gate, to close.</returns>
    public async Task<Socket> WaitAsync(CancellationToken cancellation)
    {
        var socket = await _gate.AcceptSocketAsync(cancellation);
        var bytes = new byte[8];
        int length;
        do
        {
            length = await socket.ReceiveAsync(bytes, cancellation);
            length.ShouldBeGreaterThan(0, "The function has ended.");
        } while (!bytes.AsSpan(0, length).Contains((byte)'\n'));

        return socket;
    }

    public void Dispose() => _gate.Dispose();

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int PrLimit(int processId, int resource, in Bounds bounds, nint old);

    private readonly record struct Bounds(ulong Soft, ulong Hard);
}
