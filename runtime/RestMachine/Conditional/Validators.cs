namespace RestMachine;

/// <summary>
/// What tells one state of a resource from another (RFC 9110, 8.8). A handler that changes the resource asks them first:
/// <c>if (new Validators(user.Tag).Check(request) is { } refusal) return refusal;</c>
/// </summary>
/// <param name="EntityTag">With its quotes: <c>"v1"</c>, or weak, <c>W/"v1"</c>.</param>
/// <param name="LastModified">When the resource last changed; whole seconds count.</param>
public sealed record Validators(string? EntityTag = null, DateTimeOffset? LastModified = null)
{
    /// <summary>
    /// The answer in place of the method: 412 where a precondition fails, 304 where the client's copy is the current one;
    /// <see langword="null"/> where the method is to be carried out. The order is that of RFC 9110, 13.2.2.
    /// </summary>
    /// <param name="request">The request; <c>If-Range</c> has no meaning here.</param>
    /// <param name="exists">Whether the resource exists, for <c>If-Match: *</c> and <c>If-None-Match: *</c>. Default: true.</param>
    public IResult? Check(Request request, bool exists = true)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StatusOf(request, exists) switch
        {
            304 => new StatusResult(304).WithValidators(this),
            412 => TypedResults.Problem(412, detail: "The resource is not in the state that the request expects."),
            _ => null,
        };
    }

    internal int? StatusOf(Request request, bool exists)
    {
        var isRead = request.Method is "GET" or "HEAD";
        if (!MatchesExpectation(request, exists))
        {
            return 412;
        }

        if (request.Headers["If-None-Match"] is { } noneOf)
        {
            return !EntityTags.Contain(noneOf, EntityTag, exists, isStrong: false) ? null
                : isRead ? 304
                : 412;
        }

        return isRead && IsNotModifiedSince(request.Headers["If-Modified-Since"]) ? 304 : null;
    }

    private bool MatchesExpectation(Request request, bool exists)
    {
        if (request.Headers["If-Match"] is { } anyOf)
        {
            return EntityTags.Contain(anyOf, EntityTag, exists, isStrong: true);
        }

        return HttpDate.Parse(request.Headers["If-Unmodified-Since"]) is not { } date
            || WholeSeconds is not { } modified
            || modified <= date;
    }

    private bool IsNotModifiedSince(string? field) =>
        HttpDate.Parse(field) is { } date && WholeSeconds is { } modified && modified <= date;

    private DateTimeOffset? WholeSeconds =>
        LastModified is { } moment ? DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds()) : null;
}
