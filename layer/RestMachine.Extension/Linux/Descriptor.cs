namespace RestMachine.Extension.Linux;

/// <summary>An open socket, non-blocking: it is waited for with <c>poll</c> against a deadline.</summary>
internal sealed unsafe class Descriptor(int number) : IDisposable
{
    public int Number { get; } = number;

    public static Descriptor OpenSocket(int domain)
    {
        var number = Libc.Socket(domain, Libc.SOCK_STREAM | Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC, 0);
        return number >= 0 ? new Descriptor(number) : throw new Failure("No socket: " + SystemError.Last);
    }

    /// <summary>Readable once the process has ended, its files closed; null where it is gone, or the kernel cannot tell.</summary>
    public static Descriptor? OfProcess(int process) =>
        process > 0 && Libc.OpenProcess(process) is >= 0 and var number ? new Descriptor(number) : null;

    /// <summary>The process that connected, as the kernel knows it (unix(7), SO_PEERCRED); 0 when it cannot tell.</summary>
    public int PeerProcess
    {
        get
        {
            // struct ucred: process, user, group.
            var credentials = stackalloc int[3];
            var length = 3 * sizeof(int);
            var error = Libc.GetSocketOption(Number, Libc.SOL_SOCKET, Libc.SO_PEERCRED, credentials, &length);
            return error == 0 ? credentials[0] : 0;
        }
    }

    /// <returns>False when the deadline passed first.</returns>
    public bool Wait(short events, Deadline deadline)
    {
        while (true)
        {
            var entry = new Libc.PollEntry { Socket = Number, Events = events };
            var ready = Libc.Poll(&entry, 1, deadline.PollMilliseconds);
            if (ready > 0)
            {
                return true;
            }
            if (ready < 0 && Libc.LastError != Libc.EINTR)
            {
                throw new Failure("poll failed: " + SystemError.Last);
            }
            if (deadline.Passed)
            {
                return false;
            }
        }
    }

    /// <returns>The number of bytes, 0 at the end of the stream, or the negated error number.</returns>
    public int Receive(Span<byte> into)
    {
        fixed (byte* bytes = into)
        {
            nint count;
            while ((count = Libc.Receive(Number, bytes, into.Length, 0)) < 0 && Libc.LastError == Libc.EINTR) { }
            return count >= 0 ? (int)count : -Libc.LastError;
        }
    }

    /// <returns>The number of bytes, or the negated error number.</returns>
    public int Send(ReadOnlySpan<byte> from)
    {
        fixed (byte* bytes = from)
        {
            nint count;
            while (
                (count = Libc.Send(Number, bytes, from.Length, Libc.MSG_NOSIGNAL)) < 0 && Libc.LastError == Libc.EINTR
            ) { }
            return count >= 0 ? (int)count : -Libc.LastError;
        }
    }

    public void Dispose() => _ = Libc.Close(Number);
}
