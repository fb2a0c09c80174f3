namespace RestMachine.Shutdown;

/// <summary>All who watch a run.</summary>
internal sealed class ShutdownObservers(IReadOnlyCollection<IShutdownObserver> observers) : IShutdownObserver
{
    public void RunBegan(string trigger, ShutdownBudget budget)
    {
        foreach (var observer in observers)
        {
            observer.RunBegan(trigger, budget);
        }
    }

    public void StepBegan(ShutdownStep step)
    {
        foreach (var observer in observers)
        {
            observer.StepBegan(step);
        }
    }

    public void StepEnded(ShutdownStep step)
    {
        foreach (var observer in observers)
        {
            observer.StepEnded(step);
        }
    }

    public void RunEnded(ShutdownReport report)
    {
        foreach (var observer in observers)
        {
            observer.RunEnded(report);
        }
    }
}
