using System.Globalization;
using System.Net;
using RestMachine.Tests.Http;

namespace RestMachine.Tests.Binding;

public sealed class RouteArguments
{
    private readonly RestApplication _app = new(TestJson.Default);

    [Fact]
    public async Task ComeFromTheRouteAndTheQuery()
    {
        _app.Get("/users/{id}/{day}", (Guid id, DayOfWeek day, decimal rate) => $"{id} {day} {rate}");

        var response = await _app.Send("GET /users/0f8fad5b-d9cb-469f-a165-70867728950e/friday?rate=1.5");

        response.Text().ShouldBe("0f8fad5b-d9cb-469f-a165-70867728950e Friday 1.5");
    }

    [Fact]
    public async Task KeepTheirNamesInTheMethodGroupOfAnExtension()
    {
        var clock = TimeProvider.System;
        _app.Get("/{a}/{b}", clock.Two);

        (await _app.Send("GET /1/2?clock=9")).Text().ShouldBe("1 2");
    }

    [Fact]
    public async Task MayBeLeftOutWhenTheyHaveADefaultOrAreNullable()
    {
        _app.Get(
            "/",
            (
                int page = 1,
                int? size = null,
                string? sort = null,
                string order = "up",
                DayOfWeek? day = DayOfWeek.Monday
            ) => $"{page} {size} {sort} {order} {day}"
        );

        (await _app.Send("GET /")).Text().ShouldBe("1   up Monday");
        (await _app.Send("GET /?page=2&size=3&sort=a+b&order=&day=Friday")).Text().ShouldBe("2 3 a b  Friday");
        (await _app.Send("GET /?page=&size=&day=")).Text().ShouldBe("1   up Monday");
    }

    [Fact]
    public async Task TakeEveryValueOfAName()
    {
        _app.Get("/", (int[] id, string[] tag) => $"{string.Join(',', id)} {string.Join(',', tag)}");

        (await _app.Send("GET /?id=1&tag=a%26b&id=2&tag=c")).Text().ShouldBe("1,2 a&b,c");
        (await _app.Send("GET /")).Text().ShouldBe(" ");
    }

    [Fact]
    public async Task TakeAnyTypeThatParses()
    {
        _app.Get("/", (IPAddress address, Temperature warm) => $"{address} {warm.Degrees}");

        (await _app.Send("GET /?address=127.0.0.1&warm=21C")).Text().ShouldBe("127.0.0.1 21");
    }

    [Fact]
    public async Task TakeTypesWhoseOwnMethodParsesWhereTheyAreMarked()
    {
        _app.Get(
            "/{version}",
            (
                [Path] Version version,
                [Query] Uri next,
                [Query] Distance far,
                [Query] Distance? near,
                [Query] Sku[] sku,
                [Header] Uri? referer
            ) =>
                $"{version} {next} {far.Metres} {near?.Metres} {string.Join(',', sku.Select(one => one.Text))} {referer}"
        );

        (await _app.Send("GET /1.2?next=/b%3Fc&far=1.5m&near=&sku=a&sku=b")).Text().ShouldBe("1.2 /b?c 1.5  a,b ");
        (await _app.Send("GET /1.2?next=https://a.example/b&far=1m&near=2m"))
            .Text()
            .ShouldBe("1.2 https://a.example/b 1 2  ");
        (await _app.Send("GET /x?next=b&far=1m")).Problem().Member("parameter").ShouldBe("version");
        (await _app.Send("GET /1.2?next=b&far=1m&sku=")).Problem().Member("parameter").ShouldBe("sku");
        (await _app.Send("GET /1.2?next=http://:&far=1m")).Problem().Member("parameter").ShouldBe("next");

        var app = new RestApplication();
        app.OnStartup(() => new Uri("https://startup.example"));
        app.Get("/", (Uri backend) => backend.Host);
        await using var client = app.TestClient();
        var response = await client.SendAsync(
            "GET",
            "/?backend=https://client.example",
            TestContext.Current.CancellationToken
        );
        response.Text().ShouldBe("startup.example");
    }

    [Theory]
    [InlineData("GET /users/abc?size=1", "id")]
    [InlineData("GET /users/1?size=1%00", "size")]
    [InlineData("GET /users/1?size=x", "size")]
    [InlineData("GET /users/1", "size")]
    [InlineData("GET /users/1?size=", "size")]
    [InlineData("GET /users/1?size=1&tag=1&tag=x", "tag")]
    [InlineData("GET /users/99999999999?size=1", "id")]
    public async Task ThatDoNotParseAre400WithTheirName(string request, string parameter)
    {
        _app.Get("/users/{id}", (int id, long size, int[] tag) => $"{id} {size} {tag.Length}");

        var response = await _app.Send(request);

        response.Status.ShouldBe(400);
        response.Problem().Member("parameter").ShouldBe(parameter);
    }

