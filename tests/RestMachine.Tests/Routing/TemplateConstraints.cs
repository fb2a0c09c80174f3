using RestMachine.Tests.Http;

namespace RestMachine.Tests.Routing;

public sealed class TemplateConstraints
{
    private readonly RestApplication _app = new();

    [Theory]
    [InlineData("{v:range(1,10)}", "1 10", "0 11 x 1.5")]
    [InlineData("{v:range(-5, 5)}", "-5 5", "-6 6")]
    [InlineData("{v:min(3)}", "3 9000000000", "2")]
    [InlineData("{v:max(3)}", "3 -9", "4")]
    [InlineData("{v:length(2)}", "ab", "a abc")]
    [InlineData("{v:length(2,3)}", "ab abc", "a abcd")]
    [InlineData("{v:minlength(2)}", "ab", "a")]
    [InlineData("{v:maxlength(2)}", "ab a", "abc")]
    [InlineData("{v:int:range(1,3000000000)}", "1 2000000000", "2500000000 0")]
    [InlineData("{v:alpha:length(3)}", "abc", "ab1 abcd")]
    [InlineData(@"{v:regex(\d{2}-[a-z:/]+)}", "12-a 12-a:%2F", "123-a 12-A 12-a%0A")]
    [InlineData(@"{v:regex((a|b)+\))}", "ab)", "ab")]
    [InlineData(@"{v:regex(a|b)}", "a b", "ax xb")]
    public async Task MatchWhatTheySay(string segment, string matching, string others)
    {
        _app.Get("/" + segment, (string v) => v);

        foreach (var value in matching.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            (await _app.Send($"GET /{value}")).Text().ShouldBe(Uri.UnescapeDataString(value));
        }

        foreach (var value in others.Split(' '))
        {
            (await _app.Send($"GET /{value}")).Status.ShouldBe(404, value);
        }
    }

    [Theory]
    [InlineData(@"/{v:regex(\(:+)}/x", "/(:/x")]
    [InlineData(@"/{v:regex(\)/?)}/x", "/)/x")]
    [InlineData(@"/{v:regex([{]:)}/x", "/%7B:/x")]
    [InlineData(@"/{v:regex([}]:)}/x", "/%7D:/x")]
    public async Task EndWhereTheirPatternEnds(string template, string path)
    {
        _app.Get(template, (string v) => v);

        (await _app.Send($"GET {path}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task TheNarrowerIsTriedFirst()
    {
        _app.Get("/{v:maxlength(5)}", () => "maxlength");
        _app.Get("/{v:length(4)}", () => "length");
        _app.Get("/{v:alpha}", () => "alpha");
        _app.Get("/{v:regex(a.*)}", () => "regex");
        _app.Get("/{v:int}", () => "int");
        _app.Get("/{v:range(1,10)}", () => "range");
        _app.Get("/{v:range(1,10):length(1)}", () => "range and length");

        (await _app.Send("GET /10")).Text().ShouldBe("range");
        (await _app.Send("GET /9")).Text().ShouldBe("range and length");
        (await _app.Send("GET /11")).Text().ShouldBe("int");
        (await _app.Send("GET /abc")).Text().ShouldBe("regex");
        (await _app.Send("GET /bcd")).Text().ShouldBe("alpha");
        (await _app.Send("GET /b2c3")).Text().ShouldBe("length");
        (await _app.Send("GET /b2c")).Text().ShouldBe("maxlength");
    }

    [Fact]
    public void InAnotherOrderAreTheSamePlace()
    {
        _app.Get("/{v:int:min(1)}", () => "first");

        Should
            .Throw<InvalidOperationException>(() => _app.Get("/{w:min(1):int}", () => "second"))
            .Message.ShouldContain("GET /{v:int:min(1)}");
    }

    [Fact]
    public async Task AnOptionalSegmentMayBeMissing()
    {
        _app.Get("/users/{id:int?}", (int id = 7) => $"{id}");
        _app.Get("/reports/{year:int?}/{month:int?}", (int? year, int? month) => $"{year}-{month}");

        (await _app.Send("GET /users")).Text().ShouldBe("7");
        (await _app.Send("GET /users/")).Text().ShouldBe("7");
        (await _app.Send("GET /users/8")).Text().ShouldBe("8");
        (await _app.Send("GET /users/x")).Status.ShouldBe(404);
        (await _app.Send("GET /reports")).Text().ShouldBe("-");
        (await _app.Send("GET /reports/2026")).Text().ShouldBe("2026-");
        (await _app.Send("GET /reports/2026/11")).Text().ShouldBe("2026-11");
    }

    [Fact]
    public void AnOptionalSegmentIsADuplicateOfTheShorterRoute()
    {
        _app.Get("/users", () => "all");

        var refused = Should.Throw<InvalidOperationException>(() => _app.Get("/users/{id?}", (string? id) => id));

        refused.Message.ShouldMatch(@"GET /users/\{id\?\} \(.*\) matches the same requests as GET /users \(");
        _app.Get("/users/{id}", (string id) => id).ToString().ShouldStartWith("GET /users/{id}");
    }

    [Fact]
    public void AnOptionalSegmentNeedsAnOptionalParameter()
    {
        var route = _app.Get("/users/{id?}", (string id) => id);
        var problems = new List<string>();

        route.Resolve(_app.StartupValues, problems);

        problems.ShouldHaveSingleItem().ShouldContain("parameter id may be missing from the path");
    }

    [Theory]
    [InlineData("/{a?}/b", "optional")]
    [InlineData("/{a?}/{b}", "optional")]
    [InlineData("/{*rest?}", "catch-all")]
    [InlineData("/{*rest:int}", "catch-all")]
    [InlineData("/{a:range(1)}", "range(least,most)")]
    [InlineData("/{a:range(1,x)}", "range(least,most)")]
    [InlineData("/{a:int()}", "int()")]
    [InlineData("/{a:regex([)}", "pattern \"[\"")]
    [InlineData("/{a:regex((?=b).*)}", "backtracking")]
    public void ThatCannotBeReadAreRefused(string template, string reason)
    {
        Should.Throw<ArgumentException>(() => _app.Get(template, () => "never")).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task CountForHeadOptionsAndAllow()
    {
        _app.Get("/items/{id:range(1,9)?}", (int? id) => $"{id}");
        _app.Delete("/items/{id:int}", (int id) => { });
        _app.Put("/items/{name:regex([a-z]+)}", (string name) => name);

        (await _app.Send("HEAD /items")).Status.ShouldBe(200);
        (await _app.Send("HEAD /items/5")).Status.ShouldBe(200);
        (await _app.Send("HEAD /items/50")).Headers["Allow"].ShouldBe("DELETE");
        (await _app.Send("POST /items")).Headers["Allow"].ShouldBe("GET, HEAD");
        (await _app.Send("POST /items/5")).Headers["Allow"].ShouldBe("DELETE, GET, HEAD");
        (await _app.Send("OPTIONS /items/abc")).Headers["Allow"].ShouldBe("PUT");
        (await _app.Send("OPTIONS /items/ABC")).Status.ShouldBe(404);
    }
}
