using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace RestMachine.Emulator.Protocol;

// Kestrel on 127.0.0.1 without a host: a host would take over Ctrl-C and read the user's ASPNETCORE_ variables.
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly KestrelServer kestrel;

    private LoopbackServer(KestrelServer kestrel) => this.kestrel = kestrel;

    public int Port => new Uri(kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackServer> StartAsync(int port, RequestDelegate answer, CancellationToken cancel)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        // Fields are read as UTF-8 and sent so, too.
        options.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        options.Listen(IPAddress.Loopback, port);
        // A frozen process neither reads nor writes for hours; a long poll is no slow client.
        options.Limits.KeepAliveTimeout = TimeSpan.FromDays(1);
        options.Limits.RequestHeadersTimeout = TimeSpan.FromDays(1);
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MaxRequestBodySize = null;
        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions()),
            NullLoggerFactory.Instance
        );
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new Application(answer), cancel);
        }
        catch
        {
            server.Dispose();
            throw;
        }
        return new LoopbackServer(server);
    }

    // Long polls never end by themselves: they are cut.
    public async ValueTask DisposeAsync()
    {
        await kestrel.StopAsync(new CancellationToken(canceled: true));
        kestrel.Dispose();
    }

    private sealed class Application(RequestDelegate answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            try
            {
                await answer(context);
            }
            catch (Exception exception)
                when (exception is OperationCanceledException or IOException
                    && context.RequestAborted.IsCancellationRequested
                )
            {
                context.Abort(); // The caller has gone.
            }
        }

        public void DisposeContext(HttpContext context, Exception? exception) { }
    }
}
