using RestMachine.Tests.Http;

namespace RestMachine.Tests.Results;

public sealed class HandlerResults
{
    private readonly CollectingLog _log = new();
    private readonly RestApplication _app;

    public HandlerResults() =>
        _app = new RestApplication(new RestApplicationOptions { Json = TestJson.Default, Logging = _log.Factory });

    [Fact]
    public async Task NullIs404ForALookupAnd204ForAnAction()
    {
        _app.Get("/user", () => (User?)null);
        _app.Post("/user", () => (User?)null);
        _app.Get("/text", () => (string?)null);
        _app.Get("/number", () => (int?)null);
        _app.Get("/five", () => (int?)5);

        (await _app.Send("GET /user")).Status.ShouldBe(404);
        (await _app.Send("HEAD /user")).Status.ShouldBe(404);
        (await _app.Send("POST /user")).Status.ShouldBe(204);
        (await _app.Send("GET /text")).Status.ShouldBe(404);
        (await _app.Send("GET /number")).Status.ShouldBe(404);
        (await _app.Send("GET /five")).Text().ShouldBe("5");
    }

    [Fact]
    public async Task HaveACommonTypeInAConditional()
    {
        _app.Get(
            "/users/{id:int}",
            (int id) => id == 1 ? RestMachine.Results.Ok(new User(1, "Ada")) : RestMachine.Results.NotFound("gone")
        );

        (await _app.Send("GET /users/1")).Text().ShouldBe("""{"id":1,"name":"Ada"}""");
        (await _app.Send("GET /users/2")).Problem().Member("detail").ShouldBe("gone");
    }

    [Fact]
    public async Task CarryStatusLocationAndContent()
    {
        _app.Post("/created", () => RestMachine.Results.Created("/users/1", new User(1, "Ada")));
        _app.Get("/text", () => RestMachine.Results.Text("hi", 202));
        _app.Get("/json", () => RestMachine.Results.Json(5));
        _app.Get("/bytes", () => RestMachine.Results.Bytes(new byte[] { 1, 2 }, "image/png"));
        _app.Get("/teapot", () => RestMachine.Results.Status(418));
        _app.Get("/problem", () => RestMachine.Results.Problem(409, "Taken", "That name is taken."));

        var created = await _app.Send("POST /created");
        created.Status.ShouldBe(201);
        created.Headers["Location"].ShouldBe("/users/1");
        (await _app.Send("GET /text")).Status.ShouldBe(202);
        (await _app.Send("GET /json")).Headers["Content-Type"].ShouldBe("application/json");
        (await _app.Send("GET /bytes")).Body.ToArray().ShouldBe([1, 2]);
        (await _app.Send("GET /teapot")).Status.ShouldBe(418);
        (await _app.Send("GET /problem")).Problem().Member("title").ShouldBe("Taken");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(199)]
    [InlineData(600)]
    public void RefuseAStatusThatNoAnswerHas(int status)
    {
        var shared = new Response(200);
        foreach (
            var make in (Action[])
                [
                    () => RestMachine.Results.Status(status),
                    () => RestMachine.Results.Problem(status),
                    () => RestMachine.Results.Text("", status),
                    () => RestMachine.Results.Json(5, status),
                    () => TypedResults.Problem(status),
                    () => _ = new Response(status),
                    () => _ = new Response(status, "text/plain", default),
                    () => shared.Status = status,
                ]
        )
        {
            Should
                .Throw<ArgumentOutOfRangeException>(make)
                .Message.ShouldContain($"the status {status}, expected a final one, from 200 to 599");
        }

        shared.Status.ShouldBe(200);
    }

    [Fact]
    public async Task WithAStatusThatNoAnswerHasAreALogged500()
    {
        _app.Get("/", () => RestMachine.Results.Status(600));

        (await _app.Send("GET /")).Status.ShouldBe(500);

        _log.Entries.ShouldHaveSingleItem().Exception.ShouldBeOfType<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    public async Task CarryNoContentBehindAStatusThatHasNone(int status)
    {
        var shared = new Response(status, "text/plain", new byte[] { 65 });
        _app.Get("/json", () => RestMachine.Results.Json(5, status));
        _app.Get("/response", () => shared);
        _app.Get("/streamed", () => new Response(status) { BodyWriter = (_, _) => throw new IOException() });

        foreach (var path in (string[])["/json", "/response", "/streamed"])
        {
            var response = await _app.Send($"GET {path}");

            (response.Status, response.Body.Length, response.BodyWriter).ShouldBe((status, 0, null));
        }

        shared.Body.Length.ShouldBe(1);
        _log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task OfATypeThatOnlyTheRunKnowsFollowTheSameRules()
    {
        _app.Get(
            "/{kind}",
            object? (string kind) =>
                kind == "user" ? new User(1, "Ada")
                : kind == "none" ? null
                : kind
        );

        (await _app.Send("GET /user")).Text().ShouldBe("""{"id":1,"name":"Ada"}""");
        (await _app.Send("GET /none")).Status.ShouldBe(404);
        (await _app.Send("GET /text")).Headers["Content-Type"].ShouldBe("text/plain; charset=utf-8");
    }

    [Fact]
    public async Task AreTheResponseItselfWhenTheHandlerMakesIt()
    {
        _app.Get(
            "/",
            () =>
            {
                var response = new Response(200);
                response.Cookies.Add(new Cookie("a", "1"));
                response.Cookies.Add(new Cookie("b", "2"));
                return response;
            }
        );

        (await _app.Send("GET /")).Cookies.Select(cookie => cookie.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task OfATypeTheContextDoesNotKnowAre500AndTheLogSaysWhatToAdd()
    {
#pragma warning disable RM0008 // The compiler sees it too; this is about the run.
        _app.Get("/", () => RestMachine.Results.Ok(new Unlisted(1)));
#pragma warning restore RM0008

        (await _app.Send("GET /")).Status.ShouldBe(500);
        _log.Entries.Single().Exception!.Message.ShouldContain("[JsonSerializable(typeof(Unlisted))] to TestJson");
    }
}
