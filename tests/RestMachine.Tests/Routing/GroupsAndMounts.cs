using Microsoft.Extensions.Logging;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Routing;

public sealed class GroupsAndMounts
{
    private readonly RestApplication _app = new(TestJson.Default);

    [Fact]
    public async Task JoinTheirPrefixes()
    {
        var tenant = _app.Group("/v1/").Group("/{tenant}");
        tenant.Get("/", (string tenant) => tenant);
        tenant.Get("/users/{id:int}", (string tenant, int id) => $"{tenant} {id}");
        tenant.Map("PURGE", "/users", () => "purged");

        (await _app.Send("GET /v1/acme")).Text().ShouldBe("acme");
        (await _app.Send("GET /v1/acme/users/7")).Text().ShouldBe("acme 7");
        (await _app.Send("PURGE /v1/acme/users")).Text().ShouldBe("purged");
    }

    [Fact]
    public void RefuseDuplicatesAcrossThemNamingBoth()
    {
        _app.Get("/v1/users", () => "app");
        var other = new RestApplication();
        other.Get("/users", () => "other");

        Should
            .Throw<InvalidOperationException>(() => _app.Group("/v1").Get("/users", () => "group"))
            .Message.ShouldMatch(@"GET /v1/users \(.*\) matches .* GET /v1/users \(");
        Should
            .Throw<InvalidOperationException>(() => _app.Mount("/v1", other))
            .Message.ShouldMatch(@"GET /v1/users \(.*\) matches .* GET /v1/users \(");
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("/{a")]
    [InlineData("/v1?x")]
    public void RefuseAPrefixThatCannotBeRead(string prefix) =>
        Should.Throw<ArgumentException>(() => _app.Group(prefix)).Message.ShouldContain(prefix);

    [Fact]
    public async Task AMountedApplicationAnswersBehindItsOwnFilters()
    {
        var admin = new RestApplication();
        admin.Use((Request request) => request.QueryString == "key=1" ? null : RestMachine.Results.Status(401));
        admin.Group("/logs").Get("/{id}", (string id) => $"log {id}");
        admin.Group("/closed").Use(() => RestMachine.Results.Status(403)).Get("/", () => "closed");
        admin.Get("/", () => "admin");
        _app.Get("/open", () => "open");
        _app.Group("/internal").Mount("/admin", admin);

        (await _app.Send("GET /internal/admin")).Status.ShouldBe(401);
        (await _app.Send("GET /internal/admin?key=1")).Text().ShouldBe("admin");
        (await _app.Send("GET /internal/admin/logs/3?key=1")).Text().ShouldBe("log 3");
        (await _app.Send("GET /internal/admin/closed?key=1")).Status.ShouldBe(403);
        (await _app.Send("DELETE /internal/admin?key=1")).Headers["Allow"].ShouldBe("GET, HEAD");
        (await _app.Send("GET /open")).Text().ShouldBe("open");
    }

    [Fact]
    public async Task AMountedApplicationPrefersItsOwnValuesAndErrorHandlers()
    {
        var admin = new RestApplication();
        admin.OnStartup("admin", () => "own");
        admin.OnStartup(() => new Uri("http://own"));
        admin.OnError<IOException>((IOException error) => "own");
        admin.Get("/", (Uri uri) => uri.Host);
        admin.Get("/io", string () => throw new IOException("x"));
        admin.Get("/other", string () => throw new InvalidOperationException("x"));
        _app.OnStartup(() => new Uri("http://outer"));
        _app.OnError<Exception>((Exception error) => "outer");
        _app.Get("/", (Uri uri) => uri.Host);
        _app.Mount("/admin", admin);

        await _app.Lifecycle.StartAsync(TestContext.Current.CancellationToken);

        (await _app.Send("GET /admin")).Text().ShouldBe("own");
        (await _app.Send("GET /")).Text().ShouldBe("outer");
        (await _app.Send("GET /admin/io")).Text().ShouldBe("own");
        (await _app.Send("GET /admin/other")).Text().ShouldBe("outer");
    }

    [Fact]
    public void AMountedApplicationTakesNothingMore()
    {
        var admin = new RestApplication();
        _app.Mount("/admin", admin);

        Should.Throw<InvalidOperationException>(() => admin.Get("/", () => "late")).Message.ShouldContain("/admin");
        Should.Throw<InvalidOperationException>(() => new RestApplication().Mount("/again", admin));
        Should.Throw<InvalidOperationException>(() => _app.Mount("/itself", _app));
        Should.Throw<InvalidOperationException>(() => admin.Mount("/circle", _app));
    }

