using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

public sealed class Services : IDisposable
{
    private readonly CollectingLog _log = new();
    private readonly List<string> _trail = [];
    private readonly ServiceCollection _services = [];
    private ServiceProvider? _provider;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _provider?.Dispose();

    [Fact]
    public async Task HandedOnByADependencyAreDisposedOnce()
    {
        _services.AddScoped(_ => new Session(_trail));
        _services.AddKeyedScoped("second", (_, _) => new Basket(_trail));
        var app = Application();
        app.Dependency((IServiceProvider services) => services.GetRequiredService<Session>());
        app.Dependency(([FromKeyedServices("second")] Basket basket) => (IAsyncDisposable)basket);
        app.Get("/", (Session session, IAsyncDisposable basket) => "ok");

        (await app.Send("GET /")).Text().ShouldBe("ok");

        _trail.ShouldBe(["basket disposed", "session disposed"]);
    }

    [Fact]
    public async Task AreWhatLifecycleHandlersGetThatAskForThem()
    {
        _services.AddSingleton(new Clock("service"));
        var app = Application();
        app.OnStartup(() => new Clock("startup"));
        app.OnStartup("both", (Clock own, [Service] Clock service) => _trail.Add($"{own.Name} {service.Name}"));
        app.OnShutdown("close", ([Service] Clock service) => _trail.Add(service.Name));
        await using var client = app.TestClient();
        await client.StartAsync(Cancellation);
        await client.ShutdownAsync();

        _trail.ShouldBe(["startup service", "service"]);
    }

    [Fact]
    public async Task AreFoundByTheirKey()
    {
        _services.AddSingleton(new Clock("plain"));
        _services.AddKeyedSingleton("k", new Clock("keyed"));
        _services.AddKeyedSingleton(DayOfWeek.Friday, new Clock("friday"));
        var app = Application();
        app.OnStartup(
            "both",
            ([FromKeyedServices("k")] Clock keyed, Clock plain) => _trail.Add(keyed.Name + plain.Name)
        );
        app.Get("/k", ([FromKeyedServices("k")] Clock clock) => clock.Name);
        app.Get("/day", ([FromKeyedServices(DayOfWeek.Friday)] Clock clock) => clock.Name);
        app.Get("/null", ([FromKeyedServices(null)] Clock clock) => clock.Name);
        app.Get("/none", ([FromKeyedServices("none")] Clock? clock) => $"{clock is null}");
        await using var client = app.TestClient();

        (await client.SendAsync("GET", "/k", Cancellation)).ReadText().ShouldBe("keyed");
        (await client.SendAsync("GET", "/day", Cancellation)).ReadText().ShouldBe("friday");
        (await client.SendAsync("GET", "/null", Cancellation)).ReadText().ShouldBe("plain");
        (await client.SendAsync("GET", "/none", Cancellation)).ReadText().ShouldBe("True");
        _trail.ShouldBe(["keyedplain"]);
    }

    [Fact]
    public async Task ThatAreMissingAreReportedWithTheirKey()
    {
        var app = Application();
        app.OnShutdown("close", ([FromKeyedServices("k")] Clock keyed, [Service] Session session) => { });
        app.Get("/", ([FromKeyedServices("k")] Clock keyed) => keyed.Name);

        var refused = await Should.ThrowAsync<InvalidLifecycleException>(() =>
            app.TestClient().StartAsync(Cancellation)
        );

        refused.Problems.Count.ShouldBe(3);
        refused.Problems[0].ShouldContain("'keyed': the services have no Clock with the key k;");
        refused.Problems[1].ShouldContain("'session': the services have no Session;");
        refused.Problems[2].ShouldContain("with the key k");
    }

    [Fact]
    public async Task ThatCouldBeTheBodyAreNamedInTheLog()
    {
        _services.AddTransient(_ => new User(0, "service"));
        var app = Application();
        app.OnStartup("one", () => 1);
        app.Post("/doubt", (User user) => user.Name);
        app.Post("/said", ([Service] User user, [FromKeyedServices(null)] User other) => user.Name);
        app.Post("/body", (User user, [Body] string text) => user.Name);
        app.Get("/get", (User user) => user.Name);

        await app.TestClient().StartAsync(Cancellation);

        var doubt = _log.Entries.ShouldHaveSingleItem();
        doubt.Level.ShouldBe(LogLevel.Warning);
        doubt.Message.ShouldMatch(@"^POST /doubt \(Services\.cs:\d+\): parameter user is a service .*\[Body\]");
    }

    [Fact]
    public async Task OfACollectionOfWhichThereAreNoneAreTheBody()
    {
        using var none = new ServiceCollection().BuildServiceProvider();
        using var some = new ServiceCollection().AddTransient(_ => new User(0, "service")).BuildServiceProvider();

        (await Send(none)).ShouldBe("1 0 0");
        (await Send(some)).ShouldBe("service 0 1");

        static async Task<string> Send(IServiceProvider services)
        {
            var app = new RestApplication(
                new RestApplicationOptions { Json = Results.ShapesJson.Default, Services = services }
            );
            app.Post(
                "/",
                (IEnumerable<User> users, IEnumerable<Clock> clocks, [Service] IEnumerable<User> services) =>
                    $"{string.Join(',', users.Select(user => user.Name))} {clocks.Count()} {services.Count()}"
            );
            return (await app.Send("POST /", """[{"Id":1,"Name":"1"}]""")).Text();
        }
    }

    [Fact]
    public async Task LogByCategoryWithoutBeingRegistered()
    {
        var app = Application();
        app.OnStartup("greet", (ILogger<Clock> logger) => logger.LogWarning("started"));
        app.Get("/", (ILogger<Session> logger) => logger.LogWarning("answered"));
        var silent = new RestApplication();
        silent.Get("/", (ILogger<Session> logger) => $"{logger.IsEnabled(LogLevel.Critical)}");
        await using var client = app.TestClient();
        await client.SendAsync("GET", "/", Cancellation);

        _log.Entries.Select(entry => entry.Message).ShouldBe(["started", "answered"]);
        _log.Categories.ShouldContain("RestMachine.Tests.Binding.Services.Clock");
        _log.Categories.ShouldContain("RestMachine.Tests.Binding.Services.Session");
        (await silent.Send("GET /")).Text().ShouldBe("False");
    }

    private RestApplication Application() =>
        new(
            new RestApplicationOptions
            {
                Json = TestJson.Default,
                Services = _provider = _services.BuildServiceProvider(validateScopes: true),
                Logging = _log.Factory,
            }
        );

    internal sealed record Clock(string Name);

    internal sealed class Session(List<string> trail) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            trail.Add("session disposed");
            return default;
        }
    }

    internal sealed class Basket(List<string> trail) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            trail.Add("basket disposed");
            return default;
        }
    }
}
