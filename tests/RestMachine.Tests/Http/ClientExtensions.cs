using System.Text;
using System.Text.Json;

namespace RestMachine.Tests.Http;

/// <summary>Sends requests to an application in memory.</summary>
internal static class ClientExtensions
{
    public static async Task<Response> Send(this RestApplication app, string request, string? json = null)
    {
        var space = request.IndexOf(' ', StringComparison.Ordinal);
        var target = request[(space + 1)..].Split('?', 2);
        var headers = new Headers();
        if (json is not null)
        {
            headers.Add("Content-Type", "application/json");
        }

        return await app.HandleAsync(
            new Request(request[..space], target[0])
            {
                QueryString = target.ElementAtOrDefault(1) ?? "",
                Headers = headers,
                Body = Encoding.UTF8.GetBytes(json ?? ""),
                Id = "request-1",
            }
        );
    }

    public static string Text(this Response response) => Encoding.UTF8.GetString(response.Body.Span);

    public static JsonElement Problem(this Response response)
    {
        response.Headers["Content-Type"].ShouldBe("application/problem+json");
        return JsonElement.Parse(response.Body.Span);
    }

    /// <summary>Field and message of a 422, in order.</summary>
    public static string Errors(this Response response) =>
        string.Join(
            '|',
            from field in response.Problem().GetProperty("errors").EnumerateObject()
            from message in field.Value.EnumerateArray()
            select $"{field.Name}: {message.GetString()}"
        );

    public static string? Member(this JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) ? value.ToString() : null;
}
