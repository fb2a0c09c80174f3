namespace RestMachine.Shutdown;

/// <summary>A square of bits, a row for each handler: who comes before whom.</summary>
internal sealed class BitMatrix(int size)
{
    private readonly ulong[][] _rows = [.. Enumerable.Range(0, size).Select(_ => new ulong[(size + 63) / 64])];

    public int Size => size;

    public bool this[int row, int column]
    {
        get => (_rows[row][column / 64] >> (column % 64) & 1) != 0;
        set
        {
            var bit = 1UL << (column % 64);
            _rows[row][column / 64] = value ? _rows[row][column / 64] | bit : _rows[row][column / 64] & ~bit;
        }
    }

    /// <summary>Also whom one reaches through others.</summary>
    public BitMatrix Closure()
    {
        var closure = Copy();
        for (var middle = 0; middle < size; middle++)
        {
            for (var from = 0; from < size; from++)
            {
                if (closure[from, middle])
                {
                    Add(closure._rows[from], closure._rows[middle]);
                }
            }
        }

        return closure;
    }

    /// <summary>Without what is reached through others anyway; there must be no circle.</summary>
    public BitMatrix Reduction()
    {
        var reaches = Closure();
        var reduced = Copy();
        var indirect = new ulong[(size + 63) / 64];
        for (var from = 0; from < size; from++)
        {
            Array.Clear(indirect);
            for (var next = 0; next < size; next++)
            {
                if (this[from, next])
                {
                    Add(indirect, reaches._rows[next]);
                }
            }

            for (var word = 0; word < indirect.Length; word++)
            {
                reduced._rows[from][word] &= ~indirect[word];
            }
        }

        return reduced;
    }

    private static void Add(ulong[] row, ulong[] other)
    {
        for (var word = 0; word < row.Length; word++)
        {
            row[word] |= other[word];
        }
    }

    private BitMatrix Copy()
    {
        var copy = new BitMatrix(size);
        for (var row = 0; row < size; row++)
        {
            _rows[row].CopyTo(copy._rows[row], 0);
        }

        return copy;
    }
}
