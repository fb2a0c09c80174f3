using System.Runtime.InteropServices;

namespace RestMachine.Aws.Logging;

/// <summary>Descriptor 1 itself: a stream over it would keep an offset of its own where output goes to a file.</summary>
internal static partial class StandardOutput
{
    private const int Interrupted = 4;
    private const short PollOut = 4;
    private const int PatienceMilliseconds = 20;

    /// <summary>
    /// Writes everything; output that nobody reads is given up after a moment, so that a full pipe holds up no handler.
    /// </summary>
    public static void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var output = new PollDescriptor { Descriptor = 1, Events = PollOut };
            if (Poll(ref output, 1, PatienceMilliseconds) == 0)
            {
                return;
            }

            var written = WriteOnce(1, in MemoryMarshal.GetReference(bytes), bytes.Length);
            if (written < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                return;
            }

            bytes = bytes[(int)Math.Max(written, 0)..];
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteOnce(int descriptor, in byte bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }
}
