using System.Text.Json;
using System.Text.Json.Nodes;

namespace RestMachine.Aws.Tests.Events;

/// <summary>
/// Each folder of Golden has an event, made from AWS's documents of its payload format, and the response to it.
/// </summary>
public sealed class GoldenEvents
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Events", "Golden");

    private readonly EchoFunction _function = new();

    public static TheoryData<string> Kinds =>
        new(Directory.EnumerateDirectories(s_folder).Select(folder => Path.GetFileName(folder)).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AreAnsweredInTheirOwnForm(string kind)
    {
        var response = JsonNode.Parse(await _function.HandleAsync(Read(kind, "event.json")))!;

        // The content is JSON within JSON; the file has it as a document, which people can read.
        if (response["isBase64Encoded"]!.GetValue<bool>() is false)
        {
            response["body"] = JsonNode.Parse(response["body"]!.GetValue<string>());
        }

        response.ToJsonString(Indented).ShouldBe(JsonNode.Parse(Read(kind, "response.json"))!.ToJsonString(Indented));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AreRecognisedInAnyOrderOfTheirMembers(string kind)
    {
        var inOrder = Read(kind, "event.json");
        var expected = await _function.HandleAsync(inOrder);

        (await _function.HandleAsync(Reversed(JsonNode.Parse(inOrder)!).ToJsonString())).ShouldBe(expected);
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    private static string Read(string kind, string file) => File.ReadAllText(Path.Combine(s_folder, kind, file));

    private static JsonObject Reversed(JsonNode node) =>
        new(
            node.AsObject()
                .Reverse()
                .Select(member =>
                    KeyValuePair.Create(
                        member.Key,
                        member.Key is "requestContext" or "http" ? Reversed(member.Value!) : member.Value?.DeepClone()
                    )
                )
        );
}
