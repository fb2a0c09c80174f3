using System.Buffers.Binary;
using System.Text;

namespace PageViews.Tests;

/// <summary>
/// Reads the counters of an export request: https://github.com/open-telemetry/opentelemetry-proto, metrics/v1/metrics.proto.
/// </summary>
internal static class OtlpMetrics
{
    public static IEnumerable<(string Name, long Value)> Sums(ReadOnlyMemory<byte> request) =>
        from resourceMetrics in Messages(request, field: 1)
        from scopeMetrics in Messages(resourceMetrics, field: 2)
        from metric in Messages(scopeMetrics, field: 2)
        let name = Encoding.UTF8.GetString(Messages(metric, field: 1).Single().Span)
        from sum in Messages(metric, field: 7)
        from point in Messages(sum, field: 1)
        from value in Messages(point, field: 6)
        select (name, BinaryPrimitives.ReadInt64LittleEndian(value.Span));

    // The contents of the fields of one number: https://protobuf.dev/programming-guides/encoding/
    private static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int field)
    {
        while (!message.IsEmpty)
        {
            var tag = ReadNumber(ref message);
            var length = (tag & 7) switch
            {
                0 => NumberLength(message),
                1 => 8,
                2 => ReadNumber(ref message),
                5 => 4,
                var type => throw new InvalidDataException($"Wire type {type}"),
            };
            if (tag >> 3 == field)
            {
                yield return message[..length];
            }
            message = message[length..];
        }
    }

    private static int ReadNumber(ref ReadOnlyMemory<byte> message)
    {
        var length = NumberLength(message);
        var number = 0;
        for (var index = length - 1; index >= 0; index--)
        {
            number = (number << 7) | (message.Span[index] & 0x7f);
        }
        message = message[length..];
        return number;
    }

    private static int NumberLength(ReadOnlyMemory<byte> message) => message.Span.IndexOfAnyInRange<byte>(0, 0x7f) + 1;
}
