using System.Runtime.InteropServices;

namespace RestMachine.Aws.Shutdown;

/// <summary>
/// The program restmachine-handover has started this function and stands in its place: it ends at SIGTERM, and the function
/// lives on until the shutdown's deadline.
/// </summary>
internal sealed partial class Handover
{
    private const int ParentDeathSignal = 1;
    private const int Terminate = 15;
    private const int NoSuchProcess = 3;

    // As for the internal extension's registration: INIT does not hang because of an extra.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _orphaned = new();
    private readonly ManualResetEventSlim _greeted = new();
    private readonly int _wrapper;

    private Handover(int wrapper) => _wrapper = wrapper;

    /// <summary>Null where the function is on its own: also in a child of a function, which inherits its variables.</summary>
    /// <param name="wrapper">The process that says it has started this one.</param>
    public static Handover? By(int? wrapper) =>
        wrapper is { } process && OperatingSystem.IsLinux() && (Parent() == process || IsGone(process))
            ? new Handover(process)
            : null;

    /// <summary>Whether the wrapper is gone: the extension's POST may be here before the signal is.</summary>
    public bool HasHappened => Parent() != _wrapper;

    /// <summary>
    /// Fires when the function begins to end. To Lambda it has ended already: another <c>next</c>, or the one that waits,
    /// would steal an event of the environment's next start.
    /// </summary>
    public CancellationToken Orphaned => _orphaned.Token;

    public void BeginEnd() => _orphaned.Cancel();

    /// <summary>The extension has the hello, by which it knows that it has to wait for this process; or there is none.</summary>
    public void Greeted() => _greeted.Set();

    public void WaitUntilGreeted() => _greeted.Wait(s_patience);

    /// <summary>
    /// Has the kernel send SIGTERM when the wrapper is gone, however it ended; blocks its thread, on which this depends
    /// (prctl(2), PR_SET_PDEATHSIG), for the life of the process.
    /// </summary>
    /// <param name="orphaned">Called where it was gone before.</param>
    public void Watch(Action orphaned)
    {
        _ = Control(ParentDeathSignal, Terminate);
        if (HasHappened)
        {
            orphaned();
        }

        Thread.CurrentThread.Join();
    }

    private static bool IsGone(int process) => Kill(process, 0) != 0 && Marshal.GetLastPInvokeError() == NoSuchProcess;

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int Parent();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint value);
}
