using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>
/// The receipt, opened off INIT's critical path. Lambda starts the function as soon as the extension has registered,
/// which may be before its socket stands: connecting is tried again for a while, and once more when a run begins.
/// </summary>
internal sealed class DeferredReceipt(Func<Receipt?> connect, TimeProvider time, Action absent) : IShutdownObserver
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private string _endpoint = "off";
    private IReadOnlyList<string> _handlers = [];
    private Receipt? _receipt;
    private bool _isAbsent;

    /// <summary>Connects and says hello; tries for a patient time where no extension listens yet.</summary>
    public void Open(string endpoint, IReadOnlyList<string> handlers, WaitHandle ending)
    {
        lock (_gate)
        {
            _endpoint = endpoint;
            _handlers = handlers;
        }

        var start = time.GetTimestamp();
        var pause = 1;
        while (!TryOpen() && !ending.WaitOne(pause))
        {
            if (time.GetElapsedTime(start) > s_patience)
            {
                TellAbsence();
                return;
            }

            pause *= 2;
        }
    }

    public void RunBegan(string trigger, ShutdownBudget budget)
    {
        if (!TryOpen())
        {
            TellAbsence();
        }

        _receipt?.RunBegan(trigger, budget);
    }

    public void StepBegan(ShutdownStep step) => _receipt?.StepBegan(step);

    public void StepEnded(ShutdownStep step) => _receipt?.StepEnded(step);

    public void RunEnded(ShutdownReport report) => _receipt?.RunEnded(report);

    private void TellAbsence()
    {
        if (!Interlocked.Exchange(ref _isAbsent, true))
        {
            absent();
        }
    }

    private bool TryOpen()
    {
        lock (_gate)
        {
            if (_receipt is null && connect() is { } receipt)
            {
                receipt.Hello(_endpoint, _handlers);
                _receipt = receipt;
            }

            return _receipt is not null;
        }
    }
}
