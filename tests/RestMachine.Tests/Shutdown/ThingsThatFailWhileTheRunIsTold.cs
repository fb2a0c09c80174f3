using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public class ThingsThatFailWhileTheRunIsTold
{
    private static readonly ShutdownBudget s_budget = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));

    private readonly Journal _journal = new();
    private readonly ShutdownJournal _told = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Its time stands still: a successor that waits for a slice of it would wait for ever.</summary>
    [Fact]
    public async Task AreTheMessageOfAnException()
    {
        var app = new RestApplication(new RestApplicationOptions { Time = new FakeTimeProvider() });
        app.OnStartup(() => new Metrics(_journal));
        app.OnShutdown("evil", (Metrics _) => Fail());
        app.OnShutdown("after", (Metrics _) => { });

        var report = await RunAsync(app);

        report.Handlers.Select(handler => handler.Outcome).ShouldBe([StepOutcome.Failed, StepOutcome.Completed]);
        report.Handlers[0].Error.ShouldBeOfType<MessagelessException>();
        _told.Entries.ShouldContain("evil Failed: (no message: it failed with System.NotSupportedException)");
        _told.Entries[^1].ShouldBe("ended as Failed");
    }

    [Fact]
    public async Task AreAnObserverAndTheUsersLog()
    {
        var app = new RestApplication(
            new RestApplicationOptions { Time = new FakeTimeProvider(), Logging = new FailingLogging() }
        );
        app.OnShutdown("good", () => { });
        app.Lifecycle.Observe(new FailingObserver());

        (await RunAsync(app)).Outcome.ShouldBe(ShutdownOutcome.Completed);

        _told.Entries.ShouldBe(["began by test", "good Completed: ", "ended as Completed"]);
    }

    private static void Fail() => throw new MessagelessException();

    private async Task<ShutdownReport> RunAsync(RestApplication app)
    {
        app.Lifecycle.Observe(_told);
        await app.Lifecycle.StartAsync(Cancellation);
        return await app.Lifecycle.ShutdownAsync("test", s_budget).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
    }

    private sealed class MessagelessException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }

    private sealed class FailingObserver : IShutdownObserver
    {
        public void RunBegan(string trigger, ShutdownBudget budget) => throw new IOException();

        public void RunShortened(string trigger, ShutdownBudget budget) => throw new IOException();

        public void StepBegan(ShutdownStep step) => throw new IOException();

        public void StepEnded(ShutdownStep step) => throw new IOException();

        public void RunEnded(ShutdownReport report) => throw new IOException();
    }

    private sealed class FailingLogging : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel > LogLevel.Debug;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => throw new ObjectDisposedException("the log");

        public void Dispose() { }
    }
}
