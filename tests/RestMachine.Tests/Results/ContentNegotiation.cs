using System.Text;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Results;

public sealed class ContentNegotiation
{
    private readonly RestApplication _app;

    public ContentNegotiation()
    {
        _app = new RestApplication(
            new RestApplicationOptions { Json = TestJson.Default, Writers = [new CommaSeparated()] }
        );
        _app.Get("/user", () => new User(1, "Ada"));
        _app.Post("/user", () => new User(1, "Ada"));
        _app.Get("/result", () => RestMachine.Results.Ok(new User(1, "Ada")).WithHeader("X-Kept", "yes"));
        _app.Get("/typed", () => TypedResults.Ok(new User(1, "Ada")));
        _app.Get("/untyped", object () => new User(1, "Ada"));
        _app.Get("/text", () => "hi");
        _app.Get("/bytes", () => new byte[] { 1 });
        _app.Get("/json", () => RestMachine.Results.Json(5));
    }

    // The examples of RFC 9110, 12.5.1.
    [Theory]
    [InlineData("audio/*; q=0.2, audio/basic", "audio/basic", 1)]
    [InlineData("audio/*; q=0.2, audio/basic", "audio/mpeg", 0.2)]
    [InlineData("text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c", "text/html", 1)]
    [InlineData("text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c", "text/x-c", 1)]
    [InlineData("text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c", "text/x-dvi", 0.8)]
    [InlineData("text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c", "text/plain", 0.5)]
    [InlineData(Precedence, "text/plain;format=flowed", 1)]
    [InlineData(Precedence, "text/plain", 0.7)]
    [InlineData(Precedence, "text/html", 0.3)]
    [InlineData(Precedence, "image/jpeg", 0.5)]
    [InlineData(Precedence, "text/plain;format=fixed", 0.4)]
    [InlineData("TEXT/Plain;Q=0.25", "text/plain; charset=utf-8", 0.25)]
    [InlineData("text/plain; charset=\"UTF-8\"", "text/plain; charset=utf-8", 1)]
    [InlineData("text/plain; charset", "text/plain; charset=utf-8", 0)]
    [InlineData("application/json; charset=UTF-8", "application/json", 1)]
    [InlineData("application/json; Charset=\"utf-8\"; q=0.5", "application/json", 0.5)]
    [InlineData("application/json; charset=utf-8", "application/hal+json", 0)]
    [InlineData("application/hal+json; charset=utf-8", "application/hal+json", 1)]
    [InlineData("application/json; charset=utf-16", "application/json", 0)]
    [InlineData("text/csv; charset=utf-8", "text/csv", 0)]
    [InlineData("text/plain;q=0", "text/plain", 0)]
    [InlineData("text/plain;q=high", "text/plain", 0)]
    [InlineData("text/plain;q=7", "text/plain", 1)]
    [InlineData("text/html", "text/plain", 0)]
    [InlineData("a/b;title=\"x, y; q=0\";q=0.5", "a/b;title=\"x, y; q=0\"", 0.5)]
    [InlineData(" , ", "text/plain", 1)]
    [InlineData("", "text/plain", 1)]
    public void WeighsAsTheStandardSays(string accept, string mediaType, double quality) =>
        AcceptField.QualityOf(accept, mediaType).ShouldBe(quality);

    [Theory]
    [InlineData("/user", null, "application/json")]
    [InlineData("/user", "*/*", "application/json")]
    [InlineData("/user", "text/csv", "text/csv")]
    [InlineData("/user", "text/*;q=0.9, application/json;q=0.8", "text/csv")]
    [InlineData("/user", "text/csv;q=0.5, application/json;q=0.8", "application/json")]
    [InlineData("/user", "text/csv;q=0.5, */*;q=0.5", "application/json")]
    [InlineData("/user", "application/json;q=0, */*;q=0.1", "text/csv")]
    [InlineData("/result", "text/csv", "text/csv")]
    [InlineData("/typed", "text/csv", "text/csv")]
    [InlineData("/untyped", "text/csv", "text/csv")]
    [InlineData("/text", "text/*", "text/plain; charset=utf-8")]
    [InlineData("/text", "application/json", "application/json")]
    [InlineData("/bytes", "application/*", "application/octet-stream")]
    [InlineData("/json", "text/csv", "application/json")]
    public async Task ChoosesTheRepresentation(string path, string? accept, string expected)
    {
        var response = await Send("GET", path, accept);

        response.Status.ShouldBe(200);
        response.Headers["Content-Type"].ShouldBe(expected);
        response
            .Text()
            .ShouldBe(
                (expected, path) switch
                {
                    ("text/csv", _) => "1,Ada",
                    ("application/json", "/text") => "\"hi\"",
                    ("application/json", "/json") => "5",
                    ("application/json", _) => """{"id":1,"name":"Ada"}""",
                    ("application/octet-stream", _) => "\u0001",
                    _ => "hi",
                }
            );
    }

