namespace RestMachine.Cli.Probe;

internal sealed record ProbeOptions
{
    // Null: on this machine.
    public string? Stack { get; init; }

    public string? Profile { get; init; }

    public string? Region { get; init; }

    public int TimeoutSeconds { get; init; } = 600;

    // Null: samples/ShutdownProbe of the clone around the current folder.
    public string? Project { get; init; }

    public bool Jit { get; init; }

    public int? RuntimeShare { get; init; }

    public bool SignalsProcessGroup { get; init; } = true;

    public bool KillsOrphans { get; init; }
}
