using System.Net;
using System.Net.Sockets;

namespace RestMachine.Emulator.Phases;

// Below Linux' range for outgoing connections (32768), so that no connection takes the port before its owner binds it.
internal static class FreePorts
{
    private const int First = 20_000;
    private const int End = 32_000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Taken = [];

    public static int Take()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                var port = Random.Shared.Next(First, End);
                if (!Taken.Contains(port) && IsFree(port))
                {
                    Taken.Add(port);
                    return port;
                }
            }
        }
        throw new InvalidOperationException($"No free port was found on 127.0.0.1 between {First} and {End}.");
    }

    public static void Return(int port)
    {
        lock (Gate)
        {
            Taken.Remove(port);
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false; // Somebody has it: the next one then.
        }
    }
}
