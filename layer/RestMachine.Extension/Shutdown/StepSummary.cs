using RestMachine.Extension.Json;

namespace RestMachine.Extension.Shutdown;

/// <summary>How one handler or disposal fared.</summary>
internal sealed record StepSummary(string Name, string Outcome)
{
    public bool IsHandler { get; init; } = true;
    public long? Microseconds { get; init; }
    public string? Error { get; init; }

    public string Describe() =>
        (IsHandler ? "" : "disposal of ")
        + Printable.Of(Name)
        + " "
        + Verb
        + (Microseconds is { } time ? " after " + Thousandths.Format(time) + " ms" : "")
        + (Error is { Length: > 0 } ? " (" + Printable.Of(Error) + ")" : "");

    private string Verb =>
        Outcome switch
        {
            RunOutcome.Failed => "failed",
            RunOutcome.TimedOut => "timed out",
            "not_disposed" => "was not done",
            RunOutcome.Unfinished => "was still running",
            RunOutcome.Skipped => "was skipped",
            _ => "ended as " + Printable.Of(Outcome),
        };
}
