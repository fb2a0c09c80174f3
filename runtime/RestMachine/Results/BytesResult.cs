namespace RestMachine;

internal sealed class BytesResult(ReadOnlyMemory<byte> bytes, string contentType) : IResult
{
    public Response ToResponse(ResultContext context) => new(200, contentType, bytes);
}
