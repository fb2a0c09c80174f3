namespace RestMachine.Extension.Linux;

/// <summary>Whole lines to file 1, where Lambda reads the log of an extension.</summary>
internal static unsafe class StandardOutput
{
    /// <summary>pipe(7), PIPE_BUF.</summary>
    private const int PipeBuffer = 4096;

    /// <summary>What a log line is worth.</summary>
    private const long PatienceMilliseconds = 100;

    public static void Write(ReadOnlySpan<byte> line) => Write(1, line);

    internal static void Write(int file, ReadOnlySpan<byte> line)
    {
        var output = new Descriptor(file);
        var patience = Deadline.After(PatienceMilliseconds);
        fixed (byte* bytes = line)
        {
            for (nint written = 0; written < line.Length; )
            {
                // A full pipe must not hold up INIT or the shutdown. One that has room takes this much without blocking.
                if (!output.Wait(Libc.POLLOUT, patience))
                {
                    return;
                }
                var count = Libc.Write(file, bytes + written, Math.Min(line.Length - written, PipeBuffer));
                if (count > 0)
                {
                    written += count;
                    patience = Deadline.After(PatienceMilliseconds);
                }
                else if (count == 0 || Libc.LastError is not (Libc.EINTR or Libc.EAGAIN) || patience.Passed)
                {
                    // Nobody reads the log any more: there is no one to tell.
                    return;
                }
            }
        }
    }
}
