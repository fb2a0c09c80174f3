namespace RestMachine;

internal sealed class StatusResult(int status) : IResult
{
    public Response ToResponse(ResultContext context) => new(status);
}
