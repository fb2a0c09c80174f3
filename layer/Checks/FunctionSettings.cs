namespace RestMachine.Checks;

/// <summary>What a template says about a function, with Lambda's defaults where it says nothing.</summary>
internal sealed record FunctionSettings
{
    public const string DefaultArchitecture = "x86_64";
    public const double DefaultMemory = 128;
    public const double DefaultTimeout = 3;

    public bool IsImage { get; init; }

    public string Runtime { get; init; } = "";

    /// <summary>In Lambda's spelling; null if only the deployment knows it.</summary>
    public string? Architecture { get; init; } = DefaultArchitecture;

    public double MemorySize { get; init; } = DefaultMemory;

    public double Timeout { get; init; } = DefaultTimeout;

    /// <summary>Each as JSON: an ARN, or a reference to one.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Those of the layers that are RestMachine's.</summary>
    public IReadOnlyList<string> OurLayers { get; init; } = [];

    /// <summary>Values that are known before the deployment; of others only the name, with null.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);
}
