using RestMachine.Checks;

namespace RestMachine.Cli.Doctor;

internal sealed record ExaminedFunction(string Title, FunctionSettings Settings)
{
    /// <summary>Null: nobody can tell.</summary>
    public string? Architecture => Settings.Architecture;

    public IReadOnlyList<AttachedLayer> Layers { get; init; } = [];

    public FunctionCode Code { get; init; } = FunctionCode.Unknown;

    /// <summary>Of an image, if it is here.</summary>
    public string? Dockerfile { get; init; }

    public string? Handler { get; init; }

    public bool IsOfCdk { get; init; }

    public bool IsAtTheEdge { get; init; }

    /// <summary>Whether it is handed over, by its variable or by its bootstrap.</summary>
    public bool IsHandedOver => HandoverMode.IsWrapped(Settings) || Code.HandedOver is not null;

    /// <summary>A class library for the managed runtime in which RestMachine's library begins with the first invocation.</summary>
    public bool StartsLate =>
        Code is { HasLibrary: true, CallsStart: false } && Handler?.Contains("::", StringComparison.Ordinal) == true;

    /// <summary>The one that RestMachine's library registers in INIT. Null: nobody can tell.</summary>
    public bool? HasInternalExtension => StartsLate ? false : Code.HasLibrary;

    /// <summary>Null: nobody can tell.</summary>
    public bool? HasExtension =>
        Settings.IsImage ? Dockerfile?.Contains("/opt/extensions", StringComparison.Ordinal)
        : Layers.Any(layer => layer.Extension == true) ? true
        : Layers.All(layer => layer.Extension == false) ? false
        : null;
}
