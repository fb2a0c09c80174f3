using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>Waits for a process that another object started and has not reaped: pidfd_open(2), poll(2).</summary>
internal static partial class ProcessEnding
{
    private const nint PidfdOpen = 434;
    private const short PollIn = 1;
    private const int Interrupted = 4;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static async Task WaitAsync(int processId)
    {
        var number = (int)SystemCall(PidfdOpen, processId, 0);
        if (number < 0)
        {
            // No such process: it has been reaped.
            return;
        }

        using var descriptor = new SafeFileHandle(number, ownsHandle: true);
        (await Task.Run(() => PollOne(number))).ShouldBe(1, $"The process {processId} does not end.");
    }

    private static int PollOne(int descriptor)
    {
        var polled = new Polled { Descriptor = descriptor, Events = PollIn };
        int ready;
        do
        {
            // A signal of another child ends the call early.
            ready = Poll(ref polled, 1, (int)s_patience.TotalMilliseconds);
        } while (ready < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return ready;
    }

    private struct Polled
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint processId, nint flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref Polled polled, nuint count, int milliseconds);
}
