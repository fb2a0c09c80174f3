namespace RestMachine.Aws.RuntimeApi;

internal readonly ref struct HttpField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
{
    private readonly ReadOnlySpan<byte> _name = name;
    private readonly ReadOnlySpan<byte> _value = value;

    /// <summary>The value without the white space around it; empty where it is blank.</summary>
    public void Deconstruct(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = _name;
        value = _value;
    }
}
