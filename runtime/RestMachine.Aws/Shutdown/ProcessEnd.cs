using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using RestMachine.Aws.Logging;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>Ends the process with code 0, in time, whatever others registered on <c>ProcessExit</c>.</summary>
internal static partial class ProcessEnd
{
    private static readonly object s_gate = new();
    private static long s_deadline = long.MaxValue;
    private static bool s_watching;

    /// <summary>A signal or a POST has begun to end the process: no invocation is asked for any more.</summary>
    public static bool HasBegun { get; private set; }

    /// <summary>Blocks for what is left of the process's life once its end has begun.</summary>
    public static void ParkIfBegun()
    {
        if (HasBegun)
        {
            Thread.CurrentThread.Join();
        }
    }

    /// <summary>As <see cref="ParkIfBegun"/>, without a thread.</summary>
    public static Task ParkIfBegunAsync() => HasBegun ? new TaskCompletionSource().Task : Task.CompletedTask;

    public static void Begin() => HasBegun = true;

    /// <summary>The process ends by then at the latest; a later call can only bring the end nearer.</summary>
    public static void By(TimeSpan fromNow)
    {
        Begin();
        lock (s_gate)
        {
            s_deadline = Math.Min(s_deadline, Environment.TickCount64 + (long)fromNow.TotalMilliseconds);
            Monitor.PulseAll(s_gate);
            if (s_watching)
            {
                return;
            }

            s_watching = true;
        }

        var watchdog = new Thread(Watch, maxStackSize: 128 * 1024)
        {
            IsBackground = true,
            Name = "RestMachine watchdog",
        };
        if (!watchdog.TryStart())
        {
            // The next call tries again, and the platform ends the process in any case.
            s_watching = false;
        }
    }

    /// <summary>Runs <c>ProcessExit</c> handlers as far as the time allows.</summary>
    [DoesNotReturn]
    public static void Exit(TimeSpan atMost, FunctionLog log)
    {
        By(atMost);
        try
        {
            Console.Out.Flush();
        }
        catch (Exception exception)
        {
            // The user's own writer, which shutdown may have disposed: no reason to end in any other way.
            log.Warn($"Console.Out could not be flushed before the exit: {StepError.MessageOf(exception)}");
        }

        Environment.Exit(0);
    }

    private static void Watch()
    {
        lock (s_gate)
        {
            long left;
            while ((left = s_deadline - Environment.TickCount64) > 0)
            {
                Monitor.Wait(s_gate, (int)Math.Min(left, int.MaxValue));
            }
        }

        ExitNow(0);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int code);
}
