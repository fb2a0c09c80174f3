namespace RestMachine.Extension.Shutdown;

/// <summary>The outcomes of the protocol and those that only a witness can tell; a newer function may name others.</summary>
internal static class RunOutcome
{
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string TimedOut = "timed_out";
    public const string Skipped = "skipped";
    public const string NotDisposed = "not_disposed";
    public const string Unfinished = "unfinished";
    public const string NotRun = "not_run";
    public const string NoFunction = "no_function";
}
