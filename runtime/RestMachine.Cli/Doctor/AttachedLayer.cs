namespace RestMachine.Cli.Doctor;

/// <summary>What is known of a layer.</summary>
/// <param name="Name">For people.</param>
/// <param name="Extension">Whether Lambda finds an extension in it; null if nobody can tell before the deployment.</param>
internal sealed record AttachedLayer(string Name, bool? Extension)
{
    /// <summary>Null: unknown, or any.</summary>
    public string? Architecture { get; init; }

    /// <summary>Why Lambda would fail because of it, and what to do.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether it is RestMachine's.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether it holds restmachine-handover; null if nobody can tell before the deployment.</summary>
    public bool? HasHandover { get; init; }

    /// <summary>SHA-256 of the zip, if it is here.</summary>
    public string? Hash { get; init; }
}
