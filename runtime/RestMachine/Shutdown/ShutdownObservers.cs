using Microsoft.Extensions.Logging;

namespace RestMachine.Shutdown;

/// <summary>All observers of a run: one that fails keeps neither the others nor the run from going on.</summary>
internal sealed class ShutdownObservers(IReadOnlyCollection<IShutdownObserver> observers, ILogger logger)
    : IShutdownObserver
{
    public void RunBegan(string trigger, ShutdownBudget budget) => Tell(observer => observer.RunBegan(trigger, budget));

    public void RunShortened(string trigger, ShutdownBudget budget) =>
        Tell(observer => observer.RunShortened(trigger, budget));

    public void StepBegan(ShutdownStep step) => Tell(observer => observer.StepBegan(step));

    public void StepEnded(ShutdownStep step) => Tell(observer => observer.StepEnded(step));

    public void RunEnded(ShutdownReport report) => Tell(observer => observer.RunEnded(report));

    private void Tell(Action<IShutdownObserver> what)
    {
        foreach (var observer in observers)
        {
            try
            {
                what(observer);
            }
#pragma warning disable CA1031 // The failure policy of shutdown: every handler runs, whoever could not be told of it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                ApplicationLog.ObserverFailed(logger, exception);
            }
        }
    }
}
