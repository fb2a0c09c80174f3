namespace RestMachine;

/// <summary>
/// Filters that spare clients what they already have: <c>app.Use(ConditionalRequests.Answer)</c>. They look at answers to
/// GET and HEAD with status 200; a handler that changes something asks <see cref="Validators.Check"/> before it does.
/// </summary>
public static class ConditionalRequests
{
    /// <summary>304 or 412 in place of a response whose <c>ETag</c> or <c>Last-Modified</c> says so.</summary>
    public static Filter Answer { get; } = static (request, next) => AnswerAsync(request, next, isTagged: false);

    /// <summary>As <see cref="Answer"/>, and responses without an <c>ETag</c> get one made from their content, unless it is written piece by piece.</summary>
    public static Filter AnswerWithEntityTags { get; } =
        static (request, next) => AnswerAsync(request, next, isTagged: true);

    /// <summary>Sends the validators along as <c>ETag</c> and <c>Last-Modified</c>.</summary>
    public static IResult WithValidators(this IResult result, Validators validators)
    {
        ArgumentNullException.ThrowIfNull(validators);
        var tagged = validators.EntityTag is { } tag ? result.WithHeader("ETag", tag) : result;
        return validators.LastModified is { } moment
            ? tagged.WithHeader("Last-Modified", HttpDate.Write(moment))
            : tagged;
    }

    private static async ValueTask<Response> AnswerAsync(Request request, Next next, bool isTagged)
    {
        var response = await next(request);
        if (request.Method is not ("GET" or "HEAD") || response.Status != 200)
        {
            return response;
        }

        if (isTagged && response.Headers["ETag"] is null && response.BodyWriter is null)
        {
            response = response.Copy();
            response.Headers["ETag"] = ContentTag.Of(response.Body.Span);
        }

        var validators = new Validators(response.Headers["ETag"], HttpDate.Parse(response.Headers["Last-Modified"]));
        return validators.StatusOf(request, exists: true) switch
        {
            304 => NotModified(response),
            412 => new Problem(412, Detail: "The resource is not in the state that the request expects.").ToResponse(),
            _ => response,
        };
    }

    /// <summary>What describes the content goes with it; what caches need stays (RFC 9110, 15.4.5).</summary>
    private static Response NotModified(Response response)
    {
        var answer = response.Copy();
        answer.Status = 304;
        answer.Body = default;
        answer.BodyWriter = null;
        foreach (var name in (string[])["Content-Type", "Content-Length", "Content-Encoding", "Content-Language"])
        {
            answer.Headers[name] = null;
        }

        return answer;
    }
}
