namespace PostgresUsers.Tests;

/// <summary>What the server has written so far, for tests that wait for it.</summary>
internal sealed class ServerLog
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _next = NewSource();

    public void Add(string line)
    {
        TaskCompletionSource next;
        lock (_gate)
        {
            _lines.Add(line);
            (next, _next) = (_next, NewSource());
        }
        next.SetResult();
    }

    /// <summary>Waits until so many lines have been written that an application is named in and a text.</summary>
    public async Task WaitForAsync(string application, string text, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        while (!HasWritten(application, text, count, out var next))
        {
            await next.WaitAsync(patience.Token);
        }
    }

    private bool HasWritten(string application, string text, int count, out Task next)
    {
        lock (_gate)
        {
            next = _next.Task;
            return _lines.Count(line => line.StartsWith($"[{application}]") && line.Contains(text)) >= count;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
