using System.Net.Sockets;
using System.Text;
using RestMachine.Aws.Shutdown;
using RestMachine.Aws.Tests.Lifecycle;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Tests.Shutdown;

public sealed class ReceiptInTheCourseOfALife : IDisposable
{
    private readonly int _port = FreePort.Find();
    private readonly ManualResetEvent _ending = new(initialState: false);
    private readonly DeferredReceipt _receipt;
    private readonly Socket _extension;

    public ReceiptInTheCourseOfALife()
    {
        _extension = Listen();
        _receipt = new DeferredReceipt(
            () => Receipt.Connect(_port, TimeProvider.System, out _),
            TimeProvider.System,
            absent: () => { }
        );
        _receipt.Expect(["close"]);
        _receipt.Open("off", _ending);
    }

    public void Dispose()
    {
        _extension.Dispose();
        _ending.Dispose();
    }

    [Fact]
    public void GoesToTheExtensionThatIsThereNow()
    {
        Lose();

        _receipt.Renew();

        using var connection = _extension.Accept();
        Read(connection).ShouldStartWith("hello protocol=1 ");
    }

    [Fact]
    public void IsNoticedToBeLostWhenARunBegins()
    {
        Lose();

        _receipt.RunBegan("SIGTERM", new ShutdownBudget(TimeSpan.FromMilliseconds(450), TimeSpan.FromSeconds(2)));

        using var connection = _extension.Accept();
        var text = Read(connection);
        text.ShouldStartWith("hello protocol=1 ");
        text.ShouldContain("\nrun trigger=SIGTERM budget=450 ");
    }

    [Fact]
    public void HasTheHandlersOfAnApplicationThatCameLater()
    {
        _receipt.Expect(["second", "third"]);

        using var connection = _extension.Accept();
        Read(connection)
            .ShouldContain(
                " handlers=1\nhandler name=close\nhandlers count=3\nhandler name=second\nhandler name=third\n"
            );
    }

    [Fact]
    public void StaysWithTheExtensionThatIsStillThere()
    {
        _receipt.Renew();

        using var connection = _extension.Accept();
        _extension.Poll(0, SelectMode.SelectRead).ShouldBeFalse();
        Read(connection).Split('\n').Count(line => line.StartsWith("hello", StringComparison.Ordinal)).ShouldBe(1);
    }

    /// <summary>
    /// Not by closing alone: a process that another test starts holds the connection too until it runs its program.
    /// </summary>
    private void Lose()
    {
        using var lost = _extension.Accept();
        lost.Shutdown(SocketShutdown.Both);
    }

    private static string Read(Socket connection)
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, connection.Receive(buffer));
    }

    private Socket Listen()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{_port}"));
        listener.Listen();
        return listener;
    }
}