    [Fact]
    public async Task HandlersOfOneNameAreToldApart()
    {
        var admin = new RestApplication();
        admin.OnStartup("db", () => new Stamp("admin"));
        admin.OnStartup("other", () => new Stamp("other"));
        admin.Get("/", ([Named("db")] Stamp stamp, Stamp other) => $"{stamp.Host} {other.Host}");
        admin.OnShutdown("close", () => { });
        _app.OnStartup("db", () => new Stamp("root"));
        _app.Get("/", (Stamp db) => db.Host);
        _app.OnShutdown("close", () => { });
        await using var client = _app.Mount("/admin", admin).TestClient();

        (await client.SendAsync("GET", "/admin", TestContext.Current.CancellationToken)).Text().ShouldBe("admin other");
        (await client.SendAsync("GET", "/", TestContext.Current.CancellationToken)).Text().ShouldBe("root");
        (await client.ShutdownAsync()).Handlers.Select(handler => handler.Name).ShouldBe(["close", "close #2"]);
    }

    [Fact]
    public async Task AnApplicationSeesNoStartupValueOfOneThatItMountsOrThatIsMountedBesideIt()
    {
        var (maker, beside) = (new RestApplication(), new RestApplication());
        maker.OnStartup(() => new Stamp("maker"));
        maker.Get("/", (Stamp stamp) => stamp.Host);
        beside.Get("/", (Stamp stamp) => stamp.Host);
        _app.Get("/", (Stamp stamp) => stamp.Host);
        _app.Mount("/maker", maker).Mount("/beside", beside);

        var start = _app.TestClient().StartAsync(TestContext.Current.CancellationToken);

        var problems = (await Should.ThrowAsync<InvalidLifecycleException>(() => start)).Problems;
        problems.Select(problem => problem.Split(" (")[0]).ShouldBe(["GET /", "GET /beside/"]);
    }

    [Fact]
    public async Task AMountedApplicationReceivesWhatTheAdapterFindsInTheRequest()
    {
        var admin = new RestApplication();
        admin.Get("/", (Stamp stamp) => stamp.Host);
        _app.ProvideFromRequest(request => new Stamp(request.Headers["Host"]!));
        _app.Mount("/admin", admin);

        var request = new Request("GET", "/admin") { Headers = { { "Host", "example.org" } } };
        var response = await _app.HandleAsync(request, TestContext.Current.CancellationToken);

        response.Text().ShouldBe("example.org");
    }

    [Fact]
    public async Task AMountedApplicationLogsWhereTheOtherDoes()
    {
        var log = new CollectingLog();
        var app = new RestApplication(new RestApplicationOptions { Logging = log.Factory });
        var admin = new RestApplication();
        admin.OnStartup("greet", (ILogger logger) => logger.LogWarning("started"));
        admin.Get("/", (ILogger logger) => logger.LogWarning("answered"));
        app.Mount("/admin", admin);

        await app.TestClient().SendAsync("GET", "/admin", TestContext.Current.CancellationToken);

        log.Entries.Select(entry => entry.Message).ShouldBe(["started", "answered"]);
    }

    [Fact]
    public async Task WhatCannotBeMountedStaysAsItWas()
    {
        var admin = new RestApplication();
        admin.OnShutdown("close", () => { });
        admin.Get("/free", () => "free");
        admin.Get("/taken", () => "admin");
        _app.Get("/admin/taken", () => "root");
        _app.OnShutdown("close", () => { });

        Should
            .Throw<InvalidOperationException>(() => _app.Mount("/admin", admin))
            .Message.ShouldContain("same requests");
        (await _app.Send("GET /admin/free")).Status.ShouldBe(404);

        _app.Mount("/other", admin);
        await using var client = _app.TestClient();
        (await client.SendAsync("GET", "/other/free", TestContext.Current.CancellationToken)).Text().ShouldBe("free");
        (await client.ShutdownAsync()).Handlers.Select(handler => handler.Name).ShouldBe(["close", "close #2"]);
    }

    [Fact]
    public async Task OneModuleCanBeMountedTwice()
    {
        var closed = 0;
        void Close() => Interlocked.Increment(ref closed);
        RestApplication Module(string name)
        {
            var module = new RestApplication();
            module.OnStartup(() => new Stamp(name));
            module.OnShutdown((Stamp stamp) => { });
            module.OnShutdown(Close);
            module.Get("/", (Stamp stamp) => stamp.Host);
            return module;
        }

        _app.Mount("/a", Module("1")).Mount("/b", Module("2"));
        await using var client = _app.TestClient();
        (await client.SendAsync("GET", "/b", TestContext.Current.CancellationToken)).Text().ShouldBe("2");

        var report = await client.ShutdownAsync();

        closed.ShouldBe(2);
        var names = report.Handlers.Select(handler => handler.Name).ToArray();
        names.ShouldBe([names[0], "Close", names[0] + " #2", "Close #2"]);
    }

    internal sealed record Stamp(string Host);
}
