using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.FrontDoor;

// HTTP on 127.0.0.1 in front of one function.
internal sealed class FrontDoorServer : IAsyncDisposable
{
    private readonly LoopbackServer server;

    private FrontDoorServer(LoopbackServer server) => this.server = server;

    public Uri Uri => new($"http://127.0.0.1:{server.Port}/");

    /// <exception cref="PortTakenException">Somebody else listens on the port.</exception>
    public static async Task<FrontDoorServer> OpenAsync(
        int port,
        Func<GatewayRequest, CancellationToken, Task<GatewayResponse>> forward,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return new FrontDoorServer(await LoopbackServer.StartAsync(port, AnswerAsync, cancellationToken));
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new PortTakenException(port, exception);
        }

        async Task AnswerAsync(HttpContext context)
        {
            var request = await GatewayRequest.FromAsync(context);
            var response = await forward(request, context.RequestAborted);
            await response.WriteToAsync(context);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
