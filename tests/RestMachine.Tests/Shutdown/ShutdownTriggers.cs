using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public class ShutdownTriggers
{
    private static readonly ShutdownBudget s_budget = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));

    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BeginTheRunWhileAStartupHandlerBlocksItsThread()
    {
        var blocked = new TaskCompletionSource();
        _app.OnStartup(
            "block",
            (CancellationToken cancellation) =>
            {
                blocked.SetResult();
                cancellation.WaitHandle.WaitOne();
            }
        );
        _app.OnShutdown("end", () => _journal.Add("end"));
        var startup = Task.Run(() => _app.Lifecycle.StartAsync(Cancellation), Cancellation);
        await blocked.Task;

        var report = await Task.Run(() => _app.Lifecycle.ShutdownAsync("test", s_budget), Cancellation)
            .WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

        report.Outcome.ShouldBe(ShutdownOutcome.Completed);
        _journal.Entries.ShouldBe(["end"]);
        await startup;
    }

    [Fact]
    public async Task OfAnotherApplicationInsideAHandlerWaitForThatOnesRun()
    {
        var other = new RestApplication();
        other.OnShutdown("inner", () => _journal.Add("inner"));
        _app.OnShutdown(
            "outer",
            async () =>
            {
                var report = await other.Lifecycle.ShutdownAsync("outer", s_budget);
                _journal.Add($"{report.Trigger} {report.Outcome}");
            }
        );

        var report = await _app.Lifecycle.ShutdownAsync("test", s_budget);

        report.Outcome.ShouldBe(ShutdownOutcome.Completed);
        _journal.Entries.ShouldBe(["inner", "outer Completed"]);
    }
}
