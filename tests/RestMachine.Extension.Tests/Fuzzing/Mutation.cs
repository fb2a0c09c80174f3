namespace RestMachine.Extension.Tests.Fuzzing;

/// <summary>Inputs near the seeds: bytes flipped, cut, doubled, moved, and pieces of two seeds joined.</summary>
internal sealed class Mutation(IReadOnlyList<byte[]> seeds, int randomSeed)
{
    private static readonly byte[][] s_tokens =
    [
        "\r\n"u8.ToArray(),
        "\n"u8.ToArray(),
        "\0"u8.ToArray(),
        "%"u8.ToArray(),
        "%C3"u8.ToArray(),
        "99999999999999999999"u8.ToArray(),
        "-1"u8.ToArray(),
        "\"\\u"u8.ToArray(),
        "{[{["u8.ToArray(),
        [0xff, 0xfe],
        [0xe2, 0x80],
    ];

    private readonly Random _random = new(randomSeed);

    public byte[] Next()
    {
        var bytes = new List<byte>(Pick(seeds));
        for (var changes = _random.Next(1, 8); changes > 0; changes--)
        {
            Change(bytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(_random.Next(1, 32), bytes.Count - at);
        switch (_random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, Pick(s_tokens));
                break;
            case 5:
                bytes.InsertRange(at, Pick(seeds).Take(_random.Next(200)));
                break;
            default:
                bytes.Insert(at, (byte)_random.Next(256));
                break;
        }
    }

    private byte[] Pick(IReadOnlyList<byte[]> from) => from[_random.Next(from.Count)];
}
