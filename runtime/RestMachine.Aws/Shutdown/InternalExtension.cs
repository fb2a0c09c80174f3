using System.Text;
using RestMachine.Aws.RuntimeApi;

namespace RestMachine.Aws.Shutdown;

/// <summary>
/// An extension inside the function's process. By AWS's documents it raises the runtime's share of a shutdown from
/// 300 to 500 ms, and it makes SIGTERM come even where the layer is missing. It asks for no events.
/// </summary>
internal sealed class InternalExtension(RuntimeApiAddress address) : IDisposable
{
    private const string Name = "restmachine-function";
    private readonly HttpConnection _connection = new(address);

    private string Base => $"{address.Prefix}/2020-01-01/extension";

    /// <summary>Registers; only possible before the runtime's first <c>next</c>. Null, or why it was refused.</summary>
    public string? Register(out string identifier)
    {
        const string body = """{"events":[]}""";
        var head =
            $"POST {Base}/register HTTP/1.1\r\nHost: {address.Authority}\r\nLambda-Extension-Name: {Name}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        var answer = _connection.Exchange(Encoding.ASCII.GetBytes(head), Encoding.ASCII.GetBytes(body));
        identifier = answer.Field("Lambda-Extension-Identifier"u8) ?? "";
        return answer.Status == 200 && identifier.Length > 0 ? null : Text(answer);
    }

    /// <summary>
    /// Blocks for the life of the process: no event was asked for, so none comes. A connection that turns out to be lost,
    /// after a snapshot for example, is made anew once. What it returns is a refusal.
    /// </summary>
    /// <exception cref="IOException">The Extensions API is gone.</exception>
    public string Park(string identifier)
    {
        var head =
            $"GET {Base}/event/next HTTP/1.1\r\nHost: {address.Authority}\r\nLambda-Extension-Identifier: {identifier}\r\n\r\n";
        return Text(_connection.Exchange(Encoding.ASCII.GetBytes(head), default));
    }

    private static string Text(HttpAnswer answer) => $"{answer.Status} {Encoding.UTF8.GetString(answer.Body.Span)}";

    public void Dispose() => _connection.Dispose();
}
