namespace RestMachine.Cli.Probe;

/// <summary>What a document or a program says of the time that a function has in its shutdown phase.</summary>
internal sealed class Claim
{
    /// <summary>
    /// Of a measured end, to both sides: ticks are 10 ms apart, a signal takes some milliseconds to become a running handler,
    /// and the event some more to reach the extension.
    /// </summary>
    public const int ToleranceMilliseconds = 25;

    private const int LongestShare = 600;

    private readonly Func<Measurement, bool> holds;
    private readonly string text;

    private Claim(string text, Func<Measurement, bool> holds) => (this.text, this.holds) = (text, holds);

    /// <summary>SIGKILL comes without SIGTERM.</summary>
    public static Claim NoTime { get; } = new("0 ms", measured => !measured.HasBegun);

    /// <summary>Nobody says.</summary>
    public static Claim Nothing { get; } = new("–", _ => false);

    /// <summary>The function lives on until it ends itself or the phase is over, which is far beyond every share.</summary>
    public static Claim WholePhase { get; } = new("alive, 2000 ms", measured => measured.AtLeast > LongestShare * 2);

    /// <summary>SIGKILL comes that long after SIGTERM; of several numbers any will do.</summary>
    public static Claim Share(params int[] milliseconds) =>
        new(
            $"{string.Join(" or ", milliseconds)} ms",
            measured => milliseconds.Any(share => measured.HasBegun && measured.CanHaveEndedAt(share))
        );

    public bool Holds(Measurement measured) => holds(measured);

    public override string ToString() => text;
}
