using System.Net;
using System.Net.Sockets;

namespace RestMachine.Faults.Tests;

/// <summary>
/// A loopback port of one's own: below those that the kernel gives to anybody who connects, and none twice in a run.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Count = 10_000;

    private static int s_taken = Environment.ProcessId * 31;

    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_taken) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
