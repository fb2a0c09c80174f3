using System.Buffers;
using System.Diagnostics;

namespace RestMachine.Aws.Invocations;

/// <summary>
/// AWS X-Ray's header as the parent of an activity: <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;
/// Sampled=1</c>, where the root without version and dashes is the trace id of W3C.
/// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
/// </summary>
internal static class XRayParent
{
    private static readonly SearchValues<char> s_hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Nothing where the header names no parent, or is none.</summary>
    public static ActivityContext Read(ReadOnlySpan<char> header)
    {
        ReadOnlySpan<char> root = default,
            parent = default;
        var flags = ActivityTraceFlags.None;
        foreach (var range in header.Split(';'))
        {
            var field = header[range].Trim();
            if (field.StartsWith("Root=1-"))
            {
                root = field[7..];
            }
            else if (field.StartsWith("Parent="))
            {
                parent = field[7..];
            }
            else if (field.SequenceEqual("Sampled=1"))
            {
                flags = ActivityTraceFlags.Recorded;
            }
        }

        if (root is not { Length: 33 } || root[8] != '-')
        {
            return default;
        }

        var traceId = $"{root[..8]}{root[9..]}";
        return IsHex(traceId, 32) && IsHex(parent, 16)
            ? new ActivityContext(
                ActivityTraceId.CreateFromString(traceId),
                ActivitySpanId.CreateFromString(parent),
                flags,
                isRemote: true
            )
            : default;
    }

    private static bool IsHex(ReadOnlySpan<char> text, int length) =>
        text.Length == length && !text.ContainsAnyExcept(s_hex);
}
