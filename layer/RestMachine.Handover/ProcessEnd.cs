namespace RestMachine.Handover;

/// <summary>How the function ended, as waitpid(2) tells it.</summary>
internal readonly unsafe struct ProcessEnd(int status)
{
    /// <summary>Ends this process by the same signal; returns the exit code where there was none.</summary>
    public int Mirror()
    {
        var signal = status & 0x7F;
        if (signal == 0)
        {
            return (status >> 8) & 0xFF;
        }
        // What there is to see in a core dump, the function's has.
        _ = Libc.Control(Libc.PR_SET_DUMPABLE, 0);
        var usual = new SignalAction();
        var signals = new SignalSet();
        signals.Add(signal);
        _ = Libc.SetAction(signal, &usual, null);
        _ = Libc.SetMask(Libc.SIG_UNBLOCK, &signals, null);
        _ = Libc.Raise(signal);
        return 128 + signal;
    }
}
