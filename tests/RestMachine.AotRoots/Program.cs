using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using RestMachine;
using RestMachine.AotRoots;

// Bound handlers of every kind, so that generated code is held to the same warnings as the rooted assemblies.
var app = new RestApplication(NoteJson.Default);
app.OnStartup((int retries = 3) => new Uri($"http://127.0.0.1/{retries}"));
app.OnShutdown((Uri address) => Console.WriteLine(address));
app.Get("/notes/{id:int}", (int id, DayOfWeek? day, int[] tag) => new Note(id, $"{day} {tag.Length}"));
app.Post("/notes", async (Note note) => await Task.FromResult(Results.Created($"/notes/{note.Id}", note)));
app.Put(
    "/notes/{id:int}",
    (int id, [Body] List<Draft> drafts, [Header] string? ifMatch) => $"{id} {drafts.Count} {ifMatch}"
);
app.Post("/forms", ([Form] string name, FormFile? file) => $"{name} {file?.FileName}");
app.Dependency((Request request) => new Tenant(request.Path));
app.OnError<InvalidOperationException>((InvalidOperationException _) => Results.Problem(409));
app.Group("/v1")
    .Use(async (Request request, Next next, Tenant tenant) => await next(request))
    .Get("/tenant", string (Tenant tenant) => throw new InvalidOperationException(tenant.Path));

app.Get("/log", (ILogger<Note> logger) => $"{logger.IsEnabled(LogLevel.Critical)}");

await Expect(200, new Request("GET", "/log"), "False");
await Expect(
    200,
    new Request("GET", "/notes/7") { QueryString = "day=friday&tag=1&tag=2" },
    """{"Id":7,"Text":"Friday 2"}"""
);
await Expect(
    422,
    Json("PUT", "/notes/7", """[{"Title":"a","Tags":[]}]"""),
    "\"[0].Title\":[\"The field Title must be a string with a minimum length of 2 and a maximum length of 9.\"],"
        + "\"[0].Tags\":[\"The field Tags must be a string or array type with a minimum length of \\u00271\\u0027.\"]"
);
await Expect(200, Json("PUT", "/notes/7", """[{"Title":"ab","Tags":["x"]}]"""), "7 1 ");
await Expect(409, new Request("GET", "/v1/tenant"), "Conflict");
return 0;

static Request Json(string method, string path, string body)
{
    var request = new Request(method, path) { Body = Encoding.UTF8.GetBytes(body) };
    request.Headers["Content-Type"] = "application/json";
    return request;
}

async Task Expect(int status, Request request, string content)
{
    var response = await app.HandleAsync(request);
    var text = Encoding.UTF8.GetString(response.Body.Span);
    Console.WriteLine($"{response.Status} {text}");
    if (response.Status != status || !text.Contains(content, StringComparison.Ordinal))
    {
        throw new InvalidOperationException($"{request.Method} {request.Path}: {status} and {content} were expected.");
    }
}

namespace RestMachine.AotRoots
{
    internal sealed record Note(int Id, string Text);

    // The attributes warn of reflection that they need for other collections than those that generated code hands them.
    [UnconditionalSuppressMessage("Trimming", "IL2026")]
    internal sealed record Draft(
        [Required, StringLength(9, MinimumLength = 2)] string Title,
        [MinLength(1), MaxLength(3)] HashSet<string> Tags
    );

    internal sealed record Tenant(string Path);

    [JsonSerializable(typeof(Note))]
    [JsonSerializable(typeof(List<Draft>))]
    internal sealed partial class NoteJson : JsonSerializerContext;
}
