using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>
/// The receipt, opened off INIT's critical path. Lambda starts the function as soon as the extension has registered,
/// which may be before its socket stands: connecting is tried again for a while, and once more when a run begins.
/// </summary>
internal sealed class DeferredReceipt(Func<Receipt?> connect, TimeProvider time, Action absent) : IShutdownObserver
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<string> _handlers = [];
    private string _endpoint = "off";
    private Receipt? _receipt;
    private readonly List<ShutdownReport> _ended = [];
    private bool _isAbsent;
    private bool _hasBegun;
    private int _applications;

    /// <summary>Whether the function lives on when Lambda has ended the process that it started.</summary>
    public bool IsHandedOver { get; init; }

    /// <summary>One application more whose handlers are announced, and whose run must end before all is done.</summary>
    public void Expect(IReadOnlyCollection<string> handlers)
    {
        lock (_gate)
        {
            _applications++;
            _handlers.AddRange(handlers);
            _receipt?.Add(_handlers.Count, handlers);
        }
    }

    /// <summary>Connects and says hello; tries for a patient time where no extension listens yet.</summary>
    public void Open(string endpoint, WaitHandle ending)
    {
        lock (_gate)
        {
            _endpoint = endpoint;
        }

        var start = time.GetTimestamp();
        for (var pause = 1; ; pause *= 2)
        {
            // Before the attempt: after a freeze, which takes longer than any patience, there is one more.
            var isLast = time.GetElapsedTime(start) > s_patience;
            if (TryOpen())
            {
                return;
            }

            if (isLast)
            {
                TellAbsence();
                return;
            }

            if (ending.WaitOne(pause))
            {
                return;
            }
        }
    }

    /// <summary>Connects again where the extension that had the receipt is gone.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            if (DropLost())
            {
                TryOpen();
            }
        }
    }

    /// <summary>Whether an extension has it, or has just been given it.</summary>
    public bool IsHeld()
    {
        lock (_gate)
        {
            DropLost();
            return TryOpen();
        }
    }

    public void RunBegan(string trigger, ShutdownBudget budget)
    {
        lock (_gate)
        {
            if (_hasBegun)
            {
                return;
            }

            _hasBegun = true;
            if (!IsHeld())
            {
                TellAbsence();
            }

            _receipt?.RunBegan(trigger, budget);
        }
    }

    public void RunShortened(string trigger, ShutdownBudget budget) => _receipt?.RunShortened(trigger, budget);

    public void StepBegan(ShutdownStep step) => _receipt?.StepBegan(step);

    public void StepEnded(ShutdownStep step) => _receipt?.StepEnded(step);

    /// <summary>The receipt has one run and one end, however many applications the process holds.</summary>
    public void RunEnded(ShutdownReport report)
    {
        lock (_gate)
        {
            _ended.Add(report);
            if (_ended.Count == _applications)
            {
                _receipt?.RunEnded(Combined());
            }
        }
    }

    private ShutdownReport Combined() =>
        _ended[0] with
        {
            Outcome = ShutdownAnswer.Combined(_ended),
            Handlers = [.. _ended.SelectMany(report => report.Handlers)],
            Disposals = [.. _ended.SelectMany(report => report.Disposals)],
            Startup = [.. _ended.SelectMany(report => report.Startup)],
            Duration = _ended.Max(report => report.Duration),
        };

    /// <summary>An extension that was started anew has a socket of its own.</summary>
    private bool DropLost()
    {
        if (_receipt is not { IsLost: true } lost)
        {
            return false;
        }

        _receipt = null;
        lost.Dispose();
        return true;
    }

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
                receipt.Hello(_endpoint, _handlers, IsHandedOver);
                _receipt = receipt;
            }

            return _receipt is not null;
        }
    }
}
