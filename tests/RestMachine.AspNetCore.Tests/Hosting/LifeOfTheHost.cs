using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace RestMachine.AspNetCore.Tests.Hosting;

public sealed class LifeOfTheHost
{
    private readonly RestApplication _app = new();
    private readonly List<string> _journal = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunsStartupBeforeTheServerListensAndShutdownAfterItHasStopped()
    {
        var port = FreePort();
        _app.OnStartup(() => Connect(port, "startup"));
        _app.OnShutdown(() => Connect(port, "shutdown"));
        _app.Get("/", () => "served");
        await using var host = KestrelHost.Create(
            _app,
            builder => builder.Configuration["urls"] = $"http://127.0.0.1:{port}"
        );

        await host.StartAsync(Cancellation);
        using var client = new HttpClient();
        (await client.GetStringAsync($"http://127.0.0.1:{port}/", Cancellation)).ShouldBe("served");
        await host.StopAsync(Cancellation);

        _journal.ShouldBe(["startup: ConnectionRefused", "shutdown: ConnectionRefused"]);
    }

    [Fact]
    public async Task DrainsARunningRequestBeforeShutdownHandlersRun()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _app.Get(
            "/slow",
            async () =>
            {
                entered.SetResult();
                await release.Task;
                _journal.Add("request");
                return "done";
            }
        );
        _app.OnShutdown(() => _journal.Add("shutdown"));
        await using var host = KestrelHost.Create(_app);
        await host.StartAsync(Cancellation);
        using var client = new HttpClient();
        var answer = client.GetStringAsync($"{host.Urls.Single()}/slow", Cancellation);
        await entered.Task;

        var stopped = host.StopAsync(Cancellation);
        release.SetResult();

        (await answer).ShouldBe("done");
        await stopped;
        _journal.ShouldBe(["request", "shutdown"]);
    }

    [Theory]
    [InlineData(0, 19.95)]
    [InlineData(5, 14.95)]
    [InlineData(60, 0.95)]
    public async Task GivesShutdownHandlersWhatTheServerLeavesOfTheHostsTimeout(int drained, double budget)
    {
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        await using var host = KestrelHost.Create(
            app,
            builder =>
            {
                builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
                builder.Services.AddHostedService(_ => new SlowService(() =>
                    time.Advance(TimeSpan.FromSeconds(drained))
                ));
            }
        );
        await host.StartAsync(Cancellation);

        await host.StopAsync(Cancellation);

        (await app.Lifecycle.ShutdownAsync("again", default)).Budget.ShouldBe(TimeSpan.FromSeconds(budget));
    }

    [Fact]
    public async Task DoesNotListenAfterAFailedStartup()
    {
        _app.OnStartup("database", void () => throw new InvalidOperationException("no database"));
        await using var host = KestrelHost.Create(_app);

        var failure = await Should.ThrowAsync<StartupException>(() => host.StartAsync(Cancellation));

        failure.Message.ShouldContain("database");
    }

    [Fact]
    public void HasToKnowTheApplication()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRestMachine(new RestApplication());
        using var host = (IDisposable)builder.Build();

        Should
            .Throw<InvalidOperationException>(() => ((WebApplication)host).MapRestMachine(_app))
            .Message.ShouldContain("builder.Services.AddRestMachine(app)");
    }

    private void Connect(int port, string when)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            _journal.Add($"{when}: connected");
        }
        catch (SocketException refused)
        {
            _journal.Add($"{when}: {refused.SocketErrorCode}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
