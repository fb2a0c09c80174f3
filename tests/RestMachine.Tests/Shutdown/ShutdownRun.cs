using Microsoft.Extensions.Time.Testing;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public class ShutdownRun
{
    private static readonly ShutdownBudget s_budget = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));

    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunsEveryHandlerOnceWhicheverTriggersCome()
    {
        _app.OnShutdown("once", () => _journal.Add("once"));
        await _app.Lifecycle.StartAsync(Cancellation);

        var reports = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(trigger => _app.Lifecycle.ShutdownAsync($"{trigger}", s_budget))
        );

        _journal.Entries.ShouldBe(["once"]);
        reports.ShouldAllBe(report => report == reports[0]);
        reports[0].Outcome.ShouldBe(ShutdownOutcome.Completed);
    }

    [Fact]
    public async Task GivesAHandlerThatTriggersItTheStateInsteadOfAWait()
    {
        ShutdownReport? inside = null;
        _app.OnShutdown(
            "trigger",
            async () =>
            {
                inside = await _app.Lifecycle.ShutdownAsync("again", s_budget);
            }
        );

        var report = await RunAsync();

        report.Trigger.ShouldBe("test");
        inside.ShouldNotBeNull().Outcome.ShouldBe(ShutdownOutcome.Running);
        inside.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.Unfinished);
    }

    [Fact]
    public async Task ContinuesAfterAHandlerThrows()
    {
        _app.OnShutdown("sync", () => Fail("sync failure"));
        _app.OnShutdown(
            "async",
            async () =>
            {
                await Task.Yield();
                Fail("async failure");
            }
        );
        _app.OnShutdown("good", () => _journal.Add("good"));

        var report = await RunAsync();

        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
        report
            .Handlers.Select(handler => (handler.Name, handler.Outcome, handler.Error?.Message))
            .ShouldBe([
                ("sync", StepOutcome.Failed, "sync failure"),
                ("async", StepOutcome.Failed, "async failure"),
                ("good", StepOutcome.Completed, null),
            ]);
        _journal.Entries.ShouldBe(["good"]);
    }

    [Fact]
    public async Task RunsHandlersThatShareNothingConcurrently()
    {
        using var both = new Barrier(2);
        bool Meet() => both.SignalAndWait(TimeSpan.FromSeconds(30), Cancellation);
        _app.OnShutdown("first", () => Meet().ShouldBeTrue());
        _app.OnShutdown("second", () => Meet().ShouldBeTrue());

        (await RunAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);
    }

    [Fact]
    public async Task KeepsContinuationsOffTheThreadPool()
    {
        var threads = new List<bool>();
        _app.OnShutdown(
            "await",
            async () =>
            {
                threads.Add(Thread.CurrentThread.IsThreadPoolThread);
                await Task.Yield();
                threads.Add(Thread.CurrentThread.IsThreadPoolThread);
                await Task.Delay(1, Cancellation);
                threads.Add(Thread.CurrentThread.IsThreadPoolThread);
            }
        );

        (await RunAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);

        threads.ShouldBe([false, false, false]);
    }

    [Fact]
    public async Task SkipsAHandlerWhoseValueNeverCameToBeAndNamesTheValue()
    {
        _app.OnStartup("open", () => FailToOpen());
        _app.OnShutdown("close", (Database database) => _journal.Add("close"));
        _app.OnShutdown("flush", () => _journal.Add("flush"));
        await Should.ThrowAsync<StartupException>(() => _app.Lifecycle.StartAsync(Cancellation));

        var report = await _app.Lifecycle.ShutdownAsync("test", s_budget);

        report.Handlers[0].Outcome.ShouldBe(StepOutcome.Skipped);
        report.Handlers[0].MissingValue.ShouldBe("open");
        _journal.Entries.ShouldBe(["flush"]);
    }

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

    [Fact]
    public async Task TakesNoRequestOnceItHasBegun()
    {
        await RunAsync();

        _app.Lifecycle.TryBeginRequest([]).ShouldBeFalse();
    }

    [Fact]
    public async Task RefusesToStartAfterwards()
    {
        await _app.Lifecycle.ShutdownAsync("test", s_budget);

        Should
            .Throw<InvalidOperationException>(() => _app.Lifecycle.StartAsync(Cancellation))
            .Message.ShouldBe("The application has been shut down; make a new one to start again.");
    }

    private static void Fail(string message) => throw new InvalidDataException(message);

    private static Database FailToOpen() => throw new InvalidDataException("no such file");

    private async Task<ShutdownReport> RunAsync()
    {
        await _app.Lifecycle.StartAsync(Cancellation);
        return await _app.Lifecycle.ShutdownAsync("test", s_budget);
    }
}
