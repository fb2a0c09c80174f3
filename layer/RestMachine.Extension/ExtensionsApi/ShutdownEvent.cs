namespace RestMachine.Extension.ExtensionsApi;

internal sealed class ShutdownEvent(string reason, long? deadlineMilliseconds)
{
    /// <summary>The whole shutdown phase with an external extension, by AWS's documentation.</summary>
    public const long PhaseMilliseconds = 2000;

    /// <summary>spindown, timeout, failure or whatever the platform calls it, in its own spelling.</summary>
    public string Reason => reason;

    /// <summary>Unix time at which the shutdown phase ends, if the platform said so.</summary>
    public long? DeadlineMilliseconds => deadlineMilliseconds;

    /// <summary>
    /// What is left of the phase when the function has used up its share, the largest of those that AWS's documents and
    /// its open-source core name: 600 ms.
    /// </summary>
    public const long MillisecondsAfterTheFunction = PhaseMilliseconds - 600;

    /// <summary>
    /// The wall clock may be stale after a thaw: never more than the phase. And a deadline that has passed would have
    /// ended this process: what remains by the documents is a better guess than nothing.
    /// </summary>
    public long MillisecondsLeft(long wallMilliseconds) =>
        (deadlineMilliseconds ?? long.MaxValue / 2) - wallMilliseconds is > 0 and var left
            ? Math.Min(left, PhaseMilliseconds)
            : MillisecondsAfterTheFunction;
}
