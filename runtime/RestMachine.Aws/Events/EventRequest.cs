using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>From an event to the request it carries.</summary>
internal static class EventRequest
{
    /// <summary>The event, and its request; null when it is no HTTP event.</summary>
    /// <exception cref="UnrecognizedEventException">The event cannot be read.</exception>
    public static LambdaEvent Read(
        ReadOnlyMemory<byte> payload,
        LambdaContext context,
        string? basePath,
        out Request? request
    )
    {
        try
        {
            var found = EventReader.Read(payload.Span);
            var lambdaEvent = new LambdaEvent(payload, context, found.Kind, found.RequestContext);
            context.Event = lambdaEvent;
            request = found.Kind == LambdaEventKind.Other ? null : Make(found, payload.Span, lambdaEvent, basePath);
            return lambdaEvent;
        }
        catch (JsonException exception)
        {
            throw new UnrecognizedEventException(
                $"The event is no JSON document: it breaks off, or is deeper than {EventJson.MaxDepth} levels, in line {exception.LineNumber + 1}, "
                    + $"at byte {exception.BytePositionInLine}."
            );
        }
        catch (InvalidOperationException)
        {
            // GetString's way to say that an escape sequence is half a surrogate pair, or that bytes are no UTF-8.
            throw UnrecognizedEventException.NoUnicode();
        }
        catch (ArgumentException)
        {
            throw new UnrecognizedEventException(
                "The event's headers are no HTTP headers: one has a line break or NUL."
            );
        }
    }

    private static Request Make(
        in EventMembers found,
        ReadOnlySpan<byte> payload,
        LambdaEvent lambdaEvent,
        string? basePath
    )
    {
        var headers = found.Headers ?? [];
        if (found.Cookies is { } cookies)
        {
            headers["Cookie"] = cookies;
        }

        var request = new Request(found.ContextMethod ?? found.Method!, EventPath.Read(found, payload, basePath))
        {
            QueryString =
                found.RawQueryString ?? EventQuery.Read(found, payload, lambdaEvent.Kind == LambdaEventKind.RestApi),
            Headers = headers,
            Body = EventBody.Read(found, payload),
            Id = found.RequestId ?? lambdaEvent.Context.AwsRequestId,
        };
        request.SetFeature(lambdaEvent);
        return request;
    }
}
