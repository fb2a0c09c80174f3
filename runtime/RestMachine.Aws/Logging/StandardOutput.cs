using System.Runtime.InteropServices;

namespace RestMachine.Aws.Logging;

/// <summary>
/// Descriptor 1 itself, as a rule: a stream over it would keep an offset of its own where output goes to a file.
/// </summary>
internal sealed partial class StandardOutput(int descriptor = 1)
{
    private const int Interrupted = 4;
    private const short PollOut = 4;
    private const int PatienceMilliseconds = 20;

    // A pipe that poll calls writable takes that much without blocking (POSIX, PIPE_BUF on Linux).
    private const int PipeBuffer = 4096;

    private bool _isCutOff;

    /// <summary>
    /// Writes everything; output that nobody reads is given up after a moment, so that a full pipe holds up no handler. A
    /// line that was cut off ends before the next one. One caller at a time.
    /// </summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (_isCutOff && !TryWrite("\n"u8, out _))
        {
            return;
        }

        _isCutOff = !TryWrite(line, out var written) && written > 0;
    }

    private bool TryWrite(ReadOnlySpan<byte> bytes, out int total)
    {
        total = 0;
        while (!bytes.IsEmpty)
        {
            var output = new PollDescriptor { Descriptor = descriptor, Events = PollOut };
            if (Poll(ref output, 1, PatienceMilliseconds) == 0)
            {
                return false;
            }

            var written = WriteOnce(
                descriptor,
                in MemoryMarshal.GetReference(bytes),
                Math.Min(bytes.Length, PipeBuffer)
            );
            if (written < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                return false;
            }

            total += (int)Math.Max(written, 0);
            bytes = bytes[(int)Math.Max(written, 0)..];
        }

        return true;
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
