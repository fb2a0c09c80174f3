using System.Text.Json;

namespace RestMachine.Aws;

/// <summary>The function was invoked with something that is no HTTP event of API Gateway.</summary>
public sealed class UnrecognizedEventException : Exception
{
    internal UnrecognizedEventException(string message)
        : base(message) { }

    internal static UnrecognizedEventException For(JsonElement root)
    {
        var found =
            root.ValueKind == JsonValueKind.Object
                ? $"an object with the members {string.Join(", ", root.EnumerateObject().Take(10).Select(member => member.Name))}"
                : $"a JSON {root.ValueKind.ToString().ToLowerInvariant()}";
        return new UnrecognizedEventException(
            $"The event is {found}; expected API Gateway's HTTP API payload format 2.0 with requestContext.http.method "
                + "and rawPath. Send events through an HTTP API or a Function URL."
        );
    }
}
