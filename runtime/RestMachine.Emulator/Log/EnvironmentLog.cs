namespace RestMachine.Emulator.Log;

internal sealed class EnvironmentLog
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Callback<LogLine> told;
    private readonly List<LogLine> lines = [];
    private readonly List<(Func<LogLine, bool> Wanted, TaskCompletionSource<LogLine> Found)> waiting = [];

    public EnvironmentLog(TimeProvider time, Action<LogLine>? callback)
    {
        this.time = time;
        told = new("Log", callback, Platform);
    }

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
            told.Tell(line);
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
