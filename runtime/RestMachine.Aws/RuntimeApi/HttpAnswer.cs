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

    public HttpFields Fields => new(_fields);

    public ReadOnlyMemory<byte> Body { get; }

    public bool KeepsConnection { get; }

    /// <summary>The field's value; null when it is absent or blank.</summary>
    public string? Field(ReadOnlySpan<byte> name) =>
        TryFind(_fields, name, out var value) && !value.IsEmpty ? Encoding.UTF8.GetString(value) : null;

    /// <summary>Finds a field by its name in any case.</summary>
    public static bool TryFind(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (var (found, text) in new HttpFields(fields))
        {
            if (Ascii.EqualsIgnoreCase(found, name))
            {
                value = text;
                return true;
            }
        }

        value = default;
        return false;
    }
}
