namespace RestMachine.Requests;

/// <summary>Content that a response writes itself: sent while it is being written, or collected.</summary>
internal static class WrittenContent
{
    public static async ValueTask<Response> DeliverAsync(
        Response response,
        Request request,
        CancellationToken cancellation
    )
    {
        if (request.Method == "HEAD" || !response.MayHaveContent)
        {
            return response;
        }

        if (request.Feature<IContentTransport>() is { } transport)
        {
            await transport.SendAsync(response, cancellation);
            return response;
        }

        var content = new MemoryStream();
        await response.BodyWriter!(content, cancellation);

        // Whoever wrote may have disposed the stream, as a StreamWriter does: the buffer is still there.
        content.TryGetBuffer(out var written);
        var collected = response.Copy();
        collected.Body = written;
        collected.BodyWriter = null;
        return collected;
    }
}
