using Microsoft.Extensions.Time.Testing;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Testing;

public sealed class TestClients
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _trail = [];
    private readonly RestApplication _app = new(TestJson.Default);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartBeforeTheFirstRequestAndShutDownAtTheEndOnce()
    {
        _app.OnStartup(() =>
        {
            _trail.Add("startup");
            return new Uri("http://db");
        });
        _app.Get("/host", (Uri db) => db.Host);
        _app.OnShutdown("close", (Uri db) => _trail.Add($"shutdown {db.Host}"));

        await using (var client = _app.TestClient())
        {
            (await client.SendAsync("GET", "/host", Cancellation)).Text().ShouldBe("db");
            await client.SendAsync("GET", "/host", Cancellation);
            (await client.ShutdownAsync()).Outcome.ShouldBe(ShutdownOutcome.Completed);
            (await client.SendAsync("GET", "/host", Cancellation)).Status.ShouldBe(503);
        }

        _trail.ShouldBe(["startup", "shutdown db"]);
    }

    [Fact]
    public async Task SendAndReadJsonQueriesAndFields()
    {
        _app.Post(
            "/users",
            (User user, int page, [Header("x-key")] string key) => user with { Name = $"{key} {page}" }
        );
        await using var client = _app.TestClient();
        client.Headers.Add("X-Key", "secret");

        var response = await client.SendJsonAsync("POST", "/users?page=2", new User(1, "Ada"), Cancellation);

        client.ReadJson<User>(response).ShouldBe(new User(1, "secret 2"));
        Should
            .Throw<InvalidOperationException>(() => client.ReadJson<Unlisted>(response))
            .Message.ShouldContain("TestJson");
    }

    [Fact]
    public async Task FireTheTokenByTheGivenClock()
    {
        var entered = new TaskCompletionSource();
        _app.OnShutdown(
            "slow",
            async (CancellationToken token) =>
            {
                var fired = new TaskCompletionSource();
                using var registration = token.Register(fired.SetResult);
                entered.SetResult();
                await fired.Task;
            }
        );
        await using var client = _app.TestClient(_time);
        await client.StartAsync(Cancellation);

        var run = client.ShutdownAsync(TimeSpan.FromSeconds(2));
        await entered.Task;
        _time.Advance(TimeSpan.FromSeconds(2));
        var report = await run;

        report.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.TimedOut);
        report.Duration.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task NumberTheirRequests()
    {
        _app.Get("/id", (Request request) => request.Id);
        await using var client = _app.TestClient();

        (await client.SendAsync("GET", "/id", Cancellation)).Text().ShouldBe("test-1");
        (await client.SendAsync("GET", "/id", Cancellation)).Text().ShouldBe("test-2");
    }

    [Fact]
    public async Task ComeBeforeTheStart()
    {
        await using var client = _app.TestClient();
        await client.StartAsync(Cancellation);

        Should.Throw<InvalidOperationException>(() => _app.TestClient(_time)).Message.ShouldContain("TestClient");
    }

    [Fact]
    public async Task LeaveTheRequestThatTheyAreGivenAsItIs()
    {
        var request = new Request("GET", "/fields");
        _app.Get("/fields", (Request sent) => sent.Headers["X-Tenant"]!);
        var client = _app.TestClient();

        client.Headers["X-Tenant"] = "1";
        (await client.SendAsync(request, Cancellation)).Text().ShouldBe("1");
        client.Headers["X-Tenant"] = "2";

        (await client.SendAsync(request, Cancellation)).Text().ShouldBe("2");
        request.Headers.Count.ShouldBe(0);
    }

    [Fact]
    public async Task GiveUpARequestWithoutGivingUpStartup()
    {
        var open = new TaskCompletionSource();
        _app.OnStartup("slow", async () => await open.Task);
        _app.Get("/late", () => "answered");
        var client = _app.TestClient();
        using var impatient = new CancellationTokenSource();
        var first = client.SendAsync("GET", "/late", impatient.Token);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        open.SetResult();

        (await client.SendAsync("GET", "/late", Cancellation)).Text().ShouldBe("answered");
    }
}
