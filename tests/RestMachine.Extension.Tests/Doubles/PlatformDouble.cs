namespace RestMachine.Extension.Tests.Doubles;

/// <summary>Lambda's side of the Extensions API.</summary>
internal sealed class PlatformDouble : IDisposable
{
    public const string Identifier = "11111111-2222-3333-4444-555555555555";

    private readonly TaskCompletionSource parked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string?> next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string?> earlier = [];
    private readonly HttpDouble server;

    public PlatformDouble(int pieceSize = int.MaxValue) => server = new HttpDouble(AnswerAsync, pieceSize);

    /// <summary>The extension has asked for the event that has no earlier answer.</summary>
    public Task Parked => parked.Task;
    public string Address => $"127.0.0.1:{server.Port}";
    public RecordedRequest[] Requests => [.. server.Requests];
    public string RegisterAnswer { get; init; } =
        HttpDouble.Ok(
            """{"functionName":"f","functionVersion":"1","handler":"h"}""",
            $"Lambda-Extension-Identifier: {Identifier}\r\n"
        );

    /// <summary>An answer to next before the one that ends the wait; null closes the connection.</summary>
    public PlatformDouble First(string? answer)
    {
        earlier.Enqueue(answer);
        return this;
    }

    public void AnswerNext(string answer) => next.SetResult(answer);

    public void Shutdown(string reason = "spindown", int milliseconds = 2000) =>
        AnswerNext(HttpDouble.Ok(ShutdownEvent(reason, milliseconds), "Content-Type: text/plain; charset=utf-8\r\n"));

    public static string ShutdownEvent(string reason, int milliseconds = 2000)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddMilliseconds(milliseconds).ToUnixTimeMilliseconds();
        return $$"""{"eventType":"SHUTDOWN","deadlineMs":{{deadline}},"shutdownReason":"{{reason}}"}""";
    }

    public void Dispose() => server.Dispose();

    private Task<string?> AnswerAsync(RecordedRequest request)
    {
        if (request.Line.Contains("/register ", StringComparison.Ordinal))
        {
            return Task.FromResult<string?>(RegisterAnswer);
        }
        if (!request.Line.Contains("/event/next ", StringComparison.Ordinal))
        {
            return Task.FromResult<string?>("HTTP/1.1 202 Accepted\r\nContent-Length: 15\r\n\r\n{\"status\":\"OK\"}");
        }
        if (earlier.TryDequeue(out var answer))
        {
            return Task.FromResult(answer);
        }
        parked.TrySetResult();
        return next.Task;
    }
}
