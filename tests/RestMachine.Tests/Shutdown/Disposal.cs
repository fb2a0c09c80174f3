using Microsoft.Extensions.Time.Testing;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public class Disposal
{
    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ComesAfterTheHandlersDependentsFirst()
    {
        _app.OnStartup("database", () => new Database(_journal));
        _app.OnStartup("cache", (Database database) => new Cache(_journal, database));
        _app.OnShutdown("flush", (Database database) => _journal.Add($"flush, disposed: {database.IsDisposed}"));

        var report = await RunAsync();

        _journal.Entries.ShouldBe(["flush, disposed: False", "dispose cache", "dispose database"]);
        report.Disposals.Select(disposal => disposal.Name).ShouldBe(["cache", "database"]);
        report.Outcome.ShouldBe(ShutdownOutcome.Completed);
    }

    [Fact]
    public async Task HappensOnceForAValueThatTwoStartupsReturn()
    {
        var database = new Database(_journal);
        _app.OnStartup("one", () => database);
        _app.OnStartup("two", () => database);

        (await RunAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);

        _journal.Entries.ShouldBe(["dispose database"]);
    }

    [Fact]
    public async Task IsNoFailureWhenTheHandlerHasAlreadyDisposedTheValue()
    {
        _app.OnStartup(() => new Database(_journal));
        _app.OnShutdown("close", async (Database database) => await database.DisposeAsync());

        var report = await RunAsync();

        report.Outcome.ShouldBe(ShutdownOutcome.Completed);
        _journal.Entries.ShouldBe(["dispose database"]);
    }

    [Fact]
    public async Task ThatThrowsThoughNoHandlerReceivedTheValueHasFailed()
    {
        _app.OnStartup("closed", () => new Closed());
        _app.OnShutdown("other", () => { });

        var report = await RunAsync();

        report.Disposals.ShouldHaveSingleItem().Error.ShouldBeOfType<ObjectDisposedException>();
        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
    }

    [Fact]
    public async Task ThatFailsFailsTheRunAndNotTheOthers()
    {
        _app.OnStartup("stubborn", () => new Stubborn());
        _app.OnStartup("database", () => new Database(_journal));

        var report = await RunAsync();

        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
        report
            .Disposals.Select(disposal => (disposal.Name, disposal.Outcome, disposal.Error?.Message))
            .ShouldBe(
                [("stubborn", StepOutcome.Failed, "will not close"), ("database", StepOutcome.Completed, null)],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task NeverHappensWhileAHandlerThatHoldsTheValueStillRuns()
    {
        using var release = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        app.OnStartup("database", () => new Database(_journal));
        app.OnStartup("cache", (Database database) => new Cache(_journal, database));
        app.OnStartup("metrics", () => new Metrics(_journal));
        app.OnShutdown("hung", (Cache cache) => release.Wait(Cancellation));
        await app.Lifecycle.StartAsync(Cancellation);
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifecycle.Observe(new Signal(disposed, ofStep: "metrics"));

        var run = app.Lifecycle.ShutdownAsync("test", new(TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));
        await disposed.Task;
        time.Advance(TimeSpan.FromMilliseconds(100));
        var report = await run;
        release.Set();

        _journal.Entries.ShouldBe(["dispose metrics"]);
        report
            .Disposals.Select(disposal => (disposal.Name, disposal.Outcome))
            .ShouldBe(
                [
                    ("cache", StepOutcome.NotDisposed),
                    ("database", StepOutcome.NotDisposed),
                    ("metrics", StepOutcome.Completed),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task WaitsForARequestThatHoldsTheValue()
    {
        var database = new Database(_journal);
        _app.OnStartup("one", () => database);
        var handler = _app.OnStartup("two", () => database);
        await _app.Lifecycle.StartAsync(Cancellation);
        _app.Lifecycle.TryBeginRequest([handler]).ShouldBeTrue();
        var ended = new TaskCompletionSource();
        _app.Lifecycle.Observe(new Signal(ended));

        var run = _app.Lifecycle.ShutdownAsync("test", new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)));
        await ended.Task;
        _journal.Entries.ShouldBeEmpty();
        _app.Lifecycle.EndRequest([handler]);

        (await run).Disposals.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.Completed);
    }

    [Fact]
    public async Task WaitsForAHandlerThatAnswersARequestWithTheValue()
    {
        var inside = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        _app.OnStartup(() => new Database(_journal));
        _app.Get(
            "/",
            async (Database database) =>
            {
                inside.SetResult();
                await release.Task;
                return $"disposed: {database.IsDisposed}";
            }
        );
        await _app.Lifecycle.StartAsync(Cancellation);
        var response = _app.HandleAsync(new Request("GET", "/"), Cancellation).AsTask();
        await inside.Task;
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.Lifecycle.Observe(new Signal(began));

        var run = _app.Lifecycle.ShutdownAsync("test", new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)));
        await began.Task;
        release.SetResult();

        (await response).ReadText().ShouldBe("disposed: False");
        (await run).Disposals.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.Completed);
    }

    [Fact]
    public async Task LeavesOutAValueThatARequestHoldsToTheEnd()
    {
        var handler = _app.OnStartup(() => new Database(_journal));
        await _app.Lifecycle.StartAsync(Cancellation);
        _app.Lifecycle.TryBeginRequest([handler]).ShouldBeTrue();

        var report = await _app.Lifecycle.ShutdownAsync("test", new(TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));

        report.Disposals.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.NotDisposed);
        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
        _journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task LeavesTheUsersServicesAlone()
    {
        var services = new OneService(new Database(_journal));
        var app = new RestApplication(new RestApplicationOptions { Services = services });
        app.OnStartup("borrowed", (Database database) => (Resource)database);
        app.OnStartup("handed on", (Resource borrowed) => (IAsyncDisposable)borrowed);
        await app.Lifecycle.StartAsync(Cancellation);

        var report = await app.Lifecycle.ShutdownAsync("test", new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)));

        report.Disposals.ShouldBeEmpty();
        _journal.Entries.ShouldBeEmpty();
    }

    private async Task<ShutdownReport> RunAsync(ShutdownBudget? budget = null)
    {
        await _app.Lifecycle.StartAsync(Cancellation);
        return await _app.Lifecycle.ShutdownAsync(
            "test",
            budget ?? new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20))
        );
    }

    private sealed class OneService(Database database) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(Database) ? database : null;
    }

    /// <summary>Tells when the run has begun, or when the step of that name has ended.</summary>
    private sealed class Signal(TaskCompletionSource signal, string? ofStep = null) : IShutdownObserver
    {
        public void RunBegan(string trigger, ShutdownBudget budget) => Tell(step: null);

        public void RunShortened(string trigger, ShutdownBudget budget) { }

        public void StepBegan(ShutdownStep step) { }

        public void StepEnded(ShutdownStep step) => Tell(step.Name);

        public void RunEnded(ShutdownReport report) { }

        private void Tell(string? step)
        {
            if (step == ofStep)
            {
                signal.SetResult();
            }
        }
    }
}

internal sealed class Closed : IDisposable
{
    public void Dispose() => throw new ObjectDisposedException(nameof(Closed));
}

internal sealed class Stubborn : IDisposable
{
    public void Dispose() => throw new InvalidDataException("will not close");
}
