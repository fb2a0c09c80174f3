namespace RestMachine.Emulator.Processes;

internal sealed record SpawnRequest
{
    public required IReadOnlyList<string> Command { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public string? WorkingDirectory { get; init; }

    // Not null: standard input is this descriptor; null: /dev/null.
    public int? StandardInput { get; init; }

    public Action<string>? OutputLine { get; init; }
}
