using RestMachine.Extension.ExtensionsApi;
using RestMachine.Extension.Json;
using RestMachine.Extension.Linux;

namespace RestMachine.Extension.Shutdown;

/// <summary>The event with the time that this extension gives the function for it.</summary>
internal sealed class ShutdownRequest(ShutdownEvent shutdown, long budgetMilliseconds, Deadline deadline)
{
    public string Reason { get; } = Printable.Of(shutdown.Reason);
    public long BudgetMilliseconds { get; } = budgetMilliseconds;

    /// <summary>Bounds everything that waits.</summary>
    public Deadline Deadline { get; } = deadline;

    public string Json =>
        "{\"reason\":"
        + JsonText.Quote(shutdown.Reason)
        + ",\"deadlineMs\":"
        + (shutdown.DeadlineMilliseconds ?? Clock.WallMilliseconds + ShutdownEvent.PhaseMilliseconds)
        + "}";
}
