using Microsoft.Extensions.Time.Testing;

namespace RestMachine.Tests.Lifecycle;

public sealed class Snapshots : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Journal _journal = new();
    private readonly RestApplication _app;
    private readonly TestClient _client;

    public Snapshots()
    {
        _app = new RestApplication(new RestApplicationOptions { Time = _time });
        _app.OnStartup(() => new Metrics(_journal));
        _client = _app.TestClient();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task AreSurroundedByHandlersInTheOrderOfAwsHooks()
    {
        _app.OnBeforeSnapshot((Metrics pool) => _journal.Add($"close {pool}"))
            .OnBeforeSnapshot("second", () => _journal.Add("before 2"))
            .OnAfterRestore((Metrics pool) => _journal.Add($"open {pool}"))
            .OnAfterRestore("second", () => _journal.Add("after 2"));

        await _client.BeforeSnapshotAsync(Cancellation);
        await _client.AfterRestoreAsync(Cancellation);

        _journal.Entries.ShouldBe(["before 2", "close metrics", "open metrics", "after 2"]);
    }

    [Fact]
    public async Task FailWithTheHandlersNameAndLeaveOutThoseBehindIt()
    {
        _app.OnAfterRestore("connect", () => Fail());
        _app.OnAfterRestore(() => _journal.Add("after"));

        var failure = await Should.ThrowAsync<SnapshotException>(() => _client.AfterRestoreAsync(Cancellation));

        failure.Handler.ShouldBe("connect");
        failure.Message.ShouldBe("OnAfterRestore handler 'connect' failed: no such host");
        _journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task AreNotTakenWithoutTheHandlersOnceTheShutdownHasBegun()
    {
        _app.OnBeforeSnapshot("close", () => _journal.Add("close"));
        await _client.StartAsync(Cancellation);
        await _client.ShutdownAsync();

        var failure = await Should.ThrowAsync<SnapshotException>(() => _client.BeforeSnapshotAsync(Cancellation));

        failure.Message.ShouldBe(
            "OnBeforeSnapshot handler 'close' failed: the shutdown has begun, so it was not called"
        );
        _journal.Entries.ShouldNotContain("close");
    }

    [Fact]
    public async Task AreNoIdleTime()
    {
        _app.Get("/", () => { });
        _app.OnResume(() => _journal.Add("resume"));
        await _client.BeforeSnapshotAsync(Cancellation);
        _time.Advance(TimeSpan.FromDays(30));
        await _client.AfterRestoreAsync(Cancellation);

        await _client.SendAsync("GET", "/", Cancellation);

        _journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void AreDescribedInTheOrderInWhichTheHandlersRun()
    {
        _app.OnBeforeSnapshot("one", () => { }).OnBeforeSnapshot("two", (Metrics pool) => { });
        _app.OnAfterRestore("three", () => { });

        var text = _app.Lifecycle.Describe();

        text.ShouldContain("BeforeSnapshot\n  two from 'OnStartup() Snapshots.cs:");
        text.ShouldContain("  one\nAfterRestore\n  three\n");
    }

    private static void Fail() => throw new InvalidDataException("no such host");
}
