namespace RestMachine.Extension.Linux;

/// <summary>Whole lines to file 1, where Lambda reads the log of an extension.</summary>
internal static unsafe class StandardOutput
{
    public static void Write(ReadOnlySpan<byte> line) => Write(1, line);

    internal static void Write(int file, ReadOnlySpan<byte> line)
    {
        fixed (byte* bytes = line)
        {
            for (nint written = 0; written < line.Length; )
            {
                var count = Libc.Write(file, bytes + written, line.Length - written);
                if (count > 0)
                {
                    written += count;
                }
                else if (count < 0 && Libc.LastError == Libc.EAGAIN)
                {
                    // Somebody made the pipe non-blocking: wait for room, but never longer than a log line is worth.
                    if (!new Descriptor(file).Wait(Libc.POLLOUT, Deadline.After(100)))
                    {
                        return;
                    }
                }
                else if (count == 0 || Libc.LastError != Libc.EINTR)
                {
                    // Nobody reads the log any more: there is no one to tell.
                    return;
                }
            }
        }
    }
}
