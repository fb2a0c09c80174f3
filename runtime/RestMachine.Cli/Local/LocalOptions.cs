using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

internal sealed record LocalOptions
{
    // One of the two is given.
    public string? Project { get; init; }

    public string? Executable { get; init; }

    public bool Jit { get; init; }

    public string? Extension { get; init; }

    public bool NoExtension { get; init; }

    public int Port { get; init; } = 3000;

    public FrontDoorKind FrontDoor { get; init; }

    public IReadOnlyList<string> BinaryMediaTypes { get; init; } = [];

    public bool Streaming { get; init; }

    // Empty: serve HTTP until a signal.
    public IReadOnlyList<RequestLine> Requests { get; init; } = [];

    public ShutdownReason Reason { get; init; } = ShutdownReason.Spindown;

    // The picture's file; null: none.
    public string? Timeline { get; init; }

    public int? RuntimeShare { get; init; }

    // Experimental: the function behind restmachine-handover.
    public bool IsHandedOver { get; init; }

    public int? Memory { get; init; }

    public decimal? InitTimeout { get; init; }

    public decimal? Timeout { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}
