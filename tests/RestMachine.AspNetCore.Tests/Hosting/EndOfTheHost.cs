using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RestMachine.AspNetCore.Tests.Hosting;

/// <summary>However it ends, what startup made is closed, and what went wrong is told.</summary>
public sealed class EndOfTheHost
{
    private readonly RestApplication _app = new();
    private readonly List<string> _journal = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunsTheShutdownHandlersWhenTheServerCannotListen()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        Journal(_app, "app");

        await Should.ThrowAsync<IOException>(() =>
            _app.RunOnKestrelAsync(["--urls", $"http://{taken.LocalEndpoint}", "--Logging:LogLevel:Default=None"])
        );

        _journal.ShouldBe(["app started", "app closed"]);
    }

    [Fact]
    public async Task RunsTheShutdownHandlersOfAnApplicationBesideOneThatCannotStart()
    {
        var broken = new RestApplication();
        Journal(_app, "app");
        broken.OnStartup("database", void () => throw new InvalidOperationException("no database"));
        var host = KestrelHost.Create(_app, builder => builder.Services.AddRestMachine(broken));

        await Should.ThrowAsync<StartupException>(() => host.StartAsync(Cancellation));
        await host.DisposeAsync();

        _journal.ShouldBe(["app started", "app closed"]);
    }

    [Fact]
    public async Task DoesNotRunShutdownHandlersOfAnApplicationThatNeverStarted()
    {
        Journal(_app, "app");

        await KestrelHost.Create(_app).DisposeAsync();

        _journal.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunsThemOnceWhereTheApplicationWasAddedTwice()
    {
        var log = new CollectingLogger();
        Journal(_app, "app");
        await using (
            var host = KestrelHost.Create(
                _app,
                builder => builder.Logging.AddProvider(log).Services.AddRestMachine(_app)
            )
        )
        {
            await host.StartAsync(Cancellation);
            await host.StopAsync(Cancellation);
        }

        _journal.ShouldBe(["app started", "app closed"]);
        log.Lines.Count(line => line.StartsWith("Information: Shutdown began (host, ")).ShouldBe(1);
    }

    [Fact]
    public async Task TellsInTheHostsLogWhatFailed()
    {
        var log = new CollectingLogger();
        _app.OnStartup("open", () => "value");
        _app.OnShutdown("flush", void () => throw new InvalidOperationException("no network"));
        _app.OnShutdown("close", (string open) => { });
        await using var host = KestrelHost.Create(
            _app,
            builder => builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug)
        );
        await host.StartAsync(Cancellation);

        await host.StopAsync(Cancellation);

        log.Lines.ShouldContain(line => line.StartsWith("Information: Shutdown began (host, "));
        log.Lines.ShouldContain(line =>
            line.StartsWith("Error: Shutdown handler 'flush' failed after ")
            && line.EndsWith(" ms: System.InvalidOperationException: no network")
        );
        log.Lines.ShouldContain(line => line.StartsWith("Error: Shutdown failed in "));
        log.Lines.ShouldContain(line => line.StartsWith("Debug: Shutdown handler 'close' completed in "));
    }

    [Fact]
    public async Task GivesUpARequestThatOutlivesTheTimeoutAndLeavesWhatItHolds()
    {
        var log = new CollectingLogger();
        var value = new Disposable(_journal);
        var entered = new TaskCompletionSource();
        var givenUp = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _app.OnStartup("value", () => value);
        _app.Get(
            "/slow",
            async (Disposable held, CancellationToken cancellation) =>
            {
                cancellation.Register(givenUp.SetResult);
                entered.SetResult();
                await release.Task;
                return "late";
            }
        );
        _app.OnShutdown("close", () => _journal.Add("closed"));
        await using var host = KestrelHost.Create(
            _app,
            builder =>
            {
                builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
                builder.Logging.AddProvider(log);
            }
        );
        await host.StartAsync(Cancellation);
        using var client = new HttpClient();
        var answer = client.GetAsync($"{host.Urls.Single()}/slow", Cancellation);
        await entered.Task;

        await Should.NotThrowAsync(() => host.StopAsync(Cancellation));

        await givenUp.Task;
        await Should.ThrowAsync<HttpRequestException>(() => answer);
        _journal.ShouldBe(["closed"]);
        log.Lines.ShouldContain("Warning: 'value' not disposed: a handler or a request still holds it");
        release.SetResult();
    }

    [Fact]
    public async Task CancelsAStartupThatIsStillRunning()
    {
        var entered = new TaskCompletionSource();
        _app.OnStartup("first", () => new Disposable(_journal));
        _app.OnStartup(
            "endless",
            async (Disposable first, CancellationToken cancellation) =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        );
        _app.OnShutdown("close", (Disposable first) => _journal.Add("closed"));
        var host = KestrelHost.Create(_app);
        var running = host.RunAsync(Cancellation);
        await entered.Task;

        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        await Should.ThrowAsync<Exception>(() => running);
        _journal.ShouldBe(["closed", "disposed"]);
    }

    private void Journal(RestApplication app, string name)
    {
        app.OnStartup(() => _journal.Add($"{name} started"));
        app.OnShutdown(() => _journal.Add($"{name} closed"));
    }

    internal sealed class Disposable(List<string> journal) : IDisposable
    {
        public void Dispose() => journal.Add("disposed");
    }
}
