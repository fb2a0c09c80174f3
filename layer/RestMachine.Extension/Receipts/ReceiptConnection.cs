using RestMachine.Extension.Linux;

namespace RestMachine.Extension.Receipts;

/// <summary>One accepted connection: the kernel has kept what was sent, even by a process that was killed since.</summary>
internal sealed class ReceiptConnection(Descriptor socket) : IDisposable
{
    /// <summary>More than docs/receipt.md lets a function send; whoever sends more is not ours.</summary>
    public const int MaxBytes = 512 * 1024;

    private const long PeerCheckMilliseconds = 50;
    private const long KillMilliseconds = 5;

    private readonly ReceiptReader reader = new();
    private readonly int process = socket.PeerProcess;
    private readonly byte[] content = new byte[8 * ReceiptLine.MaxBytes];
    private int length;
    private int received;
    private bool isOpen = true;

    /// <summary>
    /// The peer holds its end, which by the contract it does for its life, and is a process still: one that has inherited
    /// the connection is not the function.
    /// </summary>
    public bool Alive => isOpen && Libc.ProcessExists(process);

    public Receipt? Receipt => reader.Receipt;

    /// <summary>How many other connections said hello.</summary>
    public int Rivals { get; set; }

    /// <summary>Takes what has come, without waiting.</summary>
    public void Drain()
    {
        while (isOpen && received < MaxBytes)
        {
            var count = socket.Receive(content.AsSpan(length));
            if (count == -Libc.EAGAIN)
            {
                return;
            }
            isOpen = count > 0;
            Take(Math.Max(count, 0));
        }
    }

    /// <summary>Waits for the run to be over, or the function, or the time.</summary>
    public void WaitForEnd(Deadline deadline)
    {
        // The deadline is looked at even when bytes keep coming: a peer that drips must not hold us.
        while (Alive && Receipt?.Done is null && received < MaxBytes && !deadline.Passed)
        {
            _ = socket.Wait(Libc.POLLIN, deadline.AtMost(PeerCheckMilliseconds));
            Drain();
        }
        Drain();
    }

    /// <summary>
    /// Waits until the function has ended, and ends it when the time is up. Its connection closes before the last of its
    /// other files, so the process is what counts.
    /// </summary>
    /// <returns>False where it had to.</returns>
    public bool WaitForExit(Deadline deadline)
    {
        using var exit = Descriptor.OfProcess(process);
        if (exit is null || exit.Wait(Libc.POLLIN, deadline))
        {
            return true;
        }
        _ = Libc.KillProcess(process);
        _ = exit.Wait(Libc.POLLIN, Deadline.After(KillMilliseconds));
        return false;
    }

    private void Take(int count)
    {
        received += count;
        length += count;
        var taken = reader.Take(content.AsSpan(0, length));
        content.AsSpan(taken, length - taken).CopyTo(content);
        length -= taken;
        if (!isOpen)
        {
            reader.TakeTorn(content.AsSpan(0, length));
        }
        // A line that fills all this is far too long: enough of it is kept to know that when its end comes.
        length = length == content.Length ? ReceiptLine.MaxBytes : length;
    }

    public void Dispose() => socket.Dispose();
}
