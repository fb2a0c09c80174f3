using RestMachine.Tests.Http;

namespace RestMachine.Tests.Filters;

public sealed class CrossOriginRequests
{
    private const string Page = "https://app.example";

    private readonly RestApplication _app = new();

    public CrossOriginRequests()
    {
        _app.Get("/users", () => "users");
        _app.Get("/broken", string () => throw new InvalidOperationException("broken"));
    }

    [Theory]
    [InlineData("/users", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/broken", 500)]
    public async Task CarryTheOriginOnEveryAnswer(string path, int status)
    {
        _app.Use(Cors.Allow("https://other.example", Page));

        var response = await Send("GET", path, Page);

        response.Status.ShouldBe(status);
        response.Headers["Access-Control-Allow-Origin"].ShouldBe(Page);
        response.Headers["Vary"].ShouldBe("Origin");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example")]
    [InlineData("https://app.example.evil.example")]
    [InlineData("http://app.example")]
    [InlineData("null")]
    public async Task OfAnyoneElseCarryNothing(string? origin)
    {
        _app.Use(Cors.Allow(Page));

        var response = await Send("GET", "/users", origin);
        var preflight = await Send("OPTIONS", "/users", origin, ("Access-Control-Request-Method", "PUT"));

        response.Status.ShouldBe(200);
        response.Headers["Vary"].ShouldBe("Origin");
        response.Headers.Concat(preflight.Headers).ShouldNotContain(field => field.Key.StartsWith("Access-Control"));
    }

    [Fact]
    public async Task PreflightIsAnsweredBeforeWhatStandsBehind()
    {
        _app.Use(Cors.Allow(Page));
        _app.Use((Request request) => RestMachine.Results.Status(401));

        var response = await Send(
            "OPTIONS",
            "/users",
            Page,
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "content-type, x-key")
        );

        response.Status.ShouldBe(204);
        response.Headers["Access-Control-Allow-Origin"].ShouldBe(Page);
        response.Headers["Access-Control-Allow-Methods"].ShouldBe("PUT");
        response.Headers["Access-Control-Allow-Headers"].ShouldBe("content-type, x-key");
        response.Headers["Vary"].ShouldBe("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        (await Send("GET", "/users", Page)).Headers["Access-Control-Allow-Origin"].ShouldBe(Page);
    }

    [Fact]
    public async Task FollowTheOptions()
    {
        _app.Use(
            Cors.Allow(
                new CorsOptions
                {
                    Origins = [Page],
                    Methods = ["GET", "PUT"],
                    RequestHeaders = ["x-key"],
                    ExposedHeaders = ["ETag", "Location"],
                    AllowCredentials = true,
                    MaxAge = TimeSpan.FromMinutes(10),
                }
            )
        );

        var preflight = await Send("OPTIONS", "/users", Page, ("Access-Control-Request-Method", "DELETE"));
        var response = await Send("GET", "/users", Page);

        preflight.Headers["Access-Control-Allow-Methods"].ShouldBe("GET, PUT");
        preflight.Headers["Access-Control-Allow-Headers"].ShouldBe("x-key");
        preflight.Headers["Access-Control-Max-Age"].ShouldBe("600");
        preflight.Headers["Access-Control-Expose-Headers"].ShouldBeNull();
        response.Headers["Access-Control-Expose-Headers"].ShouldBe("ETag, Location");
        response.Headers["Access-Control-Allow-Credentials"].ShouldBe("true");
    }

    [Fact]
    public async Task OfAGroupArePreflightedThroughTheRouteTheyAskFor()
    {
        var group = _app.Group("/v1").Use(Cors.Allow("*"));
        group.Put("/users", () => "put");

        var preflight = await Send("OPTIONS", "/v1/users", Page, ("Access-Control-Request-Method", "PUT"));

        preflight.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
        preflight.Headers["Vary"].ShouldBe("Access-Control-Request-Method, Access-Control-Request-Headers");
        (await Send("OPTIONS", "/users", Page, ("Access-Control-Request-Method", "GET")))
            .Headers["Allow"]
            .ShouldBe("GET, HEAD");
    }

    [Theory]
    [InlineData("https://app.example/")]
    [InlineData("app.example")]
    [InlineData("https://*.example")]
    public void RefuseWhatIsNoOrigin(string origin) =>
        Should.Throw<ArgumentException>(() => Cors.Allow(origin)).Message.ShouldContain(origin);

    [Fact]
    public void RefuseCredentialsForEveryone() =>
        Should.Throw<ArgumentException>(() => Cors.Allow(new CorsOptions { Origins = ["*"], AllowCredentials = true }));

    private async Task<Response> Send(
        string method,
        string path,
        string? origin,
        params (string Name, string Value)[] fields
    )
    {
        var request = new Request(method, path);
        request.Headers["Origin"] = origin;
        foreach (var (name, value) in fields)
        {
            request.Headers[name] = value;
        }

        return await _app.HandleAsync(request);
    }
}
