using RestMachine.Shutdown;

namespace RestMachine.Aws;

/// <summary>Which limit applies to which trigger: the one place that knows the platform's numbers.</summary>
/// <remarks>
/// Shares by AWS's documents: 300 ms with an external extension, 500 ms when the runtime has an internal one;
/// 2,000 ms in total. AWS's open-source core grants the runtime 600 ms.
/// </remarks>
internal static class ShutdownBudgets
{
    public static readonly TimeSpan PlatformTotal = TimeSpan.FromMilliseconds(2_000);
    public static readonly TimeSpan ShareWithInternalExtension = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan ShareWithoutInternalExtension = TimeSpan.FromMilliseconds(300);

    /// <summary>What is left of the total when the runtime has used up the largest of these shares.</summary>
    public static readonly TimeSpan RestAfterTheFunction = TimeSpan.FromMilliseconds(1_400);

    /// <summary>
    /// When a function that was handed over ends at the latest: the extension waits for it until 10 ms before the total.
    /// </summary>
    public static readonly TimeSpan ShareByHandover = TimeSpan.FromMilliseconds(1_985);

    public static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    /// <summary>The token fires before the documented share is over; the platform ends the process, not we.</summary>
    public static ShutdownBudget ForSigterm(TimeSpan timeout, bool hasInternalExtension) =>
        new(LessMargin(Min(timeout, Share(hasInternalExtension))), PlatformTotal);

    public static TimeSpan Share(bool hasInternalExtension) =>
        hasInternalExtension ? ShareWithInternalExtension : ShareWithoutInternalExtension;

    /// <summary>
    /// The deadline is not known yet, but the whole phase has just begun; the extension's POST tells it and may bring the
    /// end nearer.
    /// </summary>
    public static ShutdownBudget ForHandover(TimeSpan timeout) => ForPost(timeout, deadline: null, now: default);

    /// <summary>
    /// Handed over, but the extension has crashed, so nobody waits for the function: the environment's next start may begin
    /// at once. The share that it would have without handover, and here it is we who end the process.
    /// </summary>
    public static ShutdownBudget ForOrphan(TimeSpan timeout, bool hasInternalExtension) =>
        ForHandover(Min(timeout, Share(hasInternalExtension)));

    /// <summary>The answer leaves while the extension still waits for it.</summary>
    public static ShutdownBudget ForPost(TimeSpan timeout, DateTimeOffset? deadline, DateTimeOffset now)
    {
        var remaining = Min(timeout, PlatformTotal);
        if (deadline is { } end)
        {
            // The wall clock may be stale just after a thaw: never trust it beyond what the platform can mean. A deadline
            // that has passed would have ended this process.
            var left = end - now;
            remaining = Min(remaining, left > TimeSpan.Zero ? left : RestAfterTheFunction);
        }

        return new(LessMargin(remaining), LessMargin(remaining) + (Margin / 2));
    }

    /// <summary>Called by the user's code, in a test for example: only the user's own bound applies.</summary>
    public static ShutdownBudget ForMethod(TimeSpan timeout) => new(timeout, timeout + Margin);

    private static TimeSpan LessMargin(TimeSpan time) => time > Margin ? time - Margin : TimeSpan.Zero;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
