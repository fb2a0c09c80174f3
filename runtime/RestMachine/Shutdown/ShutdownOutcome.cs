namespace RestMachine;

/// <summary>How a shutdown run stands.</summary>
public enum ShutdownOutcome
{
    /// <summary>The run has not ended yet.</summary>
    Running,

    /// <summary>Every handler and every disposal completed, and startup had ended.</summary>
    Completed,

    /// <summary>At least one handler or disposal did not complete, or a startup handler was still running.</summary>
    Failed,
}
