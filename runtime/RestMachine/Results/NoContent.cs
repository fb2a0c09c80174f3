namespace RestMachine;

/// <summary>204.</summary>
public sealed record NoContent : IResult
{
    /// <inheritdoc/>
    public Response ToResponse(ResultContext context) => new(204);
}
