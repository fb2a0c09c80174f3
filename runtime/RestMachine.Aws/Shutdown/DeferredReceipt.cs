using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>The receipt, connected while startup is already running: a run that comes first waits for it briefly.</summary>
internal sealed class DeferredReceipt : IShutdownObserver
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(50);

    private readonly ManualResetEventSlim _settled = new();
    private Receipt? _receipt;

    public void Connect(int port, TimeProvider time) => _receipt = Receipt.Connect(port, time);

    /// <summary>False where no extension listens.</summary>
    public bool Hello(string endpoint, IEnumerable<string> handlers)
    {
        _receipt?.Hello(endpoint, handlers);
        _settled.Set();
        return _receipt is not null;
    }

    public void RunBegan(string trigger, ShutdownBudget budget)
    {
        _settled.Wait(s_patience);
        _receipt?.RunBegan(trigger, budget);
    }

    public void StepBegan(ShutdownStep step) => _receipt?.StepBegan(step);

    public void StepEnded(ShutdownStep step) => _receipt?.StepEnded(step);

    public void RunEnded(ShutdownReport report) => _receipt?.RunEnded(report);
}
