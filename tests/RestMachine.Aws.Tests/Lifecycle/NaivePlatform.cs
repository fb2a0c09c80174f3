using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>
/// A platform that does what the Extensions API's wording suggests and Lambda does not: it tells the extension of the
/// shutdown while the function lives, and sends no signal. Register is answered, next is kept.
/// </summary>
internal sealed class NaivePlatform : IDisposable
{
    private const string External = "restmachine-shutdown";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _asked = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<string> _event = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NaivePlatform()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"{_listener.LocalEndpoint}";

    public Task ExtensionIsParked => Asked($"/event/next {External}").Task;

    public Task FunctionIsReady => Asked("/invocation/next").Task;

    public void Shutdown()
    {
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(2).ToUnixTimeMilliseconds();
        _event.SetResult($$"""{"eventType":"SHUTDOWN","shutdownReason":"spindown","deadlineMs":{{deadline}}}""");
    }

    public void Dispose() => _listener.Dispose();

    private TaskCompletionSource Asked(string call) =>
        _asked.GetOrAdd(call, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII);
        try
        {
            while (await ReadCallAsync(reader) is { } call)
            {
                var (fields, body) = await AnswerAsync(call);
                var head = $"HTTP/1.1 200 OK\r\n{fields}Content-Length: {body.Length}\r\n\r\n";
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + body));
            }
        }
        catch (IOException)
        {
            // A process ended in the middle of its call, which is what this is about.
        }
    }

    /// <summary>The call's path below the version, with the name that registers or was given as identifier.</summary>
    private static async Task<string?> ReadCallAsync(StreamReader reader)
    {
        var line = await reader.ReadLineAsync();
        if (line is null)
        {
            return null;
        }

        var name = "";
        var length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } field)
        {
            var value = field[(field.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            name = field.StartsWith("Lambda-Extension-", StringComparison.OrdinalIgnoreCase) ? value : name;
            length = field.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase) ? int.Parse(value) : length;
        }

        if (length > 0)
        {
            await reader.ReadBlockAsync(new char[length]);
        }

        return $"/{string.Join('/', line.Split(' ')[1].Split('/')[3..])} {name}".Trim();
    }

    private async Task<(string Fields, string Body)> AnswerAsync(string call)
    {
        Asked(call).TrySetResult();
        if (call.StartsWith("/register ", StringComparison.Ordinal))
        {
            return ($"Lambda-Extension-Identifier: {call["/register ".Length..]}\r\n", "{}");
        }

        var isForExtension = call == $"/event/next {External}";
        return ("", await (isForExtension ? _event.Task : new TaskCompletionSource<string>().Task));
    }
}
