using RestMachine.Binding;

namespace RestMachine;

/// <summary>Chooses the representation of a value: proactive negotiation (RFC 9110, 12.1).</summary>
internal static class Negotiation
{
    /// <summary>
    /// The best of those that the client accepts, else 406. A request that changed something has been carried out by now:
    /// it is answered in the first representation instead (RFC 9110, 12.4.1).
    /// </summary>
    public static Response Write(int status, object value, Type type, ResultContext context)
    {
        var able = context.Settings.AllWriters.Where(writer => writer.CanWrite(type)).ToArray();
        if (able.Length == 0)
        {
            throw new InvalidOperationException(
                $"A result is a {TypeName.Of(type)}; {JsonTypes.HowToAdd(context.Settings, type)}"
            );
        }

        var writer = Choose(able, context.Request.Headers["Accept"]);
        if (writer is null && context.Request.Method is "GET" or "HEAD")
        {
            return Varying(NotAcceptable(able), able);
        }

        writer ??= able[0];
        return Varying(new Response(status, writer.MediaType, writer.Write(value, type, context)), able);
    }

    /// <summary>Whether JSON is the answer without a closer look: it is the only writer, or the one the client names.</summary>
    public static bool IsPlainJson(RestApplicationOptions settings, Request request) =>
        settings.Writers.Count == 0 && request.Headers["Accept"] is null or "*/*" or MediaType.Json;

    private static IResponseWriter? Choose(IResponseWriter[] able, string? accept)
    {
        if (accept is null)
        {
            return able[0];
        }

        var best = able.MaxBy(writer => AcceptField.QualityOf(accept, writer.MediaType));
        return AcceptField.QualityOf(accept, best!.MediaType) > 0 ? best : null;
    }

    private static Response NotAcceptable(IResponseWriter[] able)
    {
        var available = string.Join(", ", able.Select(writer => writer.MediaType));
        return new Problem(406, Detail: $"The resource is available as {available}.").ToResponse();
    }

    /// <summary>Tells caches that another request may get another representation (RFC 9110, 12.5.5).</summary>
    private static Response Varying(Response response, IResponseWriter[] able)
    {
        if (able.Length > 1)
        {
            response.Headers.Add("Vary", "Accept");
        }

        return response;
    }
}
