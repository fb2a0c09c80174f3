using RestMachine.Tests.Http;

namespace RestMachine.Tests.Filters;

/// <summary>Requests whose path has a route, though not their method.</summary>
public sealed class FiltersWithoutRoute
{
    private readonly RestApplication _app = new();

    [Theory]
    [InlineData("DELETE /t/acme/users", 405)]
    [InlineData("OPTIONS /t/acme/users?tenant=evil", 204)]
    public async Task ReadTheParametersOfThePathAndNeverTheQuery(string request, int status)
    {
        var seen = "";
        var tenants = _app.Group("/t/{tenant}")
            .Use(
                (string tenant) =>
                {
                    seen = tenant;
                }
            );
        tenants.Get("/users", (string tenant) => tenant);

        var response = await _app.Send(request);

        response.Status.ShouldBe(status);
        response.Headers["Allow"].ShouldBe("GET, HEAD");
        seen.ShouldBe("acme");
    }

    [Theory]
    [InlineData("GET", "https://a.example")]
    [InlineData("PUT", null)]
    public async Task ThatStandOnARouteAnswerItsPreflight(string asked, string? allowed)
    {
        _app.Get("/users", () => "users").Use(Cors.Allow("https://a.example"));
        _app.Put("/users", () => "put");
        var preflight = new Request("OPTIONS", "/users")
        {
            Headers = { { "Origin", "https://a.example" }, { "Access-Control-Request-Method", asked } },
        };

        var response = await _app.HandleAsync(preflight, TestContext.Current.CancellationToken);

        response.Status.ShouldBe(204);
        response.Headers["Access-Control-Allow-Origin"].ShouldBe(allowed);
    }

    [Fact]
    public async Task HandOnWhatTheyHaveFoundOut()
    {
        _app.Use((Request request) => request.SetFeature(new Version(1, 2)));
        _app.Dependency((Request request) => request.Feature<Version>()!);
        _app.Get("/", (Version version, Request request) => $"{version} {request.Feature<Uri>() is null}");

        (await _app.Send("GET /")).Text().ShouldBe("1.2 True");
    }
}
