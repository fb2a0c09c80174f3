using System.Globalization;

namespace RestMachine.Cli.Probe;

/// <summary>
/// On which clock the event's deadline is, and from when on it counts: AWS's documents name the phase's 2,000 ms, its
/// open-source core takes the wall clock at the phase's beginning.
/// </summary>
internal static class DeadlineClock
{
    private const int PhaseMilliseconds = 2000;
    private const int ToleranceMilliseconds = 50;

    // From SIGTERM to the first handler: little on Lambda, more on a busy machine that compiles as it goes.
    private const int LongestWayToAHandler = 150;

    public static string Describe(Measurement measured)
    {
        if (measured is not { Event: { } shutdown, ExtensionTold: { } told })
        {
            return "–";
        }
        var elapsed = shutdown.Uptime - (measured.Began?.Uptime ?? shutdown.Uptime);
        var jump = shutdown.Wall - (measured.Began?.Wall ?? shutdown.Wall) - elapsed;
        var excess = told + elapsed - PhaseMilliseconds;
        var clock =
            excess is >= -LongestWayToAHandler and <= ToleranceMilliseconds ? "wall clock, from SIGTERM on"
            : Math.Abs(told - PhaseMilliseconds) <= ToleranceMilliseconds ? "wall clock, from the event on"
            : string.Create(CultureInfo.InvariantCulture, $"off the wall clock by {excess:+0;-0} ms");
        return Math.Abs(jump) <= ToleranceMilliseconds
            ? clock
            : string.Create(CultureInfo.InvariantCulture, $"{clock}; that was set by {jump:+0;-0} ms meanwhile");
    }
}
