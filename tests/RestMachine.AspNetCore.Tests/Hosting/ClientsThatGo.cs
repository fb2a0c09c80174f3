using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace RestMachine.AspNetCore.Tests.Hosting;

/// <summary>Whoever hangs up ends a request, and nothing has failed.</summary>
public sealed class ClientsThatGo
{
    private readonly RestApplication _app = new();
    private readonly CollectingLogger _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndTheRequestThatTheyWaitFor()
    {
        var entered = new TaskCompletionSource();
        var givenUp = new TaskCompletionSource();
        _app.Get(
            "/",
            async (CancellationToken cancellation) =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation)
                    .ContinueWith(_ => givenUp.SetResult(), TaskScheduler.Default);
                cancellation.ThrowIfCancellationRequested();
            }
        );
        await using var host = await StartAsync();

        using (var client = await ConnectAsync(host, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        {
            await entered.Task;
        }

        await givenUp.Task;
        await host.StopAsync(Cancellation);
        _log.Lines.ShouldNotContain(line => line.StartsWith("Error"));
    }

    [Fact]
    public async Task InTheMiddleOfTheirContentAreNotAnswered()
    {
        var requests = 0;
        _app.Post(
            "/",
            (byte[] body) =>
            {
                requests++;
            }
        );
        _app.Get("/", () => "there");
        await using var host = await StartAsync();

        (await ConnectAsync(host, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")).Dispose();

        using var other = new HttpClient();
        (await other.GetStringAsync(host.Urls.Single(), Cancellation)).ShouldBe("there");
        await host.StopAsync(Cancellation);
        requests.ShouldBe(0);
        _log.Lines.ShouldNotContain(line => line.StartsWith("Error"));
    }

    private async Task<WebApplication> StartAsync()
    {
        var host = KestrelHost.Create(_app, builder => builder.Logging.AddProvider(_log));
        await host.StartAsync(Cancellation);
        return host;
    }

    private static async Task<TcpClient> ConnectAsync(WebApplication host, string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(host.Urls.Single()).Port, Cancellation);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), Cancellation);
        return client;
    }
}
