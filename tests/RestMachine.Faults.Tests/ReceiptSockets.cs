using System.Net.Sockets;

namespace RestMachine.Faults.Tests;

/// <summary>The abstract sockets of receipts, as the kernel lists them (proc(5), /proc/net/unix).</summary>
internal static class ReceiptSockets
{
    public static bool Exists(int port) => Count(port) > 0;

    /// <summary>Besides the listening one there is one for each connection that stands unaccepted.</summary>
    public static bool HasConnection(int port) => Count(port) > 1;

    /// <summary>The extension that listens (unix(7), SO_PEERCRED: a struct ucred, which begins with the process).</summary>
    public static int ListenerOf(int port)
    {
        const int socketLevel = 1;
        const int peerCredentials = 17;
        var credentials = new byte[12];
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{port}"));
        socket.GetRawSocketOption(socketLevel, peerCredentials, credentials);
        return BitConverter.ToInt32(credentials);
    }

    private static int Count(int port) =>
        File.ReadLines("/proc/net/unix")
            .Count(line => line.EndsWith($"@restmachine-shutdown:{port}", StringComparison.Ordinal));
}
