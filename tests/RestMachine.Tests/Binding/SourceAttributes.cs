using System.Globalization;
using System.Text;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

public sealed class SourceAttributes
{
    private readonly RestApplication _app = new(TestJson.Default);

    [Fact]
    public async Task TellPathAndQueryOfOneNameApart()
    {
        _app.Get("/{id}", ([Path] int id, [Query("id")] int other) => $"{id} {other}");

        (await _app.Send("GET /1?id=2")).Text().ShouldBe("1 2");
        (await _app.Send("GET /1")).Problem().Member("parameter").ShouldBe("other");
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData(" null ", "nothing")]
    [InlineData("", "nothing")]
    public async Task TakeABodyThatMayBeMissing(string body, string answer)
    {
        _app.Post("/", ([Body] int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "nothing");

        (await _app.Send("POST /", body)).Text().ShouldBe(answer);
    }

    [Fact]
    public async Task TakeHeaderFieldsByTheirNameOrTheParametersWords()
    {
        _app.Get("/", ([Header] string ifMatch, [Header("X-Tenant")] int? tenant) => $"{ifMatch} {tenant}");

        (await Send("GET", ("If-Match", "\"1\""), ("x-tenant", "7"))).Text().ShouldBe("\"1\" 7");
        (await Send("GET", ("If-Match", "\"1\""))).Text().ShouldBe("\"1\" ");
    }

    [Theory]
    [InlineData("x", "The header field if-match is missing.")]
    [InlineData("if-match", "The header field if-match is not a valid Int32.")]
    public async Task SayWhatIsWrongWithAHeaderField(string sent, string detail)
    {
        _app.Get("/", ([Header] int ifMatch) => ifMatch);

        var problem = (await Send("GET", (sent, "abc"))).Problem();

        problem.Member("detail").ShouldBe(detail);
        problem.Member("parameter").ShouldBe("ifMatch");
    }

    [Fact]
    public async Task TakeTheMembersOfAList()
    {
        _app.Get(
            "/",
            ([Header] string[] via, [Header("n")] int[] numbers) => $"{string.Join('|', via)} {numbers.Length}"
        );

        var response = await Send("GET", ("Via", "text/html, a/b;t=\"x,\\\",y\""), ("Via", "c/d,,"));

        response.Text().ShouldBe("text/html|a/b;t=\"x,\\\",y\"|c/d 0");
    }

    [Fact]
    public async Task TakeTheBodyAsTextAStreamOrBytes()
    {
        _app.Post("/text", ([Body] string text) => $"{text}!");
        _app.Post("/stream", (Stream body) => $"{new StreamReader(body).ReadToEnd()}!");
        _app.Post("/bytes", ([Body] byte[] content) => $"{content.Length}");
        _app.Post("/number", ([Body] int count) => $"{count + 1}");

        (await Post("/text", "text/plain; charset=iso-8859-1", Encoding.Latin1.GetBytes("é"))).Text().ShouldBe("é!");
        (await Post("/text", null, "é"u8.ToArray())).Text().ShouldBe("é!");
        (await Post("/text", "text/plain; charset=utf-16", [1])).Status.ShouldBe(415);
        (await Post("/text", "image/png", [1])).Status.ShouldBe(415);
        (await Post("/stream", "image/png", "raw"u8.ToArray())).Text().ShouldBe("raw!");
        (await Post("/bytes", null, [])).Text().ShouldBe("0");
        (await Post("/number", "application/json", "5"u8.ToArray())).Text().ShouldBe("6");
    }

    [Fact]
    public async Task PreferTheServiceToTheStartupValue()
    {
        var app = new RestApplication(new RestApplicationOptions { Services = new OneService("service") });
        app.OnStartup(() => "startup").Complete("startup");
        app.Get("/", ([Service] string text) => text);

        (await app.Send("GET /")).Text().ShouldBe("service");
    }

    [Fact]
    public async Task WorkAroundHandlersToo()
    {
        _app.Get("/{tenant}/{id?}", (string tenant, string? id) => "passed")
            .Use(([Path] string? id, [Header] string? role) => id == role ? RestMachine.Results.Status(403) : null);

        (await _app.Send("GET /a/7?id=8")).Text().ShouldBe("passed");
        (await _app.Send("GET /a?id=8")).Status.ShouldBe(403);
    }

    [Fact]
    public void ThatCannotBeMetAreReportedWithTheirFix()
    {
        _app.Get("/a", ([Path] int id) => id);
        _app.Get("/b", ([Service] IFormatProvider format) => "b");
        _app.Post("/c", ([Body] string text, [Form] string name) => "c");
        _app.Post("/d", ([Body] Unlisted body) => "d");

        var problems = new List<string>();
        foreach (var route in _app.Routes)
        {
            route.Resolve(_app.StartupValues, problems);
        }

        problems.Count.ShouldBe(4);
        problems[0].ShouldContain("parameter id is of the path, but the template has no {id}");
        problems[1].ShouldContain("new RestApplicationOptions { Services = … }");
        problems[2].ShouldContain("text and name would all be the body");
        problems[3].ShouldContain("[JsonSerializable(typeof(Unlisted))] to TestJson");
    }

    private Task<Response> Send(string method, params (string Name, string Value)[] headers)
    {
        var request = new Request(method, "/");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return _app.HandleAsync(request, TestContext.Current.CancellationToken).AsTask();
    }

    private Task<Response> Post(string path, string? contentType, byte[] body)
    {
        var request = new Request("POST", path) { Body = body };
        request.Headers["Content-Type"] = contentType;
        return _app.HandleAsync(request, TestContext.Current.CancellationToken).AsTask();
    }

    private sealed class OneService(object service) : IServiceProvider
    {
        public object? GetService(Type serviceType) => service.GetType() == serviceType ? service : null;
    }
}
