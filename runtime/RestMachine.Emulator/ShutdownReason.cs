namespace RestMachine.Emulator;

/// <summary>The <c>shutdownReason</c> of the SHUTDOWN event.</summary>
public enum ShutdownReason
{
    /// <summary>The environment was idle long enough.</summary>
    Spindown,

    /// <summary>An invocation or the init phase ran out of time.</summary>
    Timeout,

    /// <summary>The function or an extension failed.</summary>
    Failure,
}
