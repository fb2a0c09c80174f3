namespace RestMachine.Cli.Tests.Probe;

/// <summary>Lines as the emulator's log had them, with the times of one's choice: those of a function with layer.</summary>
internal sealed record RecordedLog
{
    private const long Wall = 1_790_000_000_000;
    private const long Uptime = 500_000;

    /// <summary>From the first handler until SIGKILL.</summary>
    public int Share { get; init; } = 300;

    /// <summary>From the first handler until the extension's event.</summary>
    public int EventAfter { get; init; } = 305;

    /// <summary>From the event to its deadline, as the wall clock has it.</summary>
    public int Told { get; init; } = 1_695;

    /// <summary>What the wall clock is set by between the first handler and the event.</summary>
    public int Jump { get; init; }

    public string Trigger { get; init; } = "SIGTERM";

    public IEnumerable<string> Function =>
        [
            $$"""{"probe":"began","wall":{{Wall}},"uptime":{{Uptime}}}""",
            .. Enumerable.Range(1, Share / 10).Select(number => $$"""{"probe":"tick","after":{{number * 10}}.4}"""),
        ];

    public IEnumerable<string> Extensions =>
        [
            $$"""{"probe":"shutdown","wall":{{EventWall}},"uptime":{{Uptime + EventAfter}},"deadline":{{EventWall + Told}}}""",
            """{"timestamp":"2026-09-21T14:13:20.305Z","level":"INFO","message":"[Extension] Shutdown signal received (spindown, 1695 ms left)","reason":"spindown","millisecondsLeft":1695}""",
            $$"""{"timestamp":"2026-09-21T14:13:20.306Z","level":"ERROR","message":"[Extension] Shutdown handlers did not finish (spindown, …)","reason":"spindown","outcome":"unfinished","trigger":"{{Trigger}}","registered":200,"completed":{{Share / 10 - 2}},"failed":0,"timedOut":2,"skipped":0,"unfinished":{{200 - (Share / 10)}},"milliseconds":{{EventAfter}}.9,"budgetMilliseconds":450}""",
            $$"""{"probe":"alive","wall":{{EventWall + 10}},"uptime":{{Uptime + EventAfter + 10}}}""",
            $$"""{"probe":"alive","wall":{{EventWall + Told - 5}},"uptime":{{Uptime + EventAfter + Told - 5}}}""",
        ];

    public IEnumerable<string> All => [.. Function, .. Extensions];

    private long EventWall => Wall + EventAfter + Jump;
}
