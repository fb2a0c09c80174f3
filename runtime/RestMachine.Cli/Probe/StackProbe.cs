namespace RestMachine.Cli.Probe;

/// <summary>The functions of a deployed stack: invoked, made useless, and read until their environments have ended.</summary>
internal sealed class StackProbe(AwsCommand aws, ProbeOptions options, TextWriter error)
{
    private readonly StackFunctions functions = new(aws, options.Stack!);
    private readonly Dictionary<string, Look> looks = new(StringComparer.Ordinal);

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

    // What was measured until something came in between is worth a table.
    private async Task<IReadOnlyList<ProbeResult>> WaitAsync(
        IReadOnlyList<DeployedFunction> deployed,
        CancellationToken cancellation
    )
    {
        try
        {
            await WaitForTheEndAsync(deployed, cancellation);
        }
        catch (Exception problem)
            when (problem is ProbeException or OperationCanceledException && looks.Values.Any(look => look.IsDone))
        {
            await error.WriteLineAsync(problem is ProbeException ? problem.Message : ProbeRun.Stopped);
        }
        return [.. deployed.Select(function => LookAt(function).Result)];
    }

    private async Task WaitForTheEndAsync(IReadOnlyList<DeployedFunction> deployed, CancellationToken cancellation)
    {
        var start = Time.GetTimestamp();
        var limit = TimeSpan.FromSeconds(options.TimeoutSeconds);
        while (true)
        {
            foreach (var function in deployed)
            {
                await LookAsync(function, cancellation);
            }
            var ended = deployed.Count(function => LookAt(function).IsDone);
            var elapsed = Time.GetElapsedTime(start);
            await error.WriteLineAsync(
                $"{ended} of {deployed.Count} environments have ended after {elapsed.TotalSeconds:0} s; at most {limit.TotalSeconds:0} s …"
            );
            if (ended == deployed.Count || elapsed >= limit)
            {
                return;
            }
            await Task.Delay(Interval, Time, cancellation);
        }
    }

    private Look LookAt(DeployedFunction function) =>
        looks.GetValueOrDefault(function.Name) ?? new Look(new ProbeResult(function.Function, new Measurement()), -1);

    // Lines come one by one: the end is there when it tells of everything and nothing has come since the last look.
    private async Task LookAsync(DeployedFunction function, CancellationToken cancellation)
    {
        if (await functions.ReadLogAsync(function, cancellation) is { } log)
        {
            var result = new ProbeResult(function.Function, ProbeLog.Read(log));
            looks[function.Name] = new Look(result, log.Count)
            {
                IsDone = result.IsWhole && log.Count <= LookAt(function).Lines,
            };
        }
    }

    private sealed record Look(ProbeResult Result, int Lines)
    {
        public bool IsDone { get; init; }
    }
}