    [Theory]
    [InlineData("/user", "text/html", "application/json, text/csv")]
    [InlineData("/user", "application/json;q=0, text/csv;q=0", "application/json, text/csv")]
    [InlineData("/text", "text/html", "text/plain; charset=utf-8, application/json")]
    [InlineData("/bytes", "text/plain", "application/octet-stream")]
    public async Task RefusesWhatItCannotGive(string path, string accept, string available)
    {
        var response = await Send("GET", path, accept);

        response.Status.ShouldBe(406);
        response.Problem().Member("detail")!.ShouldContain(available);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json, text/plain, */*")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    public async Task WritesTheDeclaredTypeWhateverTheClientPrefers(string? accept)
    {
        var app = new RestApplication(ShapesJson.Default);
        app.Get("/list", IReadOnlyList<User> () => new List<User> { new(1, "Ada") });
        app.Get("/lazy", () => Enumerable.Range(1, 1).Select(id => new User(id, "Ada")));
        app.Get("/ok", () => RestMachine.Results.Ok<IReadOnlyList<User>>(new List<User> { new(1, "Ada") }));
        app.Get("/base", Account () => new SecretAccount(1, "hash"));
        app.Get("/shape", Shape () => new Circle(2));

        (await Send(app, "/list")).Text().ShouldBe("""[{"Id":1,"Name":"Ada"}]""");
        (await Send(app, "/lazy")).Text().ShouldBe("""[{"Id":1,"Name":"Ada"}]""");
        (await Send(app, "/ok")).Text().ShouldBe("""[{"Id":1,"Name":"Ada"}]""");
        (await Send(app, "/base")).Text().ShouldBe("""{"Id":1}""");
        (await Send(app, "/shape")).Text().ShouldBe("""{"$type":"circle","Radius":2}""");

        async Task<Response> Send(RestApplication target, string path)
        {
            var request = new Request("GET", path);
            request.Headers["Accept"] = accept;
            return await target.HandleAsync(request, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task AnswersAnActionThatIsDoneAllTheSame()
    {
        var response = await Send("POST", "/user", "text/html");

        response.Status.ShouldBe(200);
        response.Headers["Content-Type"].ShouldBe("application/json");
    }

    [Fact]
    public async Task TellsCachesWhereThereIsAChoice()
    {
        (await Send("GET", "/user", null)).Headers["Vary"].ShouldBe("Accept");
        (await Send("GET", "/bytes", "*/*")).Headers["Vary"].ShouldBeNull();
    }

    [Fact]
    public async Task KeepsHeadersAndSeveralCookies()
    {
        _app.Get(
            "/cookies",
            () => RestMachine.Results.Ok("hi").WithCookie(new Cookie("a", "1")).WithCookie(new Cookie("b", "2"))
        );

        (await Send("GET", "/result", "text/csv")).Headers["X-Kept"].ShouldBe("yes");
        (await Send("GET", "/cookies", null)).Cookies.Select(cookie => cookie.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task TypedResultsAreWhatTheySay()
    {
        _app.Post("/typed", () => TypedResults.Created("/users/1", new User(1, "Ada")));
        _app.Delete("/typed", () => TypedResults.NoContent());
        _app.Put("/typed", () => TypedResults.NotFound("gone"));

        TypedResults.Ok(5).ShouldBe(new Ok<int>(5));
        (await Send("POST", "/typed", null)).Headers["Location"].ShouldBe("/users/1");
        (await Send("DELETE", "/typed", null)).Status.ShouldBe(204);
        (await Send("PUT", "/typed", null)).Problem().Member("detail").ShouldBe("gone");
    }

    private const string Precedence =
        "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5";

    private async Task<Response> Send(string method, string path, string? accept)
    {
        var request = new Request(method, path);
        request.Headers["Accept"] = accept;
        return await _app.HandleAsync(request);
    }

    private sealed class CommaSeparated : IResponseWriter
    {
        public string MediaType => "text/csv";

        public bool CanWrite(Type type) => type == typeof(User);

        public ReadOnlyMemory<byte> Write(object value, Type type, ResultContext context) =>
            Encoding.UTF8.GetBytes($"{((User)value).Id},{((User)value).Name}");
    }

    [Fact]
    public async Task UsesTheWritersOfTheOptionsThatWereCopied()
    {
        var plain = new RestApplicationOptions { Json = TestJson.Default };
        var first = new RestApplication(plain);
        first.Get("/user", () => new User(1, "Ada"));
        (await first.HandleAsync(AsCsv(), TestContext.Current.CancellationToken)).Status.ShouldBe(406);

        var second = new RestApplication(plain with { Writers = [new CommaSeparated()] });
        second.Get("/user", () => new User(1, "Ada"));
        (await second.HandleAsync(AsCsv(), TestContext.Current.CancellationToken)).Text().ShouldBe("1,Ada");

        Request AsCsv() => new("GET", "/user") { Headers = { { "Accept", "text/csv" } } };
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Radius":2,"$type":"square"}""")]
    [InlineData("""{"$type":"square","Radius":2}""")]
    public async Task AnswersABodyOfAnUnknownShapeWith400(string body)
    {
        var app = new RestApplication(ShapesJson.Default);
        app.Post("/shapes", (Shape shape) => "drawn");

        (await app.Send("POST /shapes", body)).Problem().Member("path").ShouldNotBeNull();
        (await app.Send("POST /shapes", body)).Status.ShouldBe(400);
        (await app.Send("POST /shapes", """{"$type":"circle","Radius":2}""")).Text().ShouldBe("drawn");
    }
}
