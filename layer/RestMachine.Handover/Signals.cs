using System.Runtime.InteropServices;

namespace RestMachine.Handover;

/// <summary>
/// What Lambda sends to the runtime is meant for the function and is passed on. SIGTERM then ends this process at once; it
/// is passed on as well, so that a function that knows nothing of all this ends too.
/// </summary>
internal static unsafe class Signals
{
    private const int Terminate = 15;
    private const int ChildEnded = 17;
    private const int Last = 64;

    private static volatile int s_group;
    private static volatile bool s_isOver;
    private static long s_pending;
    private static SignalSet s_inherited;

    /// <summary>SIGTERM has come: however the function ends now, this process ends with 0.</summary>
    public static bool IsOver => s_isOver;

    /// <summary>What the mask was before, which is the function's.</summary>
    public static SignalSet Inherited => s_inherited;

    public static SignalSet Caught { get; } = AllCaught();

    /// <summary>
    /// This thread, which runs managed code, is never interrupted: the signals are taken by the runtime's other one, which
    /// waits, and where managed code may therefore be called. Where the one that started this process ignores SIGCHLD, this
    /// one would not learn how the function ended (waitpid(2), ECHILD).
    /// </summary>
    public static void Catch()
    {
        var all = Caught;
        fixed (SignalSet* inherited = &s_inherited)
        {
            _ = Libc.SetMask(Libc.SIG_BLOCK, &all, inherited);
        }
        var action = new SignalAction
        {
            Handler = &OnSignal,
            Mask = all,
            Flags = Libc.SA_RESTART,
        };
        for (var signal = 1; signal <= Last; signal++)
        {
            if (IsCaught(signal))
            {
                _ = Libc.SetAction(signal, &action, null);
            }
        }
        action = default;
        _ = Libc.SetAction(ChildEnded, &action, null);
    }

    /// <summary>From now on, and what has come already.</summary>
    public static void PassOnTo(FunctionProcess function)
    {
        s_group = function.Id;
        PassOn();
    }

    // SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE and SIGSEGV would be faults of this program, SIGKILL and SIGSTOP cannot be
    // caught, SIGCHLD tells of the function, and the first real-time signals are glibc's and .NET's own.
    private static bool IsCaught(int signal) =>
        signal is not (4 or 5 or 6 or 7 or 8 or 9 or 11 or ChildEnded or 19 or 32 or 33 or 34);

    private static SignalSet AllCaught()
    {
        var signals = new SignalSet();
        for (var signal = 1; signal <= Last; signal++)
        {
            if (IsCaught(signal))
            {
                signals.Add(signal);
            }
        }
        return signals;
    }

    [UnmanagedCallersOnly]
    private static void OnSignal(int signal)
    {
        _ = Interlocked.Or(ref s_pending, Bit(signal));
        PassOn();
    }

    private static void PassOn()
    {
        if (s_group == 0)
        {
            return;
        }
        var signals = Interlocked.Exchange(ref s_pending, 0);
        // First: the function may end, and be mirrored, before this goes on.
        s_isOver |= (signals & Bit(Terminate)) != 0;
        for (var signal = 1; signal <= Last; signal++)
        {
            if ((signals & Bit(signal)) != 0)
            {
                _ = Libc.Kill(-s_group, signal);
            }
        }
        if (s_isOver)
        {
            Libc.Exit(0);
        }
    }

    private static long Bit(int signal) => 1L << (signal - 1);
}
