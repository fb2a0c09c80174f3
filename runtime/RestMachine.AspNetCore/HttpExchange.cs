using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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
        if (!content.IsSent)
        {
            await WriteAsync(response, request, context);
        }
    }

    private static async Task<Request> ReadAsync(HttpContext context)
    {
        var target = RequestTarget.Of(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request
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

    private static async Task WriteAsync(Response response, Request request, HttpContext context)
    {
        WriteHead(response, context.Response);
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
            answer.Headers.SetCookie = new StringValues([.. response.Cookies.Select(cookie => cookie.ToString())]);
        }
    }
}
