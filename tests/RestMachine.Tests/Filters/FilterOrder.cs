using RestMachine.Tests.Http;

namespace RestMachine.Tests.Filters;

public sealed class FilterOrder
{
    private readonly CollectingLog _log = new();
    private readonly RestApplication _app;
    private readonly List<string> _trail = [];

    public FilterOrder() =>
        _app = new RestApplication(new RestApplicationOptions { Json = TestJson.Default, Logging = _log.Factory });

    [Fact]
    public async Task IsApplicationThenGroupThenRouteEachInOrderOfRegistration()
    {
        var outer = _app.Group("/v1").Use(Trail("outer"));
        var inner = outer.Group("/users").Use(Trail("inner"));
        inner.Get("/{id}", (string id) => id).Use(Trail("route 1")).Use(Trail("route 2"));
        _app.Use(Trail("application 1")).Use(Trail("application 2"));
        outer.Use(Trail("outer 2"));

        (await _app.Send("GET /v1/users/7")).Text().ShouldBe("7");

        string[] names = ["application 1", "application 2", "outer", "outer 2", "inner", "route 1", "route 2"];
        _trail.ShouldBe([.. names, .. names.Reverse().Select(name => "/" + name)]);
    }

    [Fact]
    public async Task EndsWhereAFilterAnswers()
    {
        _app.Use(Trail("first"));
        _app.Use((Request request) => request.Headers["X-Key"] is null ? RestMachine.Results.Status(401) : null);
        _app.Get("/", () => "reached").Use(Trail("route"));

        (await _app.Send("GET /")).Status.ShouldBe(401);
        _trail.ShouldBe(["first", "/first"]);
    }

    [Fact]
    public async Task GoesOnWhereAFilterReturnsNothing()
    {
        _app.Use((Request request) => _trail.Add(request.Path));
        _app.Use(
            async (Request request, Next next) =>
            {
                _trail.Add($"{(await next(request)).Status}");
            }
        );
        var calls = 0;
        _app.Get("/a", () => $"{++calls}");

        (await _app.Send("GET /a")).Text().ShouldBe("1");
        _trail.ShouldBe(["/a", "200"]);
    }

    [Fact]
    public async Task IncludesRequestsWithoutARoute()
    {
        _app.Use(Trail("application"));
        var group = _app.Group("/v1").Use(Trail("group"));
        group.Get("/users", () => "users").Use(Trail("route"));

        (await _app.Send("GET /nowhere")).Status.ShouldBe(404);
        _trail.ShouldBe(["application", "/application"]);
        _trail.Clear();
        (await _app.Send("POST /v1/users")).Status.ShouldBe(405);
        _trail.ShouldBe(["application", "group", "/group", "/application"]);
    }

    [Fact]
    public async Task FiltersReceiveWhatHandlersReceive()
    {
        _app.OnStartup(() => new MemoryStream(16));
        _app.StartupHandlers[0].Complete(new MemoryStream(16));
        var group = _app.Group("/{tenant}");
        group.Use(
            (string tenant, MemoryStream stream, int page = 1) => _trail.Add($"{tenant} {stream.Capacity} {page}")
        );
        group.Get("/users", () => "users");

        (await _app.Send("GET /acme/users?page=3")).Text().ShouldBe("users");
        _trail.ShouldBe(["acme 16 3"]);
        (await _app.Send("GET /acme/users?page=x")).Problem().Member("parameter").ShouldBe("page");
    }

    [Fact]
    public async Task AFilterSeesTheAnswerToAnException()
    {
        _app.Use(
            async (Request request, Next next) =>
            {
                var response = await next(request);
                response.Headers["X-Seen"] = $"{response.Status}";
                return response;
            }
        );
        _app.Get("/", string () => throw new InvalidOperationException("broken"));

        (await _app.Send("GET /")).Headers["X-Seen"].ShouldBe("500");
        _log.Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AFilterMayHandOnAnotherRequest()
    {
        _app.Use((Request request, Next next) => next(new Request("GET", "/other") { QueryString = "name=Ada" }));
        _app.Get("/{id}", (string id, string name) => $"{id} {name}");

        (await _app.Send("GET /7")).Text().ShouldBe("7 Ada");
    }

    private Filter Trail(string name) =>
        async (request, next) =>
        {
            _trail.Add(name);
            var response = await next(request);
            _trail.Add("/" + name);
            return response;
        };

    [Fact]
    public async Task GoesOnBehindAFilterThatReturnsNothing()
    {
        _app.Use((_, _) => ValueTask.FromResult<Response>(null!)).Use((_, _) => default);
        _app.Get("/", () => "reached");

        (await _app.Send("GET /")).Text().ShouldBe("reached");
        (await _app.Send("GET /none")).Status.ShouldBe(404);
    }
}
