using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using RestMachine.Requests;

namespace RestMachine.AspNetCore;

/// <summary>One request of ASP.NET Core's on its way through the application.</summary>
internal static class HttpExchange
{
    public static async Task AnswerAsync(RestApplication application, HttpContext context)
    {
        var request = await ReadAsync(context);
        var content = new ContentOfResponse(context, application, request);
        request.SetFeature<IContentTransport>(content);
        var response = await application.HandleAsync(request, context.RequestAborted);
        if (content.IsSent)
        {
            return;
        }

        try
        {
            WriteHead(response, context.Response);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Such as a field's value that is not ASCII: the server takes none.
            ApplicationLog.Unhandled(application.Logger, exception, request.Method, request.Path, request.Id);
            context.Response.Clear();
            response = new Problem(500) { RequestId = request.Id }.ToResponse();
            WriteHead(response, context.Response);
        }

        await WriteContentAsync(response, request, context);
    }

    private static async Task<Request> ReadAsync(HttpContext context)
    {
        var target = RequestTarget.Of(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.PathBase,
            SegmentsOfTheGroup(context)
        );
        var request = new Request(context.Request.Method, target.Path)
        {
            QueryString = target.Query,
            Headers = Read(context.Request.Headers),
            Body = await ReadBodyAsync(context.Request, context.RequestAborted),
            Id = context.TraceIdentifier,
        };
        request.SetFeature(context);
        return request;
    }

    /// <summary>The last segment of the endpoint's pattern is the rest of the path; those before it are its group's.</summary>
    private static int SegmentsOfTheGroup(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint route ? route.RoutePattern.PathSegments.Count - 1 : 0;

    private static Headers Read(IHeaderDictionary fields)
    {
        Headers headers = [];
        foreach (var (name, values) in fields)
        {
            foreach (var value in values)
            {
                headers.Add(name, value ?? "");
            }
        }

        return headers;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        var canHaveBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!canHaveBody)
        {
            return default;
        }

        var content = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 1 << 20));
        await request.Body.CopyToAsync(content, cancellation);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static async Task WriteContentAsync(Response response, Request request, HttpContext context)
    {
        // A response without content ends with its head: ASP.NET Core refuses even an empty one.
        if (request.Method != "HEAD" && response.MayHaveContent)
        {
            context.Response.ContentLength = response.Body.Length;
            await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
        }
    }

    public static void WriteHead(Response response, HttpResponse answer)
    {
        answer.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            answer.Headers.Append(name, value);
        }

        if (response.HasCookies)
        {
            var cookies = response.Cookies.Select(cookie => cookie.ToString());
            answer.Headers.SetCookie = new StringValues([.. answer.Headers.SetCookie, .. cookies]);
        }
    }
}
