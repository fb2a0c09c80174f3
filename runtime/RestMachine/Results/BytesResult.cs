namespace RestMachine;

internal sealed class BytesResult(ReadOnlyMemory<byte> bytes, string contentType, int status = 200) : IResult
{
    public Response ToResponse(ResultContext context) => new(status, contentType, bytes);
}
