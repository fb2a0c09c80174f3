using RestMachine.Extension.Json;

namespace RestMachine.Extension.Shutdown;

/// <summary>How one handler, disposal or startup handler fared.</summary>
internal sealed class StepSummary(string name, string outcome)
{
    public string Name { get; } = name;
    public string Outcome { get; } = outcome;
    public string Kind { get; init; } = StepKind.Handler;

    /// <summary>It began only when the token of the run had fired.</summary>
    public bool IsLate { get; init; }

    /// <summary>For an unfinished one, how long it has been running; null too when it never began.</summary>
    public long? Microseconds { get; init; }

    /// <summary>False for a handler that the function has announced and of which nothing else was heard.</summary>
    public bool HasBegun { get; init; } = true;

    /// <summary>The exception's type.</summary>
    public string? Error { get; init; }

    public string? Message { get; init; }

    /// <summary>For a skipped handler, the startup value that never came to be.</summary>
    public string? MissingValue { get; init; }

    public string Describe() =>
        (Kind is StepKind.Handler ? "" : Kind is StepKind.Disposal ? "disposal of " : "startup handler ")
        + Quoted.Of(Name)
        + Outcome switch
        {
            RunOutcome.Completed => " completed" + After,
            RunOutcome.Failed => " failed" + After,
            RunOutcome.TimedOut => IsLate ? " came after the time was up" + Taking : " ended" + After + ", its time was up",
            RunOutcome.NotDisposed => " was not done: a handler or a request still holds it",
            RunOutcome.Unfinished => HasBegun ? " was still running" + After : " never began",
            RunOutcome.Skipped => " was skipped" + (MissingValue is null ? "" : ": " + Quoted.Of(MissingValue) + " never came to be"),
            _ => " ended as " + Quoted.Word(Outcome) + After,
        }
        + (Message is null && Error is null ? "" : " (" + Quoted.Of(Problem) + ")");

    public string Json =>
        "{\"name\":"
        + Text(Name)
        + ",\"kind\":"
        + JsonText.Quote(Kind)
        + ",\"outcome\":"
        + Text(HasBegun ? Outcome : "never_began")
        + ",\"milliseconds\":"
        + (Microseconds is { } time ? Thousandths.Format(time) : "null")
        + (Error is null ? "" : ",\"error\":" + Text(Error))
        + (Message is null ? "" : ",\"message\":" + Text(Message))
        + (MissingValue is null ? "" : ",\"value\":" + Text(MissingValue))
        + "}";

    private string Problem => Message is null ? Error! : Error is null ? Message : Printable.Cut(Error, 120) + ": " + Message;

    private string After => Microseconds is { } time ? " after " + Thousandths.Format(time) + " ms" : "";

    private string Taking => Microseconds is { } time ? " and took " + Thousandths.Format(time) + " ms" : "";

    private static string Text(string text) => JsonText.Quote(Printable.Cut(text, 200));
}
