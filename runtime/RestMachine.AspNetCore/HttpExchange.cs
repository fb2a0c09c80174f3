using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace RestMachine.AspNetCore;

/// <summary>One request of ASP.NET Core's on its way through the application.</summary>
internal static class HttpExchange
{
    public static async Task AnswerAsync(RestApplication application, HttpContext context)
    {
        var request = await ReadAsync(context);
        var response = await application.HandleAsync(request, context.RequestAborted);
        await WriteAsync(response, request, context);
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
        var answer = context.Response;
        answer.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            answer.Headers.Append(name, value);
        }

        if (response.HasCookies)
        {
            answer.Headers.SetCookie = new StringValues([.. response.Cookies.Select(cookie => cookie.ToString())]);
        }

        var mayHaveBody = request.Method != "HEAD" && response.Status is >= 200 and not (204 or 304);
        if (mayHaveBody)
        {
            answer.ContentLength = response.Body.Length;
            await answer.Body.WriteAsync(response.Body, context.RequestAborted);
        }
    }
}
