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
    public async Task TakesNoRequestOnceItHasBegun()
    {
        var handler = _app.OnStartup("database", () => new Database(_journal));
        _app.OnShutdown("refuse", () => _app.Lifecycle.TryBeginRequest([handler]).ShouldBeFalse());

        var report = await RunAsync();

        report.Outcome.ShouldBe(ShutdownOutcome.Completed);
        _journal.Entries.ShouldBe(["dispose database"]);
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
