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

    [Theory]
    [InlineData(2000)]
    [InlineData(2050)]
    [InlineData(60_000)]
    public async Task FireTheTokenByTheGivenClock(int milliseconds)
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
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        var report = await run;

        report.Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.TimedOut);
        report.Duration.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Fact]
    public async Task EndARunThatAHandlerIgnores()
    {
        var (entered, fired) = (new TaskCompletionSource(), new TaskCompletionSource());
        _app.OnShutdown(
            "deaf",
            async (CancellationToken token) =>
            {
                token.Register(fired.SetResult);
                entered.SetResult();
                await new TaskCompletionSource().Task;
            }
        );
        await using var client = _app.TestClient(_time);
        await client.StartAsync(Cancellation);

        var run = client.ShutdownAsync(TimeSpan.FromSeconds(2));
        await entered.Task;
        _time.Advance(TimeSpan.FromSeconds(9));
        await fired.Task;
        _time.Advance(TimeSpan.FromMilliseconds(50));

        (await run).Handlers.ShouldHaveSingleItem().Outcome.ShouldBe(StepOutcome.Unfinished);
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
    public async Task GiveEveryRequestANumberOfItsOwn()
    {
        _app.Get("/id", (Request request) => request.Id);
        await using var client = _app.TestClient();
        var requests = Enumerable.Range(0, 2000).Select(_ => new Request("GET", "/id")).ToArray();
        var ids = new System.Collections.Concurrent.ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            requests,
            Cancellation,
            async (request, cancellation) => ids.Add((await client.SendAsync(request, cancellation)).ReadText())
        );

        ids.Distinct().Count().ShouldBe(requests.Length);
        ids.ShouldContain("test-2000");
        (await client.SendAsync(new Request("GET", "/id") { Id = "mine" }, Cancellation)).ReadText().ShouldBe("mine");
    }

    [Fact]
    public async Task LeaveARequestAsItIs()
    {
        _app.Get("/", (Request request) => $"{request.Headers["X-Key"]} {request.Feature<string>()}");
        await using var client = _app.TestClient();
        var request = new Request("GET", "/");
        request.SetFeature("feature");

        client.Headers["X-Key"] = "1";
        (await client.SendAsync(request, Cancellation)).ReadText().ShouldBe("1 feature");
        client.Headers["X-Key"] = "2";
        (await client.SendAsync(request, Cancellation)).ReadText().ShouldBe("2 feature");

        request.Headers.Count.ShouldBe(0);
    }

    [Fact]
    public async Task SendTextBytesAndForms()
    {
        _app.Post("/text", ([Body] string text, Request request) => $"{request.ContentType}: {text}");
        _app.Post("/bytes", (byte[] bytes, Request request) => $"{request.ContentType}: {bytes.Length}");
        _app.Post("/form", ([Form] string name, [Form] string[] tag) => $"{name}: {string.Join('|', tag)}");
        await using var client = _app.TestClient();
        KeyValuePair<string, string>[] fields = [new("name", "Ada & Łucja"), new("tag", "a=b"), new("tag", "c d+")];

        (await client.SendTextAsync("POST", "/text", "Łucja", Cancellation))
            .ReadText()
            .ShouldBe("text/plain; charset=utf-8: Łucja");
        (await client.SendBytesAsync("POST", "/bytes", new byte[3], Cancellation))
            .ReadText()
            .ShouldBe("application/octet-stream: 3");
        (await client.SendFormAsync("POST", "/form", fields, Cancellation))
            .ReadText()
            .ShouldBe("Ada & Łucja: a=b|c d+");
    }

    [Fact]
    public async Task GiveUpARequestAndNotTheStartup()
    {
        var started = new TaskCompletionSource<Uri>();
        _app.OnStartup(() => started.Task);
        _app.Get("/host", (Uri db) => db.Host);
        await using var client = _app.TestClient();
        using var impatience = new CancellationTokenSource();

        var first = client.SendAsync("GET", "/host", impatience.Token);
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        started.SetResult(new Uri("http://db"));

        (await client.SendAsync("GET", "/host", Cancellation)).ReadText().ShouldBe("db");
    }

    [Fact]
    public async Task ComeBeforeTheStart()
    {
        await using var client = _app.TestClient();
        await client.StartAsync(Cancellation);

        Should.Throw<InvalidOperationException>(() => _app.TestClient(_time)).Message.ShouldContain("TestClient");
    }
}
