namespace RestMachine.Tests.Binding;

/// <summary>Registrations on groups and routes, filters, error handlers and dependencies: what the generator made of them.</summary>
public sealed class GroupedCallSites
{
    private readonly RestApplication _app = new();

    [Fact]
    public void BindEveryVerbOfAGroup()
    {
        var group = _app.Group("/v1");
        Route[] routes =
        [
            group.Get("/a", () => "a"),
            group.Post("/a", () => "a"),
            group.Put("/a", () => "a"),
            group.Patch("/a", () => "a"),
            group.Delete("/a", () => "a"),
            group.Head("/a", () => "a"),
            group.Options("/a", () => "a"),
            group.Map("PURGE", "/a", () => "a"),
            group.Group("/b").Get("/{id}", (int id) => $"{id}"),
        ];

        routes
            .Select(route => route.ToString().Split(" (")[0])
            .ShouldBe([
                "GET /v1/a",
                "POST /v1/a",
                "PUT /v1/a",
                "PATCH /v1/a",
                "DELETE /v1/a",
                "HEAD /v1/a",
                "OPTIONS /v1/a",
                "PURGE /v1/a",
                "GET /v1/b/{id}",
            ]);
    }

    [Fact]
    public void BindFiltersOnApplicationGroupAndRoute()
    {
        _app.Use((Request request) => { }).ShouldBeSameAs(_app);
        var group = _app.Group("/v1");
        group.Use(async (Next next, Request request, CancellationToken cancellation) => await next(request));
        var route = group
            .Get("/a", () => "a")
            .Use((string? tenant) => tenant is null ? RestMachine.Results.Status(401) : null);

        group.Filters[^1].Bound.Parameters.Count.ShouldBe(3);
        route.Filters[^1].Bound.Parameters.Single().Name.ShouldBe("tenant");
        route.Filters[^1].Bound.Place.ShouldMatch(@"^GroupedCallSites\.cs:\d+$");
    }

    [Fact]
    public void LeaveAFilterOfTheNamedTypeToTheCompiler()
    {
        var group = _app.Group("/v1").Use((request, next) => next(request));

        group.Filters.ShouldHaveSingleItem().Bound.Handler.ShouldBeOfType<Filter>();
    }

    [Fact]
    public void RefuseASecondHandlerOfAnException()
    {
        _app.OnError<IOException>((IOException exception) => exception.Message);

        Should
            .Throw<InvalidOperationException>(() => _app.OnError<IOException>(() => "again"))
            .Message.ShouldMatch(@"^OnError<IOException> \(GroupedCallSites\.cs:\d+\)");
    }

    [Fact]
    public void RefuseASecondDependencyOfAType()
    {
        _app.Dependency((Request request) => new Tenant(request.Path));

        Should
            .Throw<InvalidOperationException>(() => _app.Dependency(async () => await Task.FromResult(new Tenant(""))))
            .Message.ShouldMatch(@"^Dependency of Tenant \(GroupedCallSites\.cs:\d+\) makes the same type");
    }

    internal sealed record Tenant(string Name);
}
