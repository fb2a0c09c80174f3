namespace RestMachine;

/// <summary>How one shutdown handler or disposal stands.</summary>
public enum StepOutcome
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Begun and not ended; in a finished report: still running when the run's time was over.</summary>
    Unfinished,

    /// <summary>Ended without an exception; a handler, before its token fired.</summary>
    Completed,

    /// <summary>Ended with an exception.</summary>
    Failed,

    /// <summary>A handler that ended after its token had fired.</summary>
    TimedOut,

    /// <summary>Not run: a startup value that it needs never came to be.</summary>
    Skipped,

    /// <summary>A disposal left out because a handler or request still held the value.</summary>
    NotDisposed,
}
