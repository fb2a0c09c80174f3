using System.Net.Sockets;
using RestMachine.Aws.Shutdown;
using RestMachine.Aws.Tests.Lifecycle;

namespace RestMachine.Aws.Tests.Shutdown;

public class ReceiptConnection
{
    [Fact]
    public void ToNobodyIsNoReceipt()
    {
        Receipt.Connect(FreePort.Find(), TimeProvider.System, out var refusal).ShouldBeNull();
        refusal.ShouldBe(SocketError.ConnectionRefused);
    }

    [Fact]
    public void ToAListenerWithAFullBacklogDoesNotBlockAndIsToldFromNone()
    {
        var port = FreePort.Find();
        var name = new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{port}");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(name);
        listener.Listen(1);
        var waiting = new List<IDisposable>();
        while (Receipt.Connect(port, TimeProvider.System, out _) is { } connected && waiting.Count < 100)
        {
            waiting.Add(connected);
        }

        Receipt.Connect(port, TimeProvider.System, out var refusal).ShouldBeNull();

        refusal.ShouldBe(SocketError.WouldBlock);
        waiting.Count.ShouldBeLessThan(100);
        waiting.ForEach(connection => connection.Dispose());
    }
}
