using Microsoft.Extensions.Logging;

namespace RestMachine.Tests.Http;

public sealed class HandlingRequests
{
    private readonly CollectingLog _log = new();
    private readonly RestApplication _app;

    public HandlingRequests()
    {
        _app = new RestApplication(new RestApplicationOptions { Json = TestJson.Default, Logging = _log.Factory });
        _app.Get("/users/{id:int}", (int id) => new User(id, "Ada"));
        _app.Delete("/users/{id:int}", (int id) => { });
        _app.Get("/broken", string () => throw new InvalidOperationException("the secret is 42"));
    }

    [Fact]
    public async Task AnswersARoute()
    {
        var response = await _app.Send("GET /users/7");

        response.Status.ShouldBe(200);
        response.Headers["content-type"].ShouldBe("application/json");
        response.Text().ShouldBe("""{"id":7,"name":"Ada"}""");
        response.IsText.ShouldBeTrue();
    }

    [Fact]
    public async Task AnswersHeadFromGetWithoutABody()
    {
        var response = await _app.Send("HEAD /users/7");

        response.Status.ShouldBe(200);
        response.Headers["Content-Type"].ShouldBe("application/json");
        response.Body.Length.ShouldBe(0);
    }

    [Fact]
    public async Task LeavesAResponseThatIsHandedOutAgainAsItIs()
    {
        var shared = new Response(200, "text/plain", new byte[] { 65 });
        shared.Cookies.Add(new Cookie("a", "1"));
        _app.Get("/shared", () => shared);

        var head = await _app.Send("HEAD /shared");

        head.Body.Length.ShouldBe(0);
        head.Cookies.ShouldHaveSingleItem();
        head.Cookies.Clear();
        (await _app.Send("GET /shared")).Text().ShouldBe("A");
        shared.Cookies.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnswersAnUnknownPathWith404()
    {
        var response = await _app.Send("GET /nowhere");

        response.Status.ShouldBe(404);
        response.Problem().Member("title").ShouldBe("Not Found");
    }

    [Fact]
    public async Task AnswersAnotherMethodWith405AndTheAllowedOnes()
    {
        var response = await _app.Send("PATCH /users/7");

        response.Status.ShouldBe(405);
        response.Headers["Allow"].ShouldBe("DELETE, GET, HEAD");
        response.Problem().Member("status").ShouldBe("405");
    }

    [Fact]
    public async Task AnswersOptionsWithTheAllowedMethods()
    {
        var response = await _app.Send("OPTIONS /users/7");

        response.Status.ShouldBe(204);
        response.Headers["Allow"].ShouldBe("DELETE, GET, HEAD");
    }

    [Fact]
    public async Task AnswersAnExceptionWith500AndKeepsItsTextInTheLog()
    {
        var response = await _app.Send("GET /broken");

        response.Status.ShouldBe(500);
        response.Problem().Member("requestId").ShouldBe("request-1");
        response.Text().ShouldNotContain("secret");
        var entry = _log.Entries.ShouldHaveSingleItem();
        entry.Level.ShouldBe(LogLevel.Error);
        entry.Exception.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("the secret is 42");
        entry.Scopes.ShouldContain("request-1");
    }

    [Fact]
    public async Task AnswersACancelledRequestWith503()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        _app.Get("/slow", (CancellationToken token) => Task.FromCanceled(token));

        var response = await _app.HandleAsync(new Request("GET", "/slow"), cancellation.Token);

        response.Status.ShouldBe(503);
        _log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnswersACancellationThatIsNotTheRequestsWithALogged500()
    {
        _app.Get("/upstream", Task () => throw new TaskCanceledException("The upstream took too long."));

        (await _app.Send("GET /upstream")).Status.ShouldBe(500);
        _log.Entries.ShouldHaveSingleItem().Exception.ShouldBeOfType<TaskCanceledException>();
    }

    [Fact]
    public async Task InjectsALoggerWhoseLinesCarryTheRequest()
    {
        _app.Post("/log", (ILogger logger) => logger.LogInformation("hello"));

        (await _app.Send("POST /log")).Status.ShouldBe(204);
        _log.Entries.ShouldHaveSingleItem().Scopes.ShouldContain("request-1");
    }
}
