using Microsoft.Extensions.Time.Testing;
using RestMachine.Binding;
using RestMachine.Shutdown;
using RestMachine.Tests.Lifecycle;

namespace RestMachine.Tests.Shutdown;

public class HandlersThatMisbehave
{
    private static readonly ShutdownBudget s_budget = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));

    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MayBlockOnTheirOwnAsynchronousCode()
    {
        _app.OnShutdown("block", () => FlushAsync().GetAwaiter().GetResult());

        (await RunAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);

        _journal.Entries.ShouldBe(["flushed"]);
    }

    [Fact]
    public async Task MayBlockOnAsynchronousCodeWhenTheirValueIsDisposed()
    {
        _app.OnStartup(() => new BlockingResource(_journal));

        (await RunAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);

        _journal.Entries.ShouldBe(["disposed"]);
    }

    [Fact]
    public async Task FailTheirStepWhenAnAsyncVoidMethodOfTheirsThrows()
    {
        _app.OnShutdown(
            "void",
            async () =>
            {
                FailAsyncVoid();
                await Task.Yield();
            }
        );
        _app.OnShutdown("good", () => _journal.Add("good"));

        var report = await RunAsync();

        report.Handlers.Select(handler => handler.Outcome).ShouldBe([StepOutcome.Failed, StepOutcome.Completed]);
        report.Handlers[0].Error.ShouldBeOfType<InvalidDataException>();
    }

    [Fact]
    public async Task HaveEndedOnlyWhenTheirAsyncVoidMethodsHave()
    {
        var gate = new TaskCompletionSource();
        _app.OnStartup(() => new Metrics(_journal));
        _app.OnShutdown(
            "void",
            (Metrics _) =>
            {
                AddAsyncVoid(gate.Task);
                ThreadPool.QueueUserWorkItem(_ => gate.SetResult());
            }
        );
        _app.OnShutdown("after", (Metrics _) => _journal.Add("after"));

        (await RunAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);

        _journal.Entries.ShouldBe(["added", "after", "dispose metrics"]);
    }

    [Fact]
    public async Task FailTheirStepThoughAnAsyncVoidMethodThrowsLate()
    {
        var gate = new TaskCompletionSource();
        _app.OnShutdown(
            "void",
            () =>
            {
                FailAsyncVoid(gate.Task);
                ThreadPool.QueueUserWorkItem(_ => gate.SetResult());
            }
        );

        var handler = (await RunAsync()).Handlers.ShouldHaveSingleItem();

        handler.Outcome.ShouldBe(StepOutcome.Failed);
        handler.Error.ShouldBeOfType<InvalidDataException>();
    }

    [Fact]
    public async Task AndStillStartWhenTheRunEndsAreReported()
    {
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        var began = new TaskCompletionSource();
        var never = new TaskCompletionSource<Metrics>();
        app.OnStartup(
            "hang",
            async () =>
            {
                began.SetResult();
                return await never.Task;
            }
        );
        app.OnShutdown("good", () => { });
        var startup = app.Lifecycle.StartAsync(Cancellation);
        await began.Task;

        var run = app.Lifecycle.ShutdownAsync("test", new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)));
        time.Advance(TimeSpan.FromSeconds(5));

        var report = await run;
        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
        report.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.Completed);
        var hang = report.Startup.ShouldHaveSingleItem();
        (hang.Name, hang.Outcome, hang.Duration).ShouldBe(("hang", StepOutcome.Unfinished, TimeSpan.FromSeconds(5)));
        never.SetResult(new Metrics(_journal));
        await startup;
        _journal.Entries.ShouldBe(["dispose metrics"]);
    }

    [Fact]
    public async Task DoNotHoldUpTheRunByACallbackOnTheStartupsToken()
    {
        using var release = new ManualResetEventSlim();
        var time = new FakeTimeProvider();
        var app = new RestApplication(new RestApplicationOptions { Time = time });
        var began = new TaskCompletionSource();
        app.OnStartup(
            "stubborn",
            async (CancellationToken cancellation) =>
            {
                await using var registration = cancellation.Register(() => release.Wait(Cancellation));
                began.SetResult();
                await Task.Delay(Timeout.Infinite, Cancellation);
            }
        );
        app.OnShutdown("good", () => _journal.Add("good"));
        _ = app.Lifecycle.StartAsync(Cancellation);
        await began.Task;

        var run = app.Lifecycle.ShutdownAsync("test", s_budget);
        time.Advance(s_budget.Half);
        var report = await run;
        release.Set();

        report.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.Completed);
    }

    [Fact]
    public async Task InAnApplicationThatCannotBePlannedAreReportedAsNotRun()
    {
        _app.OnShutdown("close", (Database database) => _journal.Add(database.ToString()));
        await Should.ThrowAsync<InvalidLifecycleException>(() => _app.Lifecycle.StartAsync(Cancellation));

        var report = await _app.Lifecycle.ShutdownAsync("test", s_budget);

        report.Outcome.ShouldBe(ShutdownOutcome.Failed);
        report.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.Skipped);
    }

    [Fact]
    public async Task LeaveAServiceToTheProviderItCameFrom()
    {
        var app = new RestApplication(new RestApplicationOptions { Services = new Provider(new Database(_journal)) });
        app.OnStartup((IServiceProvider services) => (Database)services.GetService(typeof(Database))!);
        await app.Lifecycle.StartAsync(Cancellation);

        (await app.Lifecycle.ShutdownAsync("test", s_budget)).Disposals.ShouldBeEmpty();
    }

    [Fact]
    public async Task ByTheHundredOnOneValueKeepTheirOrder()
    {
        _app.OnStartup(() => new Metrics(_journal));
        for (var i = 0; i < 300; i++)
        {
            var number = i;
            _app.OnShutdown((Metrics metrics) => _journal.Add($"{number}"));
        }

        (await RunAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);

        _journal.Entries.ShouldBe(Enumerable.Range(0, 300).Select(number => $"{number}").Append("dispose metrics"));
    }

    [Fact]
    public async Task OfALongChainOfValuesTakeNoTimeToOrder()
    {
        for (var i = 0; i < 60; i++)
        {
            AddLink(i);
        }

        (await RunAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);

        _journal.Entries.ShouldBe(Enumerable.Range(0, 60).Reverse().Select(number => $"dispose {number}"));
    }

    private void AddLink(int number) =>
        _app.AddStartup(
            $"link {number}",
            new BoundHandler(() => { }, "here")
            {
                Result = typeof(Database),
                Parameters =
                    number == 0
                        ? []
                        : [new BoundParameter("previous", typeof(Database)) { ValueName = $"link {number - 1}" }],
                Invoke = (_, _) => new ValueTask<object?>(new Database(_journal, $"{number}")),
            }
        );

    private async void AddAsyncVoid(Task gate)
    {
        await gate;
        _journal.Add("added");
    }

    private static async void FailAsyncVoid(Task gate)
    {
        await gate;
        throw new InvalidDataException("nobody awaits this");
    }

    private static async void FailAsyncVoid()
    {
        await Task.CompletedTask;
        throw new InvalidDataException("nobody awaits this");
    }

    private async Task FlushAsync()
    {
        await Task.Delay(1, Cancellation);
        await Task.Yield();
        _journal.Add("flushed");
    }

    private async Task<ShutdownReport> RunAsync()
    {
        await _app.Lifecycle.StartAsync(Cancellation);
        return await _app.Lifecycle.ShutdownAsync("test", s_budget);
    }

    private sealed class Provider(Database database) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(Database) ? database : null;
    }
}

internal sealed class BlockingResource(Journal journal) : IDisposable
{
    public void Dispose() => DisposeSlowlyAsync().GetAwaiter().GetResult();

    private async Task DisposeSlowlyAsync()
    {
        await Task.Delay(1);
        journal.Add("disposed");
    }
}
