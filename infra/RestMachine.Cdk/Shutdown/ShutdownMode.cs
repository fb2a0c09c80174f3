namespace RestMachine.Cdk;

/// <summary>How much of the shutdown phase a function's handlers get.</summary>
public enum ShutdownMode
{
    /// <summary>
    /// The share that AWS documents: 500 ms after SIGTERM with RestMachine's library in the function, 300 ms without.
    /// </summary>
    Signal,

    /// <summary>
    /// Experimental, and unproven on AWS: nearly the whole 2 s. The layer's program restmachine-handover stands where Lambda
    /// expects the runtime and lets the function outlive it. Where Lambda ends the function too, its handlers have less than
    /// with <see cref="Signal"/>. For .NET functions with RestMachine's library; docs/handover.md.
    /// </summary>
    Handover,
}
