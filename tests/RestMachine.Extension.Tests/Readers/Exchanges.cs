using System.Net;
using System.Net.Sockets;
using RestMachine.Extension.ExtensionsApi;
using RestMachine.Extension.Http;
using RestMachine.Extension.Linux;
using RestMachine.Extension.Tests.Doubles;

namespace RestMachine.Extension.Tests.Readers;

public sealed class Exchanges
{
    [Published.Fact]
    public async Task AreBoundedAsAWholeEvenWhenBytesKeepDripping()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dripping = DripAsync(listener);
        var peer = new Ipv4Endpoint(Ipv4Endpoint.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port);

        Should
            .Throw<HttpFailure>(() => HttpExchange.Send(peer, "GET / HTTP/1.1\r\n\r\n"u8, Deadline.After(200)))
            .Kind.ShouldBe(HttpFailureKind.TimedOut);

        (await dripping).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void WithAClosedPortAreRefused()
    {
        var peer = new Ipv4Endpoint(Ipv4Endpoint.Loopback, Published.ExtensionProcess.FreePort());
        Should
            .Throw<HttpFailure>(() => HttpExchange.Send(peer, "GET / HTTP/1.1\r\n\r\n"u8, Deadline.After(1000)))
            .Kind.ShouldBe(HttpFailureKind.Refused);
    }

    [Fact]
    public void AFailureBeforeNextIsAnInitError()
    {
        using var platform = new PlatformDouble();
        ExtensionClient.For(platform.Address).Register().ReportFailure(new Failure("no \"room\""));

        var report = platform.Requests[^1];
        report.Line.ShouldBe("POST /2020-01-01/extension/init/error HTTP/1.1");
        report.Fields["Lambda-Extension-Function-Error-Type"].ShouldBe("Extension.Failure");
        report.Body.ShouldBe("""{"errorMessage":"no \"room\"","errorType":"Extension.Failure","stackTrace":[]}""");
    }

    /// <returns>How many bytes went out before the client gave up.</returns>
    private static async Task<int> DripAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var drop = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var answer = "HTTP/1.1 200 OK\r\nX: "u8.ToArray();
        for (var sent = 0; ; sent++)
        {
            await drop.WaitForNextTickAsync();
            try
            {
                client.GetStream().Write([sent < answer.Length ? answer[sent] : (byte)'x']);
            }
            catch (IOException)
            {
                return sent;
            }
        }
    }
}
