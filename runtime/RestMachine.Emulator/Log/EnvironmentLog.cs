namespace RestMachine.Emulator.Log;

internal sealed class EnvironmentLog(TimeProvider time, Action<LogLine>? callback)
{
    private readonly Lock gate = new();
    private Action<LogLine>? sink = callback;
    private readonly List<LogLine> lines = [];
    private readonly List<(Func<LogLine, bool> Wanted, TaskCompletionSource<LogLine> Found)> waiting = [];

    public IReadOnlyList<LogLine> Snapshot()
    {
        lock (gate)
        {
            return lines.ToArray();
        }
    }

    public void Platform(string text) => Write(LogSource.Platform, null, text);

    public void Write(LogSource source, string? extension, string text)
    {
        lock (gate)
        {
            var line = new LogLine(time.GetUtcNow(), source, extension, text);
            lines.Add(line);
            Tell(line);
            for (var i = waiting.Count - 1; i >= 0; i--)
            {
                if (waiting[i].Wanted(line))
                {
                    waiting[i].Found.TrySetResult(line);
                    waiting.RemoveAt(i);
                }
            }
        }
    }

    // A callback that throws, perhaps because its test has ended, must not end the process that a function talks to.
    private void Tell(LogLine line)
    {
        try
        {
            sink?.Invoke(line);
        }
        catch (Exception exception)
        {
            sink = null;
            Platform($"The Log callback threw {exception.GetType().Name} and is not called again: {exception.Message}");
        }
    }

    public Task<LogLine> WaitForAsync(Func<LogLine, bool> wanted, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (lines.FirstOrDefault(wanted) is { } line)
            {
                return Task.FromResult(line);
            }
            var found = new TaskCompletionSource<LogLine>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((wanted, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }
}
