using RestMachine.Tests.Http;

namespace RestMachine.Tests.Routing;

public sealed class RouterRules
{
    private readonly RestApplication _app = new();

    [Fact]
    public async Task TheRestMayHaveTwoStars()
    {
        var app = new RestApplication();
        app.Get("/files/{**path}", (string path) => path);

        (await app.Send("GET /files/a/b")).Text().ShouldBe("a/b");
    }

    [Fact]
    public async Task TextBeatsConstraintBeatsParameterBeatsTheRest()
    {
        _app.Get("/{*rest}", (string rest) => $"rest {rest}");
        _app.Get("/users/{name}", (string name) => $"name {name}");
        _app.Get("/users/{id:int}", (int id) => $"id {id}");
        _app.Get("/users/me", () => "me");

        (await _app.Send("GET /users/me")).Text().ShouldBe("me");
        (await _app.Send("GET /users/5")).Text().ShouldBe("id 5");
        (await _app.Send("GET /users/eve")).Text().ShouldBe("name eve");
        (await _app.Send("GET /users/eve/mail")).Text().ShouldBe("rest users/eve/mail");
        (await _app.Send("GET /")).Text().ShouldBe("rest ");
    }

    [Fact]
    public async Task ABranchThatLeadsNowhereIsLeft()
    {
        _app.Get("/users/me/settings", () => "settings");
        _app.Get("/users/{id}/orders", (string id) => $"orders of {id}");
        _app.Delete("/users/{id}", (string id) => $"gone {id}");
        _app.Get("/users/me", () => "me");

        (await _app.Send("GET /users/me/orders")).Text().ShouldBe("orders of me");
        (await _app.Send("DELETE /users/me")).Text().ShouldBe("gone me");
    }

    [Theory]
    [InlineData("5", "int")]
    [InlineData("-7", "int")]
    [InlineData("5000000000", "long")]
    [InlineData("true", "bool")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", "guid")]
    [InlineData("abc", "alpha")]
    [InlineData("a1", "any")]
    [InlineData("1.5", "any")]
    [InlineData("%35", "int")]
    public async Task TheNarrowestConstraintWins(string segment, string expected)
    {
        _app.Get("/{any}", () => "any");
        _app.Get("/{v:alpha}", () => "alpha");
        _app.Get("/{v:guid}", () => "guid");
        _app.Get("/{v:long}", () => "long");
        _app.Get("/{v:int}", () => "int");
        _app.Get("/{v:bool}", () => "bool");

        (await _app.Send($"GET /{segment}")).Text().ShouldBe(expected);
    }

    [Fact]
    public async Task DifferentNamesInOnePlaceAreFine()
    {
        _app.Get("/a/{first}/x", (string first) => first);
        _app.Get("/a/{second}/y", (string second) => second);

        (await _app.Send("GET /a/1/x")).Text().ShouldBe("1");
        (await _app.Send("GET /a/2/y")).Text().ShouldBe("2");
    }

    [Theory]
    [InlineData("/files/a%2Fb", "a/b")]
    [InlineData("/files/a%252Fb", "a%2Fb")]
    [InlineData("/files/caf%C3%A9", "café")]
    [InlineData("/files/a+b", "a+b")]
    [InlineData("/files/100%", "100%")]
    public async Task ASegmentIsDecodedOnce(string path, string expected)
    {
        _app.Get("/files/{name}", (string name) => name);

        (await _app.Send($"GET {path}")).Text().ShouldBe(expected);
    }

    [Fact]
    public async Task TextSegmentsMatchDecoded()
    {
        _app.Get("/caf%C3%A9/menu", () => "menu");

        (await _app.Send("GET /caf%c3%a9/m%65nu")).Text().ShouldBe("menu");
    }

    [Theory]
    [InlineData("/users", 200)]
    [InlineData("/users/", 200)]
    [InlineData("/users//", 404)]
    [InlineData("//users", 404)]
    [InlineData("/Users", 404)]
    [InlineData("/", 404)]
    [InlineData("//", 404)]
    [InlineData("*", 404)]
    [InlineData("", 404)]
    public async Task OneTrailingSlashIsIgnored(string path, int status)
    {
        _app.Get("/users/", () => "users");

        (await _app.Send($"GET {path}")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task AnEmptySegmentIsNoValue()
    {
        _app.Get("/users/{id}/orders", (string id) => id);

        (await _app.Send("GET /users//orders")).Status.ShouldBe(404);
    }

    [Fact]
    public void ADuplicateIsRefusedAndNamesBoth()
    {
        _app.Get("/users/{id}", (string id) => id);

        var refused = Should.Throw<InvalidOperationException>(() => _app.Get("/users/{name}/", (string name) => name));

        refused.Message.ShouldMatch(
            @"GET /users/\{name\}/ \(RouterRules\.cs:\d+\) .* GET /users/\{id\} \(RouterRules\.cs:\d+\)"
        );
    }

    [Theory]
    [InlineData("users")]
    [InlineData("/a//b")]
    [InlineData("/{id:float}")]
    [InlineData("/{id}.json")]
    [InlineData("/{}")]
    [InlineData("/{a}/{A}")]
    [InlineData("/{*rest}/more")]
    [InlineData("/{***rest}")]
    public void ATemplateThatCannotBeReadIsRefused(string template)
    {
        Should
            .Throw<ArgumentException>(() => _app.Get(template, () => "never"))
            .Message.ShouldContain($"\"{template}\"");
    }

    [Fact]
    public async Task ATemplateHasThirtyTwoParametersAtMost()
    {
        var most = string.Concat(Enumerable.Range(1, 32).Select(number => $"/{{p{number}}}"));
        _app.Get(most, (string p32) => p32);

        (await _app.Send($"GET /{string.Join('/', Enumerable.Range(1, 32))}")).Text().ShouldBe("32");
        Should
            .Throw<ArgumentException>(() => _app.Get($"{most}/{{*rest}}", () => "never"))
            .Message.ShouldContain("more than 32 parameters");
    }

    [Fact]
    public void AMatchOfTextAllocatesNothing()
    {
        var router = new RestMachine.Routing.Router();
        var route = _app.Get("/health/live", () => "ok");
        router.Add(route);
        router.Match("GET", "/health/live", out _).ShouldBe(route);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var turn = 0; turn < 100; turn++)
        {
            router.Match("GET", "/health/live", out _);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public async Task EveryVerbHasItsMethod()
    {
        _app.Get("/", () => "GET");
        _app.Post("/", () => "POST");
        _app.Put("/", () => "PUT");
        _app.Patch("/", () => "PATCH");
        _app.Delete("/", () => "DELETE");
        _app.Options("/", () => "OPTIONS");
        _app.Map("PURGE", "/", () => "PURGE");
        var isHeadCalled = false;
        _app.Head(
            "/",
            () =>
            {
                isHeadCalled = true;
            }
        );

        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE" })
        {
            (await _app.Send($"{method} /")).Text().ShouldBe(method);
        }

        await _app.Send("HEAD /");
        isHeadCalled.ShouldBeTrue();
    }

    [Theory]
    [InlineData("get")]
    [InlineData("GET ")]
    [InlineData("G\nET")]
    public void RefuseWhatIsNoMethod(string method) =>
        Should
            .Throw<ArgumentException>(() => new RestApplication().Map(method, "/", () => "x"))
            .Message.ShouldContain("upper-case");
}
