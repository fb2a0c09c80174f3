using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;
using RestMachine.Aws.Shutdown;
using RestMachine.Aws.Tests.Lifecycle;

namespace RestMachine.Aws.Tests.Shutdown;

public sealed class EndpointUnderLoad : IDisposable
{
    private readonly int _port = FreePort.Find();
    private readonly ShutdownEndpoint _endpoint;
    private readonly List<EndpointClient> _clients = [];

    public EndpointUnderLoad()
    {
        var log = new FunctionLog(LambdaSettings.Read(_ => null), TimeProvider.System, _ => { });
        _endpoint = ShutdownEndpoint.Bind(_port, log, TimeProvider.System, _ => []).ShouldNotBeNull();
        new Thread(() => _endpoint.Serve(answered: () => { })) { IsBackground = true }.Start();
    }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _endpoint.Dispose();
    }

    [Fact]
    public async Task ServesOneMoreThoughEveryPlaceIsTakenByOnesThatSayNothing()
    {
        for (var i = 0; i < 40; i++)
        {
            _clients.Add(await EndpointClient.ConnectAsync(_port));
        }

        (await EndpointClient.ShutdownAsync(_port)).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        (await _clients[0].ReadAnswerAsync()).ShouldStartWith("HTTP/1.1 408 ");
    }

    [Fact]
    public async Task ReadsARequestThatComesInPieces()
    {
        using var client = await EndpointClient.ConnectAsync(_port);
        foreach (var piece in (string[])["GET ", "/other HTTP/1.1\r\n", "\r", "\n"])
        {
            await client.SendAsync(piece);
        }

        (await client.ReadAnswerAsync()).ShouldStartWith("HTTP/1.1 404 ");
    }
}
