using System.Buffers.Binary;

namespace RestMachine.Packaging;

/// <summary>A 64-bit little-endian ELF file, as both of Lambda's architectures use (System V gABI, chapter 4).</summary>
internal sealed class ElfFile
{
    private const int HeaderLength = 64;
    private const int SectionLength = 64;
    private readonly byte[] _content;

    private ElfFile(byte[] content) => _content = content;

    /// <summary>In Lambda's spelling: <c>x86_64</c> or <c>arm64</c>; else the header's number.</summary>
    public string Architecture =>
        Half(18) switch
        {
            62 => "x86_64",
            183 => "arm64",
            var machine => $"ELF machine {machine}",
        };

    /// <returns>Null if the content is no such file.</returns>
    public static ElfFile? TryRead(byte[] content)
    {
        ReadOnlySpan<byte> start = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        return content.Length >= HeaderLength && content.AsSpan().StartsWith(start) ? new ElfFile(content) : null;
    }

    /// <returns>What an ELF file is for that is no 64-bit little-endian one; null for all other content.</returns>
    public static string? OtherProcessor(byte[] content)
    {
        ReadOnlySpan<byte> start = [0x7F, (byte)'E', (byte)'L', (byte)'F'];
        return
            content.Length >= HeaderLength
            && content.AsSpan().StartsWith(start)
            && content is not [_, _, _, _, 2, 1, ..]
            ? "a 32-bit or big-endian processor"
            : null;
    }

    public IEnumerable<ElfSection> Sections()
    {
        var table = Long(40);
        var entrySize = Half(58);
        var count = Half(60);
        for (var index = 0; index < count && entrySize >= SectionLength; index++)
        {
            var header = table + (ulong)index * entrySize;
            if (header > (ulong)_content.Length || (ulong)_content.Length - header < SectionLength)
            {
                yield break;
            }
            yield return Section((int)header);
        }
    }

    /// <returns>Empty where the section's place is outside of the file.</returns>
    public ReadOnlySpan<byte> Read(ElfSection section) =>
        section.Offset <= (ulong)_content.Length && section.Length <= (ulong)_content.Length - section.Offset
            ? _content.AsSpan((int)section.Offset, (int)section.Length)
            : [];

    private ElfSection Section(int header) =>
        new(
            BinaryPrimitives.ReadUInt32LittleEndian(_content.AsSpan(header + 4)),
            BinaryPrimitives.ReadUInt64LittleEndian(_content.AsSpan(header + 24)),
            BinaryPrimitives.ReadUInt64LittleEndian(_content.AsSpan(header + 32)),
            (int)BinaryPrimitives.ReadUInt32LittleEndian(_content.AsSpan(header + 40))
        );

    private ushort Half(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_content.AsSpan(offset));

    private ulong Long(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(_content.AsSpan(offset));
}
