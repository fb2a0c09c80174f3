using System.Runtime.InteropServices;

namespace RestMachine.Aws.Events;

/// <summary>Where in an event's bytes a value stands; read only if somebody asks for it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Slice(int Start, int Length)
{
    public bool IsEmpty => Length == 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> payload) => payload.Slice(Start, Length);
}