    [Theory]
    [InlineData("FRIDAY", 200)]
    [InlineData("5", 200)]
    [InlineData("7", 400)]
    [InlineData("-1", 400)]
    [InlineData("monday,friday", 400)]
    [InlineData("sunday,monday", 400)]
    public async Task OfAnEnumAreOneOfItsMembers(string day, int status)
    {
        _app.Get("/{day}", (DayOfWeek day) => $"{day}");

        (await _app.Send($"GET /{day}")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task KeepTheKindOfATime()
    {
        _app.Get("/", (DateTime at, DateTimeOffset since) => $"{at:O} {since:O}");

        var response = await _app.Send("GET /?at=2026-01-02T03:04:05Z&since=2026-01-02T03:04:05");

        response.Text().ShouldBe("2026-01-02T03:04:05.0000000Z 2026-01-02T03:04:05.0000000+00:00");
    }

    [Fact]
    public async Task IncludeTheRequestAndItsToken()
    {
        using var cancellation = new CancellationTokenSource();
        _app.Get("/who", (Request request, CancellationToken token) => $"{request.Id} {token.CanBeCanceled}");

        var response = await _app.HandleAsync(new Request("GET", "/who") { Id = "7" }, cancellation.Token);

        response.Text().ShouldBe("7 True");
    }

    [Fact]
    public async Task IncludeTheBodyAsJson()
    {
        _app.Post("/users", (User user) => user with { Id = user.Id + 1 });

        (await _app.Send("POST /users", """{"id":1,"name":"Ada"}""")).Text().ShouldBe("""{"id":2,"name":"Ada"}""");
        (await Send("application/vnd.user+json")).ShouldBe(200);
        (await Send("application/json; charset=us-ascii")).ShouldBe(200);
        (await Send("application/json-seq")).ShouldBe(415);
        (await _app.Send("POST /users", "\uFEFF{\"id\":1}")).Text().ShouldStartWith("{\"id\":2,");

        async Task<int> Send(string contentType)
        {
            var request = new Request("POST", "/users") { Body = "{}"u8.ToArray() };
            request.Headers["Content-Type"] = contentType;
            return (await _app.HandleAsync(request, TestContext.Current.CancellationToken)).Status;
        }
    }

    [Theory]
    [InlineData("", "application/json", 400, null)]
    [InlineData("null", "application/json", 400, null)]
    [InlineData("""{"id":"x"}""", "application/json", 400, "$.id")]
    [InlineData("""{"id":""", "application/json; charset=utf-8", 400, "$.id")]
    [InlineData("{}", "text/plain", 415, null)]
    [InlineData("{}", null, 415, null)]
    [InlineData("{}", "application/json; charset=utf-16", 415, null)]
    public async Task SayWhatIsWrongWithABody(string body, string? contentType, int status, string? path)
    {
        _app.Post("/users", (User user) => user);
        var request = new Request("POST", "/users") { Body = System.Text.Encoding.UTF8.GetBytes(body) };
        request.Headers["Content-Type"] = contentType;

        var response = await _app.HandleAsync(request, TestContext.Current.CancellationToken);

        response.Status.ShouldBe(status);
        response.Problem().Member("parameter").ShouldBe("user");
        response.Problem().Member("path").ShouldBe(path);
        response.Text().ShouldNotContain("System.");
    }

    [Fact]
    public async Task IncludeTheBodyAsBytes()
    {
        _app.Put("/blob", (byte[] content) => content);

        var response = await _app.Send("PUT /blob", "raw");

        response.Text().ShouldBe("raw");
        response.Headers["Content-Type"].ShouldBe("application/octet-stream");
        response.IsText.ShouldBeFalse();
    }

    [Fact]
    public async Task WorkForEveryKindOfHandler()
    {
        static async ValueTask<string> Local(int id)
        {
            await Task.Yield();
            return $"local {id}";
        }

        _app.Get("/local/{id}", Local);
        _app.Get("/group/{id}", Group);
        _app.Get("/static/{id}", static async (int id) => await Task.FromResult($"static {id}"));
        _app.Get("/nothing/{id}", async (int id) => await Task.Yield());
        _app.Get(handler: (int id) => $"reordered {id}", template: "/reordered/{id}");
        OtherFile.Register(_app);

        (await _app.Send("GET /local/1")).Text().ShouldBe("local 1");
        (await _app.Send("GET /group/2")).Text().ShouldBe("group 2");
        (await _app.Send("GET /static/3")).Text().ShouldBe("static 3");
        (await _app.Send("GET /nothing/4")).Status.ShouldBe(204);
        (await _app.Send("GET /reordered/5")).Text().ShouldBe("reordered 5");
        (await _app.Send("GET /other/6")).Text().ShouldBe("other 6");
    }

    private static Task<string> Group(int id) => Task.FromResult($"group {id}");

    /// <summary>Parses as many types did before there was IParsable.</summary>
    internal readonly record struct Distance(double Metres)
    {
        public static bool TryParse(string text, out Distance distance) => throw new NotSupportedException();

        public static bool TryParse(string text, IFormatProvider provider, out Distance distance)
        {
            var isParsed = double.TryParse(text.TrimEnd('m'), provider, out var metres);
            distance = new Distance(metres);
            return isParsed && provider == CultureInfo.InvariantCulture;
        }
    }

    internal sealed record Sku(string Text)
    {
        public static bool TryParse(string text, out Sku? sku)
        {
            sku = new Sku(text);
            return text.Length > 0;
        }
    }

    internal sealed record Temperature(int Degrees) : IParsable<Temperature>
    {
        public static Temperature Parse(string s, IFormatProvider? provider) =>
            TryParse(s, provider, out var result) ? result : throw new FormatException();

        public static bool TryParse(string? s, IFormatProvider? provider, out Temperature result)
        {
            var isParsed = int.TryParse(s?.TrimEnd('C'), CultureInfo.InvariantCulture, out var degrees);
            result = new Temperature(degrees);
            return isParsed;
        }
    }
}
