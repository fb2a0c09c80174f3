namespace RestMachine;

/// <summary>201 with a value, in the representation that the client prefers.</summary>
/// <param name="Location">Where the new resource is.</param>
/// <param name="Value">The new resource.</param>
public sealed record Created<T>(string Location, T Value) : IResult
{
    /// <inheritdoc/>
    public Response ToResponse(ResultContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = context.Write(201, Value);
        response.Headers["Location"] = Location;
        return response;
    }
}
