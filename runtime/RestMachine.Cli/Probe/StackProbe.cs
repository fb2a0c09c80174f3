namespace RestMachine.Cli.Probe;

/// <summary>The functions of a deployed stack: invoked, made useless, and read until their environments have ended.</summary>
internal sealed class StackProbe(AwsCommand aws, ProbeOptions options, TextWriter error)
{
    private readonly StackFunctions functions = new(aws, options.Stack!);
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Between two looks at the logs.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<ProbeResult>> RunAsync(CancellationToken cancellation)
    {
        var deployed = new List<DeployedFunction>();
        foreach (var function in await functions.FindAsync(cancellation))
        {
            await error.WriteLineAsync($"Invoking {function.Name} …");
            deployed.Add(await functions.InvokeAsync(function, cancellation));
        }
        foreach (var function in deployed)
        {
            await functions.ChangeAsync(function, cancellation);
        }
        return await WaitAsync(deployed, cancellation);
    }

    private async Task<IReadOnlyList<ProbeResult>> WaitAsync(
        IReadOnlyList<DeployedFunction> deployed,
        CancellationToken cancellation
    )
    {
        var start = Time.GetTimestamp();
        var limit = TimeSpan.FromSeconds(options.TimeoutSeconds);
        while (true)
        {
            var looks = new List<(ProbeResult Result, bool IsDone)>();
            foreach (var function in deployed)
            {
                looks.Add(await LookAsync(function, cancellation));
            }
            var ended = looks.Count(look => look.IsDone);
            var elapsed = Time.GetElapsedTime(start);
            await error.WriteLineAsync(
                $"{ended} of {looks.Count} environments have ended after {elapsed.TotalSeconds:0} s; at most {limit.TotalSeconds:0} s …"
            );
            if (ended == looks.Count || elapsed >= limit)
            {
                return [.. looks.Select(look => look.Result)];
            }
            await Task.Delay(Interval, Time, cancellation);
        }
    }

    // Lines come one by one: the end is there when it tells of everything and nothing has come since the last look.
    private async Task<(ProbeResult Result, bool IsDone)> LookAsync(
        DeployedFunction function,
        CancellationToken cancellation
    )
    {
        var log = await functions.ReadLogAsync(function, cancellation);
        var hasGrown = log.Count > lines.GetValueOrDefault(function.Name, -1);
        lines[function.Name] = log.Count;
        var result = new ProbeResult(function.Function, ProbeLog.Read(log));
        return (result, result.IsWhole && !hasGrown);
    }
}
