namespace RestMachine.Faults.Tests;

/// <summary>The abstract sockets of receipts, as the kernel lists them (proc(5), /proc/net/unix).</summary>
internal static class ReceiptSockets
{
    public static bool Exists(int port) => Count(port) > 0;

    /// <summary>Besides the listening one there is one for each connection that stands unaccepted.</summary>
    public static bool HasConnection(int port) => Count(port) > 1;

    private static int Count(int port) =>
        File.ReadLines("/proc/net/unix")
            .Count(line => line.EndsWith($"@restmachine-shutdown:{port}", StringComparison.Ordinal));
}
