namespace RestMachine.Cli.Tests;

internal sealed class LineReader
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly List<(string Part, TaskCompletionSource<string> Found)> waiting = [];
    private readonly Task<string> all;

    public LineReader(StreamReader reader) => all = ReadAsync(reader);

    public Task<string> AllAsync() => all;

    public async Task<string> WaitForAsync(string part)
    {
        TaskCompletionSource<string> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (lines.Find(line => line.Contains(part)) is { } line)
            {
                return line;
            }
            waiting.Add((part, found));
        }
        var first = await Task.WhenAny(found.Task, all);
        return first == found.Task
            ? await found.Task
            : throw new InvalidOperationException($"The command ended without \"{part}\": {await all}");
    }

    private async Task<string> ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                lines.Add(line);
                foreach (var (_, found) in waiting.Where(each => line.Contains(each.Part)))
                {
                    found.TrySetResult(line);
                }
            }
        }
        return string.Join('\n', lines);
    }
}
