namespace RestMachine;

/// <summary>What any result can carry beside its content.</summary>
public static class ResultExtensions
{
    /// <summary>Adds a header field and keeps those of the same name.</summary>
    /// <exception cref="ArgumentException">Name or value has a character that HTTP does not allow there.</exception>
    public static IResult WithHeader(this IResult result, string name, string value) =>
        new DecoratedResult(result, response => response.Headers.Add(name, value));

    /// <summary>Sets a cookie; each becomes a <c>Set-Cookie</c> field of its own.</summary>
    public static IResult WithCookie(this IResult result, Cookie cookie) =>
        new DecoratedResult(result, response => response.Cookies.Add(cookie));

    private sealed class DecoratedResult(IResult result, Action<Response> decorate) : IResult
    {
        public Response ToResponse(ResultContext context)
        {
            var response = result.ToResponse(context);
            decorate(response);
            return response;
        }
    }
}
