using System.IO.Pipelines;

namespace RestMachine.Emulator.Protocol;

// The function's streamed response on its way to a front door that passes it on piece by piece.
internal sealed class AnswerStream
{
    // Nobody waits for the client: a function is not held up by how slowly its response is read.
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private volatile string? contentType;

    // Null until the function has begun to stream.
    public string? ContentType => contentType;

    // Fails with an IOException where the function broke its response off.
    public PipeReader Reader => pipe.Reader;

    public void Begin(string type) => contentType = type;

    public async Task WriteAsync(ReadOnlyMemory<byte> piece) => await pipe.Writer.WriteAsync(piece);

    public void End(InvocationResult? result)
    {
        var isBroken = contentType is not null && result is not { Succeeded: true };
        pipe.Writer.Complete(
            isBroken ? new IOException($"The function broke its response off: {result?.ErrorType}.") : null
        );
    }
}
