using System.Net.Sockets;
using System.Text;

namespace RestMachine.Extension.Tests.Doubles;

/// <summary>The function's side of the receipt.</summary>
internal sealed class FunctionDouble : IDisposable
{
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public FunctionDouble(int port) => socket.Connect(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{port}"));

    public static long Now =>
        (long)(System.Diagnostics.Stopwatch.GetTimestamp() * (1e6 / System.Diagnostics.Stopwatch.Frequency));

    public FunctionDouble Says(params string[] lines)
    {
        foreach (var line in lines)
        {
            socket.Send(Encoding.UTF8.GetBytes(line + "\n"));
        }
        return this;
    }

    /// <summary>Says the same again and again until nobody listens any more.</summary>
    public Task FloodAsync(string line) =>
        Task.Run(() =>
        {
            try
            {
                while (true)
                {
                    Says(line);
                }
            }
            catch (SocketException)
            {
                // The extension has ended.
            }
        });

    /// <summary>Killed: the kernel closes its end and keeps what was sent.</summary>
    public void Dies() => socket.Dispose();

    public void Dispose() => socket.Dispose();
}
