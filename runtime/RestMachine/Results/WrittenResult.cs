namespace RestMachine;

internal sealed class WrittenResult(Func<Stream, CancellationToken, Task> write, string contentType) : IResult
{
    public Response ToResponse(ResultContext context) => new(200, contentType, default) { BodyWriter = write };
}
