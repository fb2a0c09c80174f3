namespace RestMachine;

internal sealed class ProblemResult(Problem problem) : IResult
{
    public Response ToResponse(ResultContext context) => problem.ToResponse();
}
