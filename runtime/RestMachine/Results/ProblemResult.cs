namespace RestMachine;

/// <summary>A problem document (RFC 9457).</summary>
/// <param name="Status">The status code.</param>
/// <param name="Title">The kind of problem; <see langword="null"/> for the status code's name.</param>
/// <param name="Detail">What is wrong with this request.</param>
public sealed record ProblemResult(int Status, string? Title, string? Detail) : IResult
{
    /// <inheritdoc/>
    public Response ToResponse(ResultContext context) => new Problem(Status, Title, Detail).ToResponse();
}
