namespace RestMachine;

internal sealed class LocatedResult(string location, IResult result) : IResult
{
    public Response ToResponse(ResultContext context)
    {
        var response = result.ToResponse(context);
        response.Headers["Location"] = location;
        return response;
    }
}
