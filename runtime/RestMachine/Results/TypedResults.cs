namespace RestMachine;

/// <summary>Results whose type says what they are, so that a test reads them without a request.</summary>
public static class TypedResults
{
    /// <summary>200 with the value.</summary>
    public static Ok<T> Ok<T>(T value) => new(value);

    /// <summary>201 with the value.</summary>
    /// <param name="location">Where the new resource is; sent as <c>Location</c>.</param>
    /// <param name="value">The new resource.</param>
    public static Created<T> Created<T>(string location, T value) => new(location, value);

    /// <summary>204.</summary>
    public static NoContent NoContent() => new();

    /// <summary>A problem document (RFC 9457).</summary>
    /// <param name="status">The status code.</param>
    /// <param name="title">The kind of problem. Default: the status code's name.</param>
    /// <param name="detail">What is wrong with this request. Default: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is no final one, from 200 to 599.</exception>
    public static ProblemResult Problem(int status, string? title = null, string? detail = null) =>
        new(Response.Checked(status), title, detail);

    /// <summary>404 as a problem document.</summary>
    public static ProblemResult NotFound(string? detail = null) => Problem(404, detail: detail);
}
