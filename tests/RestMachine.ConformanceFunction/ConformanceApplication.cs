using System.Globalization;
using System.Text;

namespace RestMachine.ConformanceFunction;

/// <summary>An application that tells what it was asked, and answers in every form there is.</summary>
public static class ConformanceApplication
{
    /// <summary>A new one; each host runs its own.</summary>
    public static RestApplication Create()
    {
        var app = new RestApplication(ConformanceJson.Default);
        app.Use(Cors.Allow("https://example.com"));
        AddRequests(app);
        AddAnswers(app);
        return app;
    }

    private static void AddRequests(RestApplication app)
    {
        app.Get("/", () => "root");
        app.Get("/items/{id:int}", (int id) => new Item(id, $"Item {id}"));
        app.Get("/names/{name}", (string name) => $"[{name}]");
        app.Get("/files/{*path}", (string path) => $"[{path}]");
        app.Get("/raw/{*path}", (Request request) => $"{request.Path}?{request.QueryString}");
        app.Get("/query", (string? text, int[] number) => $"{text}:{string.Join('+', number)}");
        app.Get("/fields", (Request request) => string.Join('|', request.Headers.All("X-Field")));
        app.Get("/cookies", (Request request) => string.Join('|', request.Cookies.Select(c => $"{c.Key}={c.Value}")));
        app.Post("/items", (Item item) => Results.Created($"/items/{item.Id}", item));
        app.Put("/text", ([Body] string text) => text);
        app.Post("/length", (byte[] body) => body.Length.ToString(CultureInfo.InvariantCulture));
        app.Post("/form", ([Form] string name, [Form] string[] color) => $"{name}:{string.Join('+', color)}");
        app.Map("PURGE", "/items/{id:int}", (int id) => Results.NoContent());
    }

    private static void AddAnswers(RestApplication app)
    {
        app.Get("/bytes", () => new byte[] { 0, 255, 13, 10, 128 });
        app.Get("/unicode", () => "Grüße, 世界");
        app.Get("/nothing", () => (Item?)null);
        app.Delete("/nothing", () => { });
        app.Get("/throws", string () => throw new InvalidOperationException("a secret"));
        app.Get("/large", () => new string('x', 1_000_000));
        app.Get("/stream", () => Results.Stream(new MemoryStream("streamed"u8.ToArray()), "text/plain"));
        app.Get("/two-cookies", () => WithCookies());
        app.Get("/two-lines", () => WithLines());
        app.Get(
            "/cookie-and-field",
            () => Results.NoContent().WithHeader("Set-Cookie", "a=1").WithCookie(new Cookie("b", "2"))
        );
        app.Get("/conditional", () => "unchanged").Use(ConditionalRequests.AnswerWithEntityTags);
        app.Get("/teapot", () => Results.Problem(418, "Teapot", "short and stout"));
    }

    private static Response WithCookies()
    {
        var response = new Response(200, "text/plain", Encoding.UTF8.GetBytes("set"));
        response.Cookies.Add(new Cookie("a", "1"));
        response.Cookies.Add(new Cookie("b", "2") { Path = "/", MaxAge = TimeSpan.FromMinutes(1) });
        return response;
    }

    private static Response WithLines()
    {
        var response = new Response(202);
        response.Headers.Add("X-Line", "one");
        response.Headers.Add("X-Line", "two");
        return response;
    }
}
