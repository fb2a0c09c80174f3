using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.FrontDoor;

// A streamed response as a Function URL or a REST API reads it: status and fields as JSON, eight NUL, the content.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
internal static class StreamedAnswer
{
    private const string WithPrelude = "application/vnd.awslambda.http-integration-response";

    // By the document above: status and fields have to come within the first 16 KB.
    private const int MaximumPrelude = 16 * 1024;

    private static ReadOnlySpan<byte> Delimiter => "\0\0\0\0\0\0\0\0"u8;

    // As soon as status and fields are there, the rest of the content to come. Null: the function did not stream.
    public static async Task<GatewayResponse?> ReadAsync(
        AnswerStream stream,
        FrontDoorKind kind,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var read = await stream.Reader.ReadAsync(cancellation);
            if (stream.ContentType is not { } type)
            {
                return null;
            }
            if (!type.Equals(WithPrelude, StringComparison.OrdinalIgnoreCase))
            {
                stream.Reader.AdvanceTo(read.Buffer.Start);
                return new(200, [KeyValuePair.Create("content-type", type)], []) { Rest = stream.Reader };
            }
            var bytes = read.Buffer.ToArray();
            var length = bytes.AsSpan().IndexOf(Delimiter);
            if (length >= 0)
            {
                stream.Reader.AdvanceTo(read.Buffer.GetPosition(length + Delimiter.Length));
                return Parse(bytes.AsMemory(0, length), kind, stream.Reader);
            }
            if (read.IsCompleted || bytes.Length > MaximumPrelude)
            {
                return ProxyAnswer.BadGateway(FrontDoorKind.RestApi);
            }
            stream.Reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static GatewayResponse Parse(ReadOnlyMemory<byte> prelude, FrontDoorKind kind, PipeReader rest)
    {
        var result = new InvocationResult { RequestId = "", Payload = prelude };
        return GatewayResponse.From(result, kind) with { Rest = rest };
    }
}
