using RestMachine.Extension.ExtensionsApi;
using RestMachine.Extension.Json;
using RestMachine.Extension.Linux;

namespace RestMachine.Extension.Shutdown;

/// <summary>The event with the time that this extension gives the function for it.</summary>
internal sealed class ShutdownRequest(ShutdownEvent shutdown, Deadline deadline)
{
    /// <summary>
    /// As the report writes it: AWS's documents spell the known ones in upper case, its open-source core in lower case, and
    /// an alarm should not have to know.
    /// </summary>
    public string Reason { get; } = Printable.Cut(Spell(shutdown.Reason), 200);

    /// <summary>Bounds everything that waits.</summary>
    public Deadline Deadline { get; } = deadline;

    private static string Spell(string reason) =>
        reason.ToUpperInvariant() is "SPINDOWN" or "TIMEOUT" or "FAILURE" ? reason.ToLowerInvariant() : reason;

    public string Json =>
        "{\"reason\":"
        + JsonText.Quote(shutdown.Reason)
        + ",\"deadlineMs\":"
        + (shutdown.DeadlineMilliseconds ?? Clock.WallMilliseconds + ShutdownEvent.PhaseMilliseconds)
        + "}";
}
