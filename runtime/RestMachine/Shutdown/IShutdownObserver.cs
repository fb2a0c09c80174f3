namespace RestMachine.Shutdown;

/// <summary>Hears of every step of a run as it happens; called on the run's own threads.</summary>
internal interface IShutdownObserver
{
    void RunBegan(string trigger, ShutdownBudget budget);

    /// <summary>A later trigger brought the run's end nearer; the budget counts from the run's beginning.</summary>
    void RunShortened(string trigger, ShutdownBudget budget);

    void StepBegan(ShutdownStep step);

    void StepEnded(ShutdownStep step);

    void RunEnded(ShutdownReport report);
}
