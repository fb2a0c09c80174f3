using System.Numerics;

namespace RestMachine.Aws.Shutdown;

/// <summary>
/// What still fits into the socket's send buffer, as the kernel counts it: nobody reads before the function is dead. Room
/// is kept for the end of every step that was told to begin, for the line that says that the receipt is full, and for the
/// closing one. Linux counts a message with its bookkeeping (socket(7), SO_SNDBUF), in powers of two.
/// </summary>
internal sealed class ReceiptRoom(int capacity)
{
    /// <summary>What the line of a step's end may take.</summary>
    public const int MaxEndBytes = 700;

    private readonly HashSet<int> _open = [];
    private int _left = capacity - Cost(ReceiptLine.MaxBytes) - Cost(0);

    /// <summary>Takes room that no line has a claim to.</summary>
    public bool TryTake(int bytes)
    {
        var fits = Cost(bytes) <= _left;
        _left -= fits ? Cost(bytes) : 0;
        return fits;
    }

    /// <summary>Takes room for a step's beginning and keeps it for its end.</summary>
    public bool TryTakeStep(int step, int bytes)
    {
        var cost = Cost(bytes) + Cost(MaxEndBytes);
        if (cost > _left)
        {
            return false;
        }

        _left -= cost;
        return _open.Add(step);
    }

    /// <summary>Whether the end of the step has its room; gives back what it does not need.</summary>
    public bool TryTakeEnd(int step, int bytes)
    {
        if (!_open.Remove(step))
        {
            return false;
        }

        _left += Cost(MaxEndBytes) - Cost(bytes);
        return true;
    }

    private static int Cost(int bytes) => 256 + (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(512, bytes + 320));
}
