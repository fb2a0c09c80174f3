using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RestMachine.LifecycleFunction;

/// <summary>Writes "one", waits at the gate that a test opens with a letter, and does what the letter says.</summary>
internal static class Streams
{
    public static async Task Write(Stream body, CancellationToken cancellation)
    {
        await body.WriteAsync("one"u8.ToArray(), cancellation);
        using var gate = new TcpClient();
        var port = int.Parse(Environment.GetEnvironmentVariable("GATE")!, CultureInfo.InvariantCulture);
        await gate.ConnectAsync(IPAddress.Loopback, port, cancellation);
        var letter = new byte[1];
        await gate.GetStream().ReadExactlyAsync(letter, cancellation);
        switch ((char)letter[0])
        {
            case 'x':
                throw new InvalidOperationException("told to");
            case 'k':
                Environment.Exit(3);
                break;
            default:
                await body.WriteAsync("two"u8.ToArray(), cancellation);
                break;
        }
    }
}
