namespace RestMachine;

internal sealed class StreamResult(Stream content, string contentType) : IResult
{
    public Response ToResponse(ResultContext context)
    {
        // Also where a filter answers something else, and nobody reads the stream.
        context.Own(content);
        return new Response(200, contentType, default) { BodyWriter = content.CopyToAsync };
    }
}
