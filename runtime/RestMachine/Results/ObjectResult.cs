namespace RestMachine;

/// <summary>A value that a handler declared as <c>object</c>: its run-time type decides.</summary>
internal sealed class ObjectResult(object value) : IResult
{
    public Response ToResponse(ResultContext context) => Negotiation.Write(200, value, value.GetType(), context);
}
