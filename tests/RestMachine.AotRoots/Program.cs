using System.Text;
using System.Text.Json.Serialization;
using RestMachine;
using RestMachine.AotRoots;

// Bound handlers of every kind, so that generated code is held to the same warnings as the rooted assemblies.
var app = new RestApplication(NoteJson.Default);
app.OnStartup((int retries = 3) => new Uri($"http://127.0.0.1/{retries}"));
app.OnShutdown((Uri address) => Console.WriteLine(address));
app.Get("/notes/{id:int}", (int id, DayOfWeek? day, int[] tag) => new Note(id, $"{day} {tag.Length}"));
app.Post("/notes", async (Note note) => await Task.FromResult(Results.Created($"/notes/{note.Id}", note)));

var found = await app.HandleAsync(new Request("GET", "/notes/7") { QueryString = "day=friday&tag=1&tag=2" });
var text = Encoding.UTF8.GetString(found.Body.Span);
Console.WriteLine(text);
return text == """{"Id":7,"Text":"Friday 2"}""" ? 0 : 1;

namespace RestMachine.AotRoots
{
    internal sealed record Note(int Id, string Text);

    [JsonSerializable(typeof(Note))]
    internal sealed partial class NoteJson : JsonSerializerContext;
}
