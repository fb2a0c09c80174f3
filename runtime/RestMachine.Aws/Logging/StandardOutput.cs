using System.Runtime.InteropServices;

namespace RestMachine.Aws.Logging;

/// <summary>Descriptor 1 itself: a stream over it would keep an offset of its own where output goes to a file.</summary>
internal static partial class StandardOutput
{
    private const int Interrupted = 4;

    /// <summary>Writes everything; output that nobody reads any more is given up.</summary>
    public static void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
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
}
