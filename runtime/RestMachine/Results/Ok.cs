namespace RestMachine;

/// <summary>200 with a value, in the representation that the client prefers.</summary>
/// <param name="Value">The value.</param>
public sealed record Ok<T>(T Value) : IResult
{
    /// <inheritdoc/>
    public Response ToResponse(ResultContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Write(200, Value);
    }
}
