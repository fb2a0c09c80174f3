using Microsoft.Extensions.Time.Testing;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Lifecycle;

public sealed class Resuming : IAsyncDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly CollectingLog _log = new();
    private readonly Journal _journal = new();
    private readonly RestApplication _app;
    private readonly TestClient _client;

    public Resuming()
    {
        _app = new RestApplication(new RestApplicationOptions { Time = _time, Logging = _log.Factory });
        _app.Get("/", () => _journal.Add("request"));
        _client = _app.TestClient();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task ComesBeforeTheFirstEventAfterAFreezeWithTheIdleTimeAndStartupValues()
    {
        _app.OnStartup(() => new Metrics(_journal));
        _app.OnResume((TimeSpan idle, Metrics pool) => _journal.Add($"resume {pool} after {idle}"));
        await SendAsync();

        _time.Advance(s_minute * 10);
        await SendAsync();
        await SendAsync();

        _journal.Entries.ShouldBe(["request", "resume metrics after 00:10:00", "request", "request"]);
    }

    [Fact]
    public async Task DoesNotComeAfterTheTimeThatWasSetOrLess()
    {
        _app.OnResume(() => _journal.Add("resume"));
        await SendAsync();

        _time.Advance(s_minute);
        await SendAsync();

        _journal.Entries.ShouldBe(["request", "request"]);
    }

    [Fact]
    public async Task DoesNotComeWhileAnotherRequestRuns()
    {
        var gate = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        _app.Get(
            "/long",
            async () =>
            {
                began.SetResult();
                await gate.Task;
            }
        );
        _app.OnResume(() => _journal.Add("resume"));
        var running = _client.SendAsync("GET", "/long", Cancellation);
        await began.Task;
        await SendAsync();

        _time.Advance(s_minute * 10);
        await SendAsync();
        gate.SetResult();
        await running;

        _journal.Entries.ShouldBe(["request", "request"]);
    }

    [Fact]
    public async Task ComesAfterTheTimeThatTheApplicationSets()
    {
        var app = new RestApplication(
            new RestApplicationOptions { Time = _time, ResumeAfter = TimeSpan.FromSeconds(1) }
        );
        app.OnResume((TimeSpan idle) => _journal.Add($"resume after {idle.TotalSeconds}"));
        app.Get("/", () => { });
        await using var client = app.TestClient();
        await client.SendAsync("GET", "/", Cancellation);

        _time.Advance(TimeSpan.FromSeconds(1.5));
        await client.SendAsync("GET", "/", Cancellation);

        _journal.Entries.ShouldBe(["resume after 1.5"]);
    }

    [Fact]
    public async Task CountsFromTheEndOfStartupToTheFirstEvent()
    {
        _app.OnResume((TimeSpan idle) => _journal.Add($"resume after {idle}"));
        await _client.StartAsync(Cancellation);

        _time.Advance(s_minute * 90);
        await SendAsync();

        _journal.Entries.ShouldBe(["resume after 01:30:00", "request"]);
    }

    [Fact]
    public async Task DoesNotCountTheTimeThatAnEventTook()
    {
        _app.Get("/slow", () => _time.Advance(s_minute * 5));
        _app.OnResume(() => _journal.Add("resume"));
        await SendAsync("/slow");

        await SendAsync();

        _journal.Entries.ShouldBe(["request"]);
    }

    [Fact]
    public async Task DoesNotComeWhenTheWallClockWentBackwards()
    {
        var time = new SettableClock();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        app.OnResume(() => _journal.Add("resume"));
        app.Get("/", () => { });
        await using var client = app.TestClient();
        await client.SendAsync("GET", "/", Cancellation);

        time.Now -= s_minute * 100;
        await client.SendAsync("GET", "/", Cancellation);

        _journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task ThatFailsIsLoggedAndNeitherTheOthersNorTheEventSuffer()
    {
        _app.OnResume("check_pool", () => Fail());
        _app.OnResume("check_cache", () => _journal.Add("cache checked"));
        await SendAsync();

        _time.Advance(s_minute * 2);
        await SendAsync();

        _journal.Entries.ShouldBe(["request", "cache checked", "request"]);
        _log.Entries.ShouldHaveSingleItem()
            .Message.ShouldBe(
                "OnResume handler 'check_pool' failed after 00:02:00 without an event; the event is handled all the same"
            );
    }

    [Fact]
    public async Task IsAwaitedBeforeTheEvent()
    {
        _app.OnResume(async () =>
        {
            await Task.Yield();
            _journal.Add("resume");
        });
        await SendAsync();

        _time.Advance(s_minute * 2);
        await SendAsync();

        _journal.Entries.ShouldBe(["request", "resume", "request"]);
    }

    [Fact]
    public async Task HoldsItsValuesAgainstAShutdownThatComesMeanwhile()
    {
        var resumed = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _app.OnStartup(() => new Metrics(_journal));
        _app.OnResume(
            async (Metrics pool) =>
            {
                resumed.SetResult();
                await release.Task;
                _journal.Add($"disposed meanwhile: {pool.IsDisposed}");
            }
        );
        await SendAsync();
        _time.Advance(s_minute * 2);
        var request = SendAsync();
        await resumed.Task;

        var shutdown = _client.ShutdownAsync(s_minute);
        release.SetResult();
        await request;

        (await shutdown).Outcome.ShouldBe(ShutdownOutcome.Completed);
        _journal.Entries.ShouldBe(["request", "disposed meanwhile: False", "dispose metrics"]);
    }

    [Fact]
    public async Task TakesANamedValueOfTheSameTypeWhereOneIsAskedFor()
    {
        _app.OnStartup("lease", () => TimeSpan.FromSeconds(7));
        _app.OnResume(([Named("lease")] TimeSpan lease, TimeSpan idle) => _journal.Add($"{lease} {idle}"));
        await SendAsync();

        _time.Advance(s_minute * 2);
        await SendAsync();

        _journal.Entries.ShouldBe(["request", "00:00:07 00:02:00", "request"]);
    }

    [Fact]
    public async Task IsTakenInWithAMountedApplication()
    {
        var mounted = new RestApplication();
        mounted.OnStartup(() => new Metrics(_journal));
        mounted.OnResume((Metrics pool) => _journal.Add($"resume {pool}"));
        _app.Mount("/other", mounted);
        await SendAsync();

        _time.Advance(s_minute * 2);
        await SendAsync();

        _journal.Entries.ShouldBe(["request", "resume metrics", "request"]);
    }

    [Fact]
    public async Task IsRefusedWhenItsValueComesFromNowhere()
    {
        _app.OnResume("check", (Metrics pool) => { });

        (await Should.ThrowAsync<InvalidLifecycleException>(() => _client.StartAsync(Cancellation)))
            .Problems.ShouldHaveSingleItem()
            .ShouldStartWith("OnResume handler 'check', parameter 'pool': nothing makes a Metrics");
    }

    [Fact]
    public void IsDescribed()
    {
        _app.OnStartup("pool", () => new Metrics(_journal));
        _app.OnResume("check", (Metrics pool) => { });

        _app.Lifecycle.Describe().ShouldContain("Resume\n  check from 'pool'\n");
    }

    private static void Fail() => throw new InvalidDataException("stale");

    private Task<Response> SendAsync(string path = "/") => _client.SendAsync("GET", path, Cancellation);

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
