using RestMachine.Extension.Linux;

namespace RestMachine.Extension.Receipts;

/// <summary>One accepted connection: the kernel has kept what was sent, even by a process that was killed since.</summary>
internal sealed class ReceiptConnection(Descriptor socket) : IDisposable
{
    /// <summary>The contract allows 201 lines of 1,024 bytes; whoever sends more is not ours.</summary>
    public const int MaxBytes = 256 * 1024;

    private byte[] content = new byte[4096];
    private int length;

    /// <summary>The peer still holds its end: by the contract that is a function that lives.</summary>
    public bool Alive { get; private set; } = true;

    public Receipt? Receipt { get; private set; }

    /// <summary>Takes what has come, without waiting.</summary>
    public void Drain()
    {
        while (Alive && length < MaxBytes)
        {
            if (length == content.Length)
            {
                Array.Resize(ref content, length * 2);
            }
            var count = socket.Receive(content.AsSpan(length));
            if (count == -Libc.EAGAIN)
            {
                break;
            }
            Alive = count > 0;
            length += Math.Max(count, 0);
        }
        Receipt = ReceiptReader.Read(content.AsSpan(0, length));
    }

    /// <summary>Waits for the run to be over, or the function, or the time.</summary>
    public void WaitForEnd(Deadline deadline)
    {
        while (Alive && Receipt?.Done is null && length < MaxBytes && socket.Wait(Libc.POLLIN, deadline))
        {
            Drain();
        }
    }

    public void Dispose() => socket.Dispose();
}
