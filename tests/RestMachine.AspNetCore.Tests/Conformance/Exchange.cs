using System.Net.Http.Headers;
using System.Text;
using RestMachine.Emulator;

namespace RestMachine.AspNetCore.Tests.Conformance;

/// <summary>A request that every host has to answer alike; its name is what the test runner shows.</summary>
public sealed record Exchange(string Name, string Method, string Target)
{
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    public string? ContentType { get; init; }

    public string? Content { get; init; }

    /// <summary>Targets that a front door hands on in another form, as AWS's does.</summary>
    public IReadOnlyDictionary<FrontDoorKind, string> HandedOn { get; init; } = new Dictionary<FrontDoorKind, string>();

    public Exchange Through(FrontDoorKind door) => this with { Target = HandedOn.GetValueOrDefault(door, Target) };

    public Exchange With(string name, string value) => this with { Fields = [.. Fields, new(name, value)] };

    public Exchange Sending(string contentType, string content) =>
        this with
        {
            ContentType = contentType,
            Content = content,
        };

    public HttpRequestMessage ToMessage(Uri server)
    {
        // The target has to arrive as it is written: Uri would decode and shorten it.
        var target = new Uri(
            $"{server.GetLeftPart(UriPartial.Authority)}{Target}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        var message = new HttpRequestMessage(new HttpMethod(Method), target);
        foreach (var (name, value) in Fields)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Content is not null)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Content));
            message.Content.Headers.ContentType = ContentType is null ? null : MediaTypeHeaderValue.Parse(ContentType);
        }

        return message;
    }

    public Request ToRequest()
    {
        var question = Target.IndexOf('?', StringComparison.Ordinal);
        Headers headers = [];
        foreach (var (name, value) in Fields)
        {
            headers.Add(name, value);
        }

        if (ContentType is not null)
        {
            headers.Add("Content-Type", ContentType);
        }

        return new Request(Method, question < 0 ? Target : Target[..question])
        {
            QueryString = question < 0 ? "" : Target[(question + 1)..],
            Headers = headers,
            Body = Encoding.UTF8.GetBytes(Content ?? ""),
        };
    }

    public override string ToString() => Name;
}
