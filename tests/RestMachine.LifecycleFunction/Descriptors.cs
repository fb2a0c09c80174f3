using System.Net;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace RestMachine.LifecycleFunction;

/// <summary>An invocation that opens files until the process may have no more.</summary>
internal static class Descriptors
{
    /// <summary>Says so to whoever listens on the port EXHAUSTED, and closes them when that one hangs up.</summary>
    public static string Exhaust()
    {
        using var gate = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        gate.Connect(IPAddress.Loopback, int.Parse(Environment.GetEnvironmentVariable("EXHAUSTED")!));
        gate.Send("begin"u8);
        var files = new List<SafeFileHandle>();
        try
        {
            while (true)
            {
                files.Add(File.OpenHandle("/dev/null"));
            }
        }
        catch (IOException)
        {
            gate.Send("\n"u8);
        }

        gate.Receive(new byte[1]);
        files.ForEach(file => file.Dispose());
        return $"{files.Count > 0}";
    }
}
