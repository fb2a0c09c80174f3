namespace RestMachine.Extension.ExtensionsApi;

/// <param name="Reason">spindown, timeout, failure or whatever the platform calls it, in its own spelling.</param>
/// <param name="DeadlineMilliseconds">Unix time at which the shutdown phase ends, if the platform said so.</param>
internal sealed record ShutdownEvent(string Reason, long? DeadlineMilliseconds)
{
    /// <summary>The whole shutdown phase with an external extension, by AWS's documentation.</summary>
    public const long PhaseMilliseconds = 2000;

    /// <summary>The wall clock may be stale after a thaw: never more than the phase, never less than nothing.</summary>
    public long MillisecondsLeft(long wallMilliseconds) =>
        Math.Clamp((DeadlineMilliseconds ?? long.MaxValue / 2) - wallMilliseconds, 0, PhaseMilliseconds);
}
