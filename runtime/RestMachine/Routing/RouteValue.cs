using System.Runtime.InteropServices;

namespace RestMachine.Routing;

/// <summary>Where in the path a parameter's value stands; it becomes text only when a handler asks for it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RouteValue(int Start, int Length)
{
    public ReadOnlySpan<char> In(string path)
    {
        var raw = path.AsSpan(Start, Length);
        return raw.Contains('%') ? Uri.UnescapeDataString(raw) : raw;
    }
}
