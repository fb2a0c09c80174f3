namespace RestMachine.Tests.Lifecycle;

public sealed class ServicesOfHandlers
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AreTakenWhereTheAttributeSaysSo()
    {
        var services = new OneService(new Settings());
        var app = new RestApplication(new RestApplicationOptions { Services = services });
        var made = new Settings();
        (Settings? Started, Settings? Served) seen = default;
        app.OnStartup(() => made);
        app.OnShutdown(
            (Settings started, [Service] Settings served) =>
            {
                seen = (started, served);
            }
        );
        await using (var client = app.TestClient())
        {
            await client.StartAsync(Cancellation);
        }

        seen.ShouldBe((made, services.Value));
    }

    [Fact]
    public async Task ThatTheProviderDoesNotHaveAreNamed()
    {
        var app = new RestApplication();
        app.OnStartup(() => new Settings());
        app.OnShutdown("close", ([Service] Settings settings) => { });

        var failure = await Should.ThrowAsync<InvalidLifecycleException>(() => app.Lifecycle.StartAsync(Cancellation));

        failure
            .Problems.ShouldHaveSingleItem()
            .ShouldStartWith("Shutdown handler 'close', parameter 'settings': the services have no Settings;");
    }

    private sealed class OneService(Settings value) : IServiceProvider
    {
        public Settings Value => value;

        public object? GetService(Type serviceType) => serviceType == typeof(Settings) ? value : null;
    }
}
