namespace RestMachine;

/// <summary>A value in the representation that the client prefers.</summary>
internal sealed class ValueResult<T>(int status, T value) : IResult
{
    public Response ToResponse(ResultContext context) => context.Write(status, value);
}
