using RestMachine.Tests.Http;

namespace RestMachine.Tests.Filters;

public sealed class Conditions
{
    private const string Modified = "Sat, 29 Oct 1994 19:43:31 GMT";
    private const string Before = "Sat, 29 Oct 1994 19:43:30 GMT";

    private readonly RestApplication _app = new();
    private readonly Validators _validators = new(
        "\"xyzzy\"",
        new DateTimeOffset(1994, 10, 29, 19, 43, 31, 900, TimeSpan.Zero)
    );

    public Conditions()
    {
        _app.Use(ConditionalRequests.Answer);
        _app.Get(
            "/",
            () =>
                RestMachine.Results.Text("content").WithValidators(_validators).WithHeader("Cache-Control", "no-cache")
        );
        _app.Put("/", (Request request) => _validators.Check(request) ?? RestMachine.Results.NoContent());
    }

    // Steps 1 to 4 of RFC 9110, 13.2.2; the tags are those of its sections 8.8.3 and 13.1.
    [Theory]
    [InlineData("GET", 304, "If-None-Match", "\"xyzzy\"")]
    [InlineData("HEAD", 304, "If-None-Match", "\"r2d2xxxx\", W/\"xyzzy\"")]
    [InlineData("GET", 304, "If-None-Match", "*")]
    [InlineData("GET", 200, "If-None-Match", "\"r2d2xxxx\", \"c3,\", \"c3piozzzz\"")]
    [InlineData("GET", 200, "If-None-Match", "xyzzy")]
    [InlineData("PUT", 412, "If-None-Match", "*")]
    [InlineData("PUT", 204, "If-None-Match", "\"r2d2xxxx\"")]
    [InlineData("PUT", 204, "If-Match", "\"a\", \"xyzzy\"")]
    [InlineData("PUT", 204, "If-Match", "*")]
    [InlineData("PUT", 412, "If-Match", "W/\"xyzzy\"")]
    [InlineData("PUT", 412, "If-Match", "\"r2d2xxxx\"")]
    [InlineData("GET", 412, "If-Match", "\"r2d2xxxx\"")]
    [InlineData("PUT", 204, "If-Unmodified-Since", Modified)]
    [InlineData("PUT", 412, "If-Unmodified-Since", Before)]
    [InlineData("PUT", 204, "If-Unmodified-Since", "yesterday")]
    [InlineData("GET", 304, "If-Modified-Since", Modified)]
    [InlineData("GET", 304, "If-Modified-Since", "Saturday, 29-Oct-94 19:43:31 GMT")]
    [InlineData("GET", 304, "If-Modified-Since", "Sat Oct 29 19:43:31 1994")]
    [InlineData("GET", 200, "If-Modified-Since", Before)]
    [InlineData("GET", 200, "If-Modified-Since", "yesterday")]
    [InlineData("PUT", 204, "If-Modified-Since", Modified)]
    [InlineData("PUT", 204, "If-Match", "\"xyzzy\"", "If-Unmodified-Since", Before)]
    [InlineData("PUT", 412, "If-Match", "\"other\"", "If-Unmodified-Since", Modified)]
    [InlineData("GET", 412, "If-Match", "\"other\"", "If-None-Match", "\"xyzzy\"")]
    [InlineData("GET", 304, "If-Match", "\"xyzzy\"", "If-None-Match", "\"xyzzy\"")]
    [InlineData("GET", 200, "If-None-Match", "\"other\"", "If-Modified-Since", Modified)]
    [InlineData("GET", 304, "If-None-Match", "\"xyzzy\"", "If-Modified-Since", Before)]
    public async Task AreEvaluatedInTheStandardsOrder(string method, int status, params string[] fields) =>
        (await Send(method, fields)).Status.ShouldBe(status);

    [Fact]
    public async Task KeepWhatCachesNeedOnA304()
    {
        var response = await Send("GET", "If-None-Match", "\"xyzzy\"");

        response.Body.Length.ShouldBe(0);
        response.Headers.Select(field => field.Key).ShouldBe(["ETag", "Last-Modified", "Cache-Control"]);
        response.Headers["Last-Modified"].ShouldBe(Modified);
    }

    [Fact]
    public void KnowThatNothingIsThereYet()
    {
        var create = new Request("PUT", "/");
        create.Headers["If-None-Match"] = "*";
        var update = new Request("PUT", "/");
        update.Headers["If-Match"] = "*";

        new Validators().Check(create, exists: false).ShouldBeNull();
        new Validators().Check(update, exists: false).ShouldBeOfType<ProblemResult>().Status.ShouldBe(412);
    }

    [Fact]
    public async Task MayUseTagsMadeFromTheContent()
    {
        var app = new RestApplication();
        app.Use(ConditionalRequests.AnswerWithEntityTags);
        var content = "a";
        app.Get("/", () => content);

        var first = (await app.Send("GET /")).Headers["ETag"]!;
        (await app.Send("HEAD /")).Headers["ETag"].ShouldBe(first);
        var request = new Request("GET", "/");
        request.Headers["If-None-Match"] = first;
        (await app.HandleAsync(request, TestContext.Current.CancellationToken)).Status.ShouldBe(304);

        content = "b";
        (await app.HandleAsync(request, TestContext.Current.CancellationToken)).Headers["ETag"].ShouldNotBe(first);
    }

    private async Task<Response> Send(string method, params string[] fields)
    {
        var request = new Request(method, "/");
        foreach (var pair in fields.Chunk(2))
        {
            request.Headers[pair[0]] = pair[1];
        }

        return await _app.HandleAsync(request);
    }
}
