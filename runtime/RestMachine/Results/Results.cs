using System.Text;

namespace RestMachine;

/// <summary>The answers a handler gives most often.</summary>
public static class Results
{
    /// <summary>200 without content.</summary>
    public static IResult Ok() => Status(200);

    /// <summary>200 with the value, in the representation that the client prefers: text, bytes, JSON or the application's.</summary>
    public static IResult Ok<T>(T value) => new ValueResult<T>(200, value);

    /// <summary>201 without content.</summary>
    /// <param name="location">Where the new resource is; sent as <c>Location</c>.</param>
    public static IResult Created(string location) => new LocatedResult(location, Status(201));

    /// <summary>201 with the value.</summary>
    /// <param name="location">Where the new resource is; sent as <c>Location</c>.</param>
    /// <param name="value">The new resource.</param>
    public static IResult Created<T>(string location, T value) =>
        new LocatedResult(location, new ValueResult<T>(201, value));

    /// <summary>204.</summary>
    public static IResult NoContent() => Status(204);

    /// <summary>404 as a problem document.</summary>
    public static IResult NotFound(string? detail = null) => Problem(404, detail: detail);

    /// <summary>400 as a problem document.</summary>
    public static IResult BadRequest(string? detail = null) => Problem(400, detail: detail);

    /// <summary>A problem document (RFC 9457).</summary>
    /// <param name="status">The status code.</param>
    /// <param name="title">The kind of problem. Default: the status code's name.</param>
    /// <param name="detail">What is wrong with this request. Default: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is no final one, from 200 to 599.</exception>
    public static IResult Problem(int status, string? title = null, string? detail = null) =>
        new ProblemResult(Response.Checked(status), title, detail);

    /// <summary>Text in UTF-8, whatever the client prefers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is no final one, from 200 to 599.</exception>
    public static IResult Text(string text, int status = 200) =>
        new BytesResult(Encoding.UTF8.GetBytes(text), MediaType.Text, Response.Checked(status));

    /// <summary>Bytes as they are.</summary>
    public static IResult Bytes(ReadOnlyMemory<byte> bytes, string contentType = "application/octet-stream") =>
        new BytesResult(bytes, contentType);

    /// <summary>
    /// Content that is written while it is made. Where the transport streams, each write leaves at once; elsewhere the
    /// content is collected first.
    /// </summary>
    /// <param name="write">Writes it; the token fires when nobody waits for it any more.</param>
    /// <param name="contentType">Its media type.</param>
    public static IResult Stream(Func<Stream, CancellationToken, Task> write, string contentType) =>
        new WrittenResult(write, contentType);

    /// <summary>Content read from a stream, piece by piece as the other one; the stream is disposed after the request.</summary>
    /// <param name="content">The content; the request's from now on.</param>
    /// <param name="contentType">Its media type.</param>
    public static IResult Stream(Stream content, string contentType) => new StreamResult(content, contentType);

    /// <summary>A JSON document, also for text and null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is no final one, from 200 to 599.</exception>
    public static IResult Json<T>(T value, int status = 200) => new JsonResult<T>(Response.Checked(status), value);

    /// <summary>A status code without content.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is no final one, from 200 to 599.</exception>
    public static IResult Status(int status) => new StatusResult(Response.Checked(status));
}
