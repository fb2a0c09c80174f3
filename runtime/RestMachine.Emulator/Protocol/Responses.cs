using Microsoft.AspNetCore.Http;

namespace RestMachine.Emulator.Protocol;

internal static class Responses
{
    private static readonly byte[] Accepted = """{"status":"OK"}"""u8.ToArray();

    public static Task AcceptAsync(this HttpContext context) =>
        context.AnswerAsync(StatusCodes.Status202Accepted, "application/json", Accepted);

    public static Task RefuseAsync(this HttpContext context, ApiError error) =>
        context.AnswerAsync(error.Status, "application/json", error.ToJson());

    public static Task AnswerAsync(this HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    // Status code without a body, as the router of AWS's open-source core answers unknown paths and methods.
    public static Task StatusAsync(this HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    // Null when the body is longer than the limit; the rest is then read and dropped, so that the answer arrives.
    // A stream gets each piece as it comes.
    public static async Task<byte[]?> ReadBodyAsync(this HttpContext context, int limit, AnswerStream? stream = null)
    {
        using var body = new MemoryStream();
        var buffer = new byte[65_536];
        long total = 0;
        int count;
        while ((count = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            total += count;
            body.Write(buffer, 0, total <= limit ? count : 0);
            if (stream is not null && total <= limit)
            {
                await stream.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        return total <= limit ? body.ToArray() : null;
    }
}
