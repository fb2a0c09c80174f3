using Microsoft.Extensions.Time.Testing;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public sealed class LimitOfAHandler : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private static readonly ShutdownBudget s_budget = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));

    private readonly FakeTimeProvider _time = new();
    private readonly Journal _journal = new();
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _began = new();
    private readonly RestApplication _app;

    public LimitOfAHandler() => _app = new RestApplication(new RestApplicationOptions { Time = _time });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _release.Dispose();

    [Fact]
    public async Task FiresItsTokenAndNoOther()
    {
        var other = default(CancellationToken);
        var bothBegan = new CountdownEvent(2);
        _app.OnShutdown(
                "limited",
                (CancellationToken token) =>
                {
                    bothBegan.Signal();
                    token.WaitHandle.WaitOne();
                    _journal.Add($"other fired: {other.IsCancellationRequested}");
                    _release.Set();
                }
            )
            .Within(s_limit);
        _app.OnShutdown(
            "other",
            (CancellationToken token) =>
            {
                other = token;
                bothBegan.Signal();
                _release.Wait(Cancellation);
            }
        );

        var run = await BeginAsync();
        await Task.Run(() => bothBegan.Wait(Cancellation), Cancellation);
        _time.Advance(s_limit);

        (await run).Handlers.Select(handler => handler.Outcome).ShouldBe([StepOutcome.TimedOut, StepOutcome.Completed]);
        _journal.Entries.ShouldBe(["other fired: False"]);
    }

    [Fact]
    public async Task CountsFromTheHandlersOwnBeginning()
    {
        _app.OnStartup(() => new Metrics(_journal));
        _app.OnShutdown(
            "first",
            (Metrics metrics) =>
            {
                _began.SetResult();
                _release.Wait(Cancellation);
            }
        );
        _app.OnShutdown("limited", (Metrics metrics) => { }).Within(s_limit);

        var run = await BeginAsync();
        await _began.Task;
        _time.Advance(s_limit * 2);
        _release.Set();

        (await run).Outcome.ShouldBe(ShutdownOutcome.Completed);
    }

    [Fact]
    public async Task HoldsBackNobodyWhenTheHandlerIgnoresIt()
    {
        _app.OnStartup(() => new Metrics(_journal));
        _app.OnShutdown(
                "deaf",
                (Metrics metrics) =>
                {
                    _began.SetResult();
                    _release.Wait(Cancellation);
                }
            )
            .Within(s_limit);
        _app.OnShutdown("next", (Metrics metrics) => _release.Set());

        var run = await BeginAsync();
        await _began.Task;
        _time.Advance(s_limit);

        var report = await run;
        report
            .Handlers.Select(handler => (handler.Outcome, handler.Overlapped))
            .ShouldBe([(StepOutcome.TimedOut, true), (StepOutcome.Completed, false)]);
        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
    }

    [Fact]
    public async Task IsNoFailureOfAHandlerThatEndsInTime()
    {
        _app.OnShutdown("quick", () => { }).Within(s_limit);

        (await (await BeginAsync())).Outcome.ShouldBe(ShutdownOutcome.Completed);
    }

    [Fact]
    public async Task DoesNotOutlastTheRuns()
    {
        _app.OnShutdown(
                "limited",
                (CancellationToken token) =>
                {
                    token.WaitHandle.WaitOne();
                }
            )
            .Within(TimeSpan.FromHours(1));

        var run = await BeginAsync();
        _time.Advance(s_budget.Token);

        (await run).Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.TimedOut);
    }

    [Fact]
    public void IsDescribed()
    {
        _app.OnShutdown("close", () => { }).Within(TimeSpan.FromMilliseconds(150));

        _app.Lifecycle.Describe().ShouldContain("  1. close within 150 ms\n");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue / TimeSpan.TicksPerMillisecond)]
    public void IsRefusedUnlessItIsATime(long milliseconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            _app.OnShutdown(() => { }).Within(TimeSpan.FromMilliseconds(milliseconds))
        );

    [Fact]
    public async Task IsRefusedOnceTheApplicationHasStarted()
    {
        var handler = _app.OnShutdown(() => { });
        await _app.Lifecycle.StartAsync(Cancellation);

        Should
            .Throw<InvalidOperationException>(() => handler.Within(s_limit))
            .Message.ShouldBe("Within comes too late: the application has started. Call it before.");
    }

    private async Task<Task<ShutdownReport>> BeginAsync()
    {
        await _app.Lifecycle.StartAsync(Cancellation);
        return _app.Lifecycle.ShutdownAsync("test", s_budget);
    }
}
