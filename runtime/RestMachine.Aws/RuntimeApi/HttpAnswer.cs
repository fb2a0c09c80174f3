using System.Text;

namespace RestMachine.Aws.RuntimeApi;

/// <summary>An answer as it stands in the reader's buffers.</summary>
internal readonly ref struct HttpAnswer
{
    private readonly ReadOnlySpan<byte> _fields;

    public HttpAnswer(int status, ReadOnlySpan<byte> fields, ReadOnlyMemory<byte> body, bool keepsConnection)
    {
        Status = status;
        _fields = fields;
        Body = body;
        KeepsConnection = keepsConnection;
    }

    public int Status { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public bool KeepsConnection { get; }

    /// <summary>The field's value; null when it is absent or blank.</summary>
    public string? Field(ReadOnlySpan<byte> name) =>
        TryFind(_fields, name, out var value) && !value.IsEmpty ? Encoding.UTF8.GetString(value) : null;

    /// <summary>Finds a field by its name in any case.</summary>
    public static bool TryFind(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (!fields.IsEmpty)
        {
            var end = fields.IndexOf("\r\n"u8);
            var line = end < 0 ? fields : fields[..end];
            fields = end < 0 ? default : fields[(end + 2)..];
            var isField = line.Length > name.Length && line[name.Length] == (byte)':';
            if (isField && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                value = line[(name.Length + 1)..].Trim(" \t"u8);
                return true;
            }
        }

        value = default;
        return false;
    }
}
