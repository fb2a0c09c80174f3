using System.Text;
using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// Names of header fields. Events bring the same ones again and again: a name is made once, as long as no other takes its
/// place.
/// </summary>
internal static class FieldNames
{
    private const int Places = 64;
    private const int Longest = 64;

    // Shared by all pollers without a lock: whoever writes a place writes a whole name, and a name is compared when read.
    private static readonly string?[] s_names = new string?[Places];

    /// <summary>The name of the member at hand.</summary>
    public static string Of(ref Utf8JsonReader json)
    {
        var name = json.ValueSpan;
        if (name.Length is 0 or > Longest || json.ValueIsEscaped)
        {
            return json.GetString()!;
        }

        ref var place = ref s_names[
            (((((name[0] * 31) + name[^1]) * 31) + name[name.Length / 2]) * 31 + name.Length) % Places
        ];
        return place is { } known && Ascii.Equals(name, known) ? known : place = json.GetString()!;
    }
}
