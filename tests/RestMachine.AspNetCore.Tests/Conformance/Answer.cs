using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using RestMachine.Emulator;

namespace RestMachine.AspNetCore.Tests.Conformance;

/// <summary>What a client can tell of an answer, without what belongs to the connection or to the single request.</summary>
internal sealed record Answer(int Status, ImmutableSortedDictionary<string, string> Fields, string Body)
{
    private static readonly HashSet<string> s_ofTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Date",
        "Server",
        "Connection",
        "Content-Length",
        "Transfer-Encoding",
    };

    public static Answer Of(Response response)
    {
        var fields = response.Headers.Concat(response.Cookies.Select(cookie => Field("Set-Cookie", cookie.ToString())));
        return Of(response.Status, fields, response.Body.ToArray());
    }

    public static async Task<Answer> OfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var fields = response
            .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(field => field.Value.Select(value => Field(field.Key, value)));
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        return Of((int)response.StatusCode, fields, body);
    }

    /// <summary>As it looks behind that door: API Gateway gives an answer with payload format 2.0 a media type.</summary>
    public Answer Behind(FrontDoorKind door)
    {
        var isTyped =
            Fields.ContainsKey("CONTENT-TYPE") || door is not (FrontDoorKind.HttpApi or FrontDoorKind.FunctionUrl);
        return isTyped ? this : this with { Fields = Fields.Add("CONTENT-TYPE", "text/plain;charset=UTF-8") };
    }

    public override string ToString() =>
        $"{Status}\n{string.Join('\n', Fields.Select(field => $"{field.Key}: {field.Value}"))}\n\n{Body}";

    private static KeyValuePair<string, string> Field(string name, string value) => new(name, value);

    private static Answer Of(int status, IEnumerable<KeyValuePair<string, string>> fields, byte[] body)
    {
        var joined = fields
            .Where(field => !s_ofTheConnection.Contains(field.Key))
            .GroupBy(field => field.Key.ToUpperInvariant(), field => field.Value)
            .ToImmutableSortedDictionary(field => field.Key, Joined, StringComparer.Ordinal);
        return new Answer(status, joined, WithoutRequestId(body));
    }

    /// <summary>Lines of a field and one line with commas mean the same (RFC 9110, 5.3), cookies apart.</summary>
    private static string Joined(IGrouping<string, string> field) =>
        field.Key == "SET-COOKIE"
            ? string.Join(" & ", field)
            : string.Join(',', field).Replace(", ", ",", StringComparison.Ordinal);

    private static string WithoutRequestId(byte[] body)
    {
        var text = Encoding.Latin1.GetString(body);
        if (!text.Contains("\"requestId\"", StringComparison.Ordinal))
        {
            return text;
        }

        var problem = JsonNode.Parse(body)!.AsObject();
        problem.Remove("requestId");
        return problem.ToJsonString();
    }
}
