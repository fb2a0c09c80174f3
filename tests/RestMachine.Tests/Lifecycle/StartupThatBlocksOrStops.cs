using RestMachine.Shutdown;

namespace RestMachine.Tests.Lifecycle;

public sealed class StartupThatBlocksOrStops
{
    private readonly Journal _journal = new();
    private readonly RestApplication _app = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeepsNoHandlerWaitingThatIsReady()
    {
        using var released = new ManualResetEventSlim();
        bool Wait() => released.Wait(TimeSpan.FromSeconds(30), Cancellation);
        _app.OnStartup(() => new Settings());
        _app.OnStartup("blocks", () => Wait().ShouldBeTrue());
        _app.OnStartup("releases", (Settings settings) => released.Set());

        await _app.Lifecycle.StartAsync(Cancellation);
    }

    [Fact]
    public async Task BeginsNoHandlerOnceOneHasFailed()
    {
        _app.OnStartup(
            "patient",
            async (CancellationToken token) =>
            {
                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return new Settings();
            }
        );
        _app.OnStartup("next", (Settings settings) => _journal.Add("next"));
        _app.OnStartup("broken", void () => throw new InvalidDataException());

        var failure = await Should.ThrowAsync<StartupException>(() => _app.Lifecycle.StartAsync(Cancellation));

        failure.Handler.ShouldBe("broken");
        _journal.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task BeginsNoHandlerWhenTheShutdownHasBegunWhileItWasPlanned()
    {
        RestApplication app = null!;
        var services = new Services(() =>
            app.Lifecycle.ShutdownAsync("test", new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)))
        );
        app = new RestApplication(new RestApplicationOptions { Services = services });
        app.OnStartup("late", (Settings? settings) => _journal.Add("late"));
        app.OnShutdown("close", () => _journal.Add("close"));

        await Should.ThrowAsync<OperationCanceledException>(() => app.Lifecycle.StartAsync(Cancellation));

        (await services.Run!).Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.Completed);
        _journal.Entries.ShouldBe(["close"]);
    }

    [Theory]
    [InlineData("/filtered", "metrics database")]
    [InlineData("/plain", "metrics database")]
    [InlineData("/nothing", "metrics")]
    public async Task HoldsForARequestWhatEverythingAroundItMayReceive(string template, string held)
    {
        _app.OnStartup("database", () => new Database(_journal));
        _app.OnStartup("metrics", () => new Metrics(_journal));
        _app.OnError<IOException>((Metrics metrics) => RestMachine.Results.Status(500));
        _app.Get("/filtered", (Database database) => { }).Use(() => { });
        _app.Get("/plain", (Database database) => { });
        _app.Get("/nothing", () => { });

        await _app.Lifecycle.StartAsync(Cancellation);

        var route = _app.Routes.Single(route => route.Template.Text == template);
        route.Holds.Select(value => value.Name).ShouldBe(held.Split(' '), ignoreOrder: true);
    }

    /// <summary>Has nothing, and something happens when it is asked.</summary>
    private sealed class Services(Func<Task<ShutdownReport>> asked) : IServiceProvider
    {
        public Task<ShutdownReport>? Run { get; private set; }

        public object? GetService(Type serviceType)
        {
            Run ??= asked();
            return null;
        }
    }
}
