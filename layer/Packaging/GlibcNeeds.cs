using System.Buffers.Binary;
using System.Text;

namespace RestMachine.Packaging;

/// <summary>
/// The versions of the GNU C Library that a dynamically linked file needs: the loader refuses to start it on an older one.
/// The sections are those of the Linux Standard Base, chapter "Symbol Versioning".
/// </summary>
internal static class GlibcNeeds
{
    private const string Prefix = "GLIBC_";
    private const uint DynamicSymbols = 11;
    private const uint NeededVersions = 0x6FFF_FFFE;
    private const uint SymbolVersions = 0x6FFF_FFFF;
    private const int SymbolLength = 24;
    private const int NeedLength = 16;

    /// <returns>Null for a file that needs none, such as a static one.</returns>
    public static GlibcNeed? Highest(ElfFile file)
    {
        var sections = file.Sections().ToArray();
        if (Array.Find(sections, section => section.Type == NeededVersions) is not { } needs)
        {
            return null;
        }
        var all = Read(file.Read(needs), Names(file, sections, needs));
        if (all.Count == 0)
        {
            return null;
        }
        var highest = all.MaxBy(need => need.Version);
        return new GlibcNeed(highest.Version, Symbol(file, sections, highest.Index));
    }

    private static List<(Version Version, ushort Index)> Read(ReadOnlySpan<byte> needs, ReadOnlySpan<byte> names)
    {
        var found = new List<(Version, ushort)>();
        // Records of a file that a linker made do not overlap: there are no more of them than there is room for.
        var left = needs.Length / NeedLength;
        for (
            long library = 0, next = 1;
            next != 0 && library + NeedLength <= needs.Length && left-- > 0;
            library += next
        )
        {
            var entry = needs[(int)library..];
            var at = library + BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
            next = BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
            for (long more = 1; more != 0 && at + NeedLength <= needs.Length && left-- > 0; at += more)
            {
                var version = needs[(int)at..];
                var index = BinaryPrimitives.ReadUInt16LittleEndian(version[6..]);
                more = BinaryPrimitives.ReadUInt32LittleEndian(version[12..]);
                var name = Text(names, BinaryPrimitives.ReadUInt32LittleEndian(version[8..]));
                if (
                    name.StartsWith(Prefix, StringComparison.Ordinal)
                    && Version.TryParse(name[Prefix.Length..], out var number)
                )
                {
                    found.Add((number, index));
                }
            }
        }
        return found;
    }

    private static string? Symbol(ElfFile file, ElfSection[] sections, ushort index)
    {
        var versions = Array.Find(sections, section => section.Type == SymbolVersions);
        var symbols = Array.Find(sections, section => section.Type == DynamicSymbols);
        if (versions is null || symbols is null)
        {
            return null;
        }
        var versionOf = file.Read(versions);
        var table = file.Read(symbols);
        var count = Math.Min(versionOf.Length / sizeof(ushort), table.Length / SymbolLength);
        for (var symbol = 0; symbol < count; symbol++)
        {
            // The highest bit says "hidden".
            if ((BinaryPrimitives.ReadUInt16LittleEndian(versionOf[(symbol * sizeof(ushort))..]) & 0x7FFF) == index)
            {
                var name = BinaryPrimitives.ReadUInt32LittleEndian(table[(symbol * SymbolLength)..]);
                return Text(Names(file, sections, symbols), name);
            }
        }
        return null;
    }

    private static ReadOnlySpan<byte> Names(ElfFile file, ElfSection[] sections, ElfSection of) =>
        of.Link >= 0 && of.Link < sections.Length ? file.Read(sections[of.Link]) : [];

    private static string Text(ReadOnlySpan<byte> names, uint offset)
    {
        if (offset >= names.Length)
        {
            return "";
        }
        var text = names[(int)offset..];
        var end = text.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? text : text[..end]);
    }
}
