using Microsoft.Extensions.Time.Testing;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public class LaterTriggers
{
    private static readonly ShutdownBudget s_long = new(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(200));
    private static readonly ShutdownBudget s_short = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));

    private readonly FakeTimeProvider _time = new();
    private readonly Journal _journal = new();
    private readonly ShutdownJournal _told = new();
    private readonly TaskCompletionSource _began = new();
    private readonly RestApplication _app;

    public LaterTriggers()
    {
        _app = new RestApplication(new RestApplicationOptions { Time = _time });
        _app.Lifecycle.Observe(_told);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BringTheEndNearer()
    {
        AddPatientHandler();

        var run = await BeginAsync(s_long);
        _time.Advance(TimeSpan.FromSeconds(5));
        var later = _app.Lifecycle.ShutdownAsync("SIGTERM", s_short);
        _time.Advance(TimeSpan.FromSeconds(10));

        var report = await run.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        (await later).ShouldBe(report);
        (report.Trigger, report.Budget).ShouldBe(("method", TimeSpan.FromSeconds(15)));
        report.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.TimedOut);
        _told.Entries.ShouldContain("shortened by SIGTERM to 15 s");
    }

    [Fact]
    public async Task NeverPutItOff()
    {
        AddPatientHandler();

        var run = await BeginAsync(s_short);
        _ = _app.Lifecycle.ShutdownAsync("POST", s_long);
        _time.Advance(s_short.Token);

        (await run.WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).Budget.ShouldBe(s_short.Token);
        _told.Entries.ShouldNotContain(entry => entry.StartsWith("shortened", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreNotToldOfForSomeMilliseconds()
    {
        var little = TimeSpan.FromMilliseconds(20);
        AddPatientHandler();

        var run = await BeginAsync(s_short);
        _ = _app.Lifecycle.ShutdownAsync("POST", s_short with { Token = s_short.Token - little });
        _time.Advance(s_short.Token - little);

        (await run.WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).Budget.ShouldBe(s_short.Token - little);
        _told.Entries.ShouldNotContain(entry => entry.StartsWith("shortened", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ChangeNothingOnceTheRunHasEnded()
    {
        _app.OnShutdown("quick", _began.SetResult);
        var report = await await BeginAsync(s_long);

        (await _app.Lifecycle.ShutdownAsync("SIGTERM", s_short)).ShouldBe(report);

        report.Budget.ShouldBe(s_long.Token);
        _told.Entries.ShouldBe(["began by method", "quick Completed: ", "ended as Completed"]);
    }

    [Fact]
    public async Task LeaveLessTimeToAHandlerThatOthersWaitFor()
    {
        using var release = new ManualResetEventSlim();
        _app.OnStartup(() => new Metrics(_journal));
        _app.OnShutdown(
            "slow",
            (Metrics _) =>
            {
                _began.SetResult();
                release.Wait(Cancellation);
            }
        );
        _app.OnShutdown("next", (Metrics _) => release.Set());

        var run = await BeginAsync(s_long);
        _ = _app.Lifecycle.ShutdownAsync("SIGTERM", s_short);
        _time.Advance(s_short.Token / 2);

        var report = await run.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        report.Handlers.ShouldAllBe(handler => handler.Outcome == StepOutcome.Completed);
    }

    private void AddPatientHandler() =>
        _app.OnShutdown(
            "patient",
            (CancellationToken token) =>
            {
                _began.SetResult();
                token.WaitHandle.WaitOne();
            }
        );

    private async Task<Task<ShutdownReport>> BeginAsync(ShutdownBudget budget)
    {
        await _app.Lifecycle.StartAsync(Cancellation);
        var run = _app.Lifecycle.ShutdownAsync("method", budget);
        await _began.Task;
        return run;
    }
}
