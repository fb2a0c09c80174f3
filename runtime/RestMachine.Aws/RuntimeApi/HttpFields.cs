namespace RestMachine.Aws.RuntimeApi;

/// <summary>Header fields as they came, one after another; lines without a colon are passed over.</summary>
internal ref struct HttpFields(ReadOnlySpan<byte> fields)
{
    private ReadOnlySpan<byte> _rest = fields;

    public HttpField Current { get; private set; }

    public readonly HttpFields GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((byte)'\n');
            var line = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon > 0)
            {
                Current = new HttpField(line[..colon], line[(colon + 1)..].Trim(" \t\r"u8));
                return true;
            }
        }

        return false;
    }
}
