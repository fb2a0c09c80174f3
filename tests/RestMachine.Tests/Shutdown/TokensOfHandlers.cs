using Microsoft.Extensions.Time.Testing;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public sealed class TokensOfHandlers : IDisposable
{
    private static readonly ShutdownBudget s_budget = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(20));

    private readonly FakeTimeProvider _time = new();
    private readonly Journal _journal = new();
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _politeWaits = new();
    private readonly TaskCompletionSource _rudeHasRegistered = new();
    private readonly TaskCompletionSource _politeFired = new();
    private readonly RestApplication _app;

    public TokensOfHandlers() => _app = new RestApplication(new RestApplicationOptions { Time = _time });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _release.Dispose();

    [Fact]
    public async Task FireThoughACallbackOnAnothersBlocks()
    {
        _app.OnShutdown("polite", (CancellationToken token) => WaitPolitelyAsync(token));
        _app.OnShutdown("rude", (CancellationToken token) => RegisterABlockingCallbackAsync(token));
        await _app.Lifecycle.StartAsync(Cancellation);

        var run = _app.Lifecycle.ShutdownAsync("test", s_budget);
        await _rudeHasRegistered.Task;
        _time.Advance(s_budget.Token);
        await _politeFired.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        _release.Set();

        (await run).Handlers.ShouldAllBe(handler => handler.Outcome == StepOutcome.TimedOut);
    }

    [Fact]
    public async Task FireInStartupToo()
    {
        _app.OnStartup("polite", async (CancellationToken token) => await WaitPolitelyAsync(token));
        _app.OnStartup("rude", async (CancellationToken token) => await RegisterABlockingCallbackAsync(token));
        var startup = _app.Lifecycle.StartAsync(Cancellation);

        await _rudeHasRegistered.Task;
        var run = _app.Lifecycle.ShutdownAsync("test", s_budget);
        await _politeFired.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        _release.Set();

        (await run).Startup.ShouldBeEmpty();
        await startup;
    }

    [Fact]
    public async Task HaveFiredAlreadyWhereAHandlerBeginsWhenTheTimeIsUp()
    {
        var fired = false;
        _app.OnStartup(() => new Metrics(_journal));
        _app.OnShutdown(
            "first",
            (Metrics _) =>
            {
                _politeWaits.SetResult();
                _release.Wait(Cancellation);
            }
        );
        _app.OnShutdown(
            "second",
            (Metrics _, CancellationToken token) =>
            {
                fired = token.IsCancellationRequested;
                _release.Set();
            }
        );
        await _app.Lifecycle.StartAsync(Cancellation);

        var run = _app.Lifecycle.ShutdownAsync("test", s_budget);
        await _politeWaits.Task;
        _time.Advance(s_budget.Token);
        await run;

        fired.ShouldBeTrue();
    }

    private async Task WaitPolitelyAsync(CancellationToken token)
    {
        var wait = Task.Delay(Timeout.Infinite, token);
        _politeWaits.SetResult();
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _politeFired.SetResult();
    }

    /// <summary>After the polite one: callbacks run in the reverse order.</summary>
    private async Task RegisterABlockingCallbackAsync(CancellationToken token)
    {
        await _politeWaits.Task;
        _ = token.Register(() => _release.Wait(Cancellation));
        _rudeHasRegistered.SetResult();
        await _politeFired.Task;
    }
}
