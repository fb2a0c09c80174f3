using Microsoft.Extensions.Logging;
using RestMachine.Binding;

namespace RestMachine;

/// <content>Requests.</content>
public sealed partial class RestApplication
{
    private ILogger? _logger;

    internal ILogger Logger => _logger ??= Settings.CreateLogger(nameof(RestMachine));

    /// <summary>
    /// Answers a request. What a handler throws is logged and answered 500 without its text; nothing a client or a
    /// handler does makes this method throw.
    /// </summary>
    public async ValueTask<Response> HandleAsync(Request request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var scope = RequestLog.Scope(Logger, request.Id);
        try
        {
            if (_router.Match(request.Method, request.Path, out var values) is not { } route)
            {
                return NoRoute(request);
            }

            var response = await InvokeAsync(route, new RouteCall(route, request, values, cancellation));
            return request.Method == "HEAD" ? WithoutBody(response) : response;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new Problem(503, Detail: "The request was given up.") { RequestId = request.Id }.ToResponse();
        }
#pragma warning disable CA1031 // The boundary of the framework: whatever a handler throws is logged and becomes a 500.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RequestLog.Unhandled(Logger, exception, request.Method, request.Path, request.Id);
            return new Problem(500) { RequestId = request.Id }.ToResponse();
        }
    }

    private async ValueTask<Response> InvokeAsync(Route route, RouteCall call)
    {
        if (!Lifecycle.TryBeginRequest(route.Holds))
        {
            return new Problem(503, Detail: "The application is shutting down.")
            {
                RequestId = call.Request.Id,
            }.ToResponse();
        }

        try
        {
            return await route.Bound.Invoke(route.Bound.Handler, call);
        }
        finally
        {
            Lifecycle.EndRequest(route.Holds);
        }
    }

    /// <summary>404 where no route has the path, else the methods it has: asked for by OPTIONS, or with a 405.</summary>
    private Response NoRoute(Request request)
    {
        var methods = _router.MethodsOf(request.Path);
        if (methods.Count == 0)
        {
            return new Problem(404).ToResponse();
        }

        var allow = string.Join(", ", methods);
        var response =
            request.Method == "OPTIONS"
                ? new Response(204)
                : new Problem(405, Detail: $"The path answers {allow}.").ToResponse();
        response.Headers["Allow"] = allow;
        return response;
    }

    /// <summary>A copy: the handler may hand out one response again and again.</summary>
    private static Response WithoutBody(Response response)
    {
        var head = new Response(response.Status);
        foreach (var (name, value) in response.Headers)
        {
            head.Headers.Add(name, value);
        }

        if (response.HasCookies)
        {
            foreach (var cookie in response.Cookies)
            {
                head.Cookies.Add(cookie);
            }
        }

        return head;
    }
}
