using System.Diagnostics;
using System.Net.Sockets;
using RestMachine.Extension.Linux;

namespace RestMachine.Extension.Tests.Readers;

public sealed class Peers
{
    [Published.Fact]
    public async Task ExistUntilTheyAreGone()
    {
        using var process = Process.Start(
            new ProcessStartInfo("cat") { RedirectStandardInput = true, UseShellExecute = false }
        )!;
        Libc.ProcessExists(process.Id).ShouldBeTrue();
        Libc.ProcessExists(Environment.ProcessId).ShouldBeTrue();

        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Libc.ProcessExists(process.Id).ShouldBeFalse();
    }

    [Fact]
    public void ThatNobodyKnowsMayExist() => Libc.ProcessExists(0).ShouldBeTrue();

    [Published.Fact]
    public async Task AreTheProcessesThatConnected()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path), TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        File.Delete(path);

        new Descriptor((int)accepted.Handle).PeerProcess.ShouldBe(Environment.ProcessId);
    }
}
