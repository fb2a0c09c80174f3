using Microsoft.Extensions.Time.Testing;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public class ShutdownTime
{
    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FiresTheTokenAtTheBudgetAndReportsWhatEndedAfterwardsAsTimedOut()
    {
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        app.OnShutdown(
            "patient",
            (CancellationToken token) =>
            {
                token.WaitHandle.WaitOne();
            }
        );
        await app.Lifecycle.StartAsync(Cancellation);

        var run = app.Lifecycle.ShutdownAsync("test", new(TimeSpan.FromMilliseconds(450), TimeSpan.FromSeconds(100)));
        time.Advance(TimeSpan.FromMilliseconds(450));

        var report = await run;
        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
        report.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.TimedOut);
        report.Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(450));
    }

    [Fact]
    public async Task EndsWithoutAHandlerThatIgnoresItsToken()
    {
        using var release = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        app.OnShutdown("deaf", () => release.Wait(Cancellation));
        var good = new TaskCompletionSource();
        app.OnShutdown("good", good.SetResult);
        await app.Lifecycle.StartAsync(Cancellation);

        var run = app.Lifecycle.ShutdownAsync(
            "test",
            new(TimeSpan.FromMilliseconds(450), TimeSpan.FromMilliseconds(475))
        );
        await good.Task;
        time.Advance(TimeSpan.FromMilliseconds(475));
        await run;
        release.Set();

        (await run)
            .Handlers.Select(handler => handler.Outcome)
            .ShouldBe([StepOutcome.Unfinished, StepOutcome.Completed]);
    }

    [Fact]
    public async Task LetsASuccessorBeginWhenAHandlerHasUsedUpItsSliceAndMarksTheOverlap()
    {
        using var release = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        app.OnStartup(() => new Metrics(_journal));
        var began = new TaskCompletionSource();
        app.OnShutdown(
            "slow",
            (Metrics metrics) =>
            {
                began.SetResult();
                release.Wait(Cancellation);
            }
        );
        app.OnShutdown("next", (Metrics metrics) => release.Set());
        await app.Lifecycle.StartAsync(Cancellation);

        var run = app.Lifecycle.ShutdownAsync("test", new(TimeSpan.FromSeconds(300), TimeSpan.FromSeconds(600)));
        await began.Task;
        time.Advance(TimeSpan.FromSeconds(100));

        var report = await run;
        report.Outcome.ShouldBe(ShutdownOutcome.Completed);
        report.Handlers.Select(handler => handler.Overlapped).ShouldBe([true, false]);
        report.Handlers[0].Duration.ShouldBeInRange(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(299));
    }

    [Fact]
    public async Task GivesARunningStartupHalfOfTheBudgetAndDisposesWhatComesLate()
    {
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        var late = new TaskCompletionSource<Database>();
        var began = new TaskCompletionSource();
        var fired = new TaskCompletionSource();
        app.OnStartup("ready", () => new Metrics(_journal));
        app.OnStartup(
            "late",
            async (Metrics ready, CancellationToken token) =>
            {
                began.SetResult();
                await using var registration = token.Register(fired.SetResult);
                return await late.Task;
            }
        );
        app.OnShutdown("flush", (Metrics metrics) => _journal.Add("flush"));
        app.OnShutdown("close", (Database database) => _journal.Add("close"));
        var startup = app.Lifecycle.StartAsync(Cancellation);
        await began.Task;

        var run = app.Lifecycle.ShutdownAsync("test", new(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(200)));
        await fired.Task;
        time.Advance(TimeSpan.FromSeconds(50));
        await run;
        late.SetResult(new Database(_journal, "late database"));
        await startup;

        var report = await run;
        report.Handlers.Select(handler => handler.Outcome).ShouldBe([StepOutcome.Completed, StepOutcome.Skipped]);
        report.Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(50));
        _journal.Entries.ShouldBe(["flush", "dispose metrics", "dispose late database"]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task FiresTheTokenWheneverItFallsDue(int reading)
    {
        var budget = new ShutdownBudget(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        var app = new RestApplication(
            new RestApplicationOptions { Time = new MovingClock(reading, TimeSpan.FromSeconds(1)) }
        );
        app.OnShutdown(
            "wait",
            async (CancellationToken token) =>
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)
        );
        await app.Lifecycle.StartAsync(Cancellation);

        var report = await app.Lifecycle.ShutdownAsync("test", budget);

        report.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.TimedOut);
    }
}
