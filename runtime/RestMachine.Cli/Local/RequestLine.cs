using System.Text;

namespace RestMachine.Cli.Local;

// "GET /users/1" or "POST /users {\"name\":\"Ada\"}".
internal sealed record RequestLine(string Method, string Target, string? Body)
{
    public static RequestLine? TryParse(string text)
    {
        var parts = text.Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length >= 2 && parts[0].All(char.IsAsciiLetter) && parts[1].StartsWith('/')
            ? new RequestLine(parts[0].ToUpperInvariant(), parts[1], parts.Length > 2 ? parts[2] : null)
            : null;
    }

    public HttpRequestMessage ToMessage() =>
        new(new HttpMethod(Method), new Uri($"http://localhost{Target}"))
        {
            Content = Body is null ? null : new StringContent(Body, Encoding.UTF8, "application/json"),
        };

    public override string ToString() => $"{Method} {Target}";
}
