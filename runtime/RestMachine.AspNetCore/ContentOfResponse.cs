using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RestMachine.Requests;

namespace RestMachine.AspNetCore;

/// <summary>Content that leaves while it is written.</summary>
internal sealed class ContentOfResponse(HttpContext context, RestApplication application, Request request)
    : IContentTransport
{
    /// <summary>Whether the response has left, or as much of it as could be.</summary>
    public bool IsSent { get; private set; }

    public async ValueTask SendAsync(Response response, CancellationToken cancellation)
    {
        try
        {
            HttpExchange.WriteHead(response, context.Response);
            // Writers may write as they like on every other transport.
            context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            await response.BodyWriter!(context.Response.Body, cancellation);
            IsSent = true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Nobody is there any more to whom anything could be sent.
            context.Abort();
            IsSent = true;
        }
        catch (Exception exception) when (context.Response.HasStarted)
        {
            ApplicationLog.Unhandled(application.Logger, exception, request.Method, request.Path, request.Id);
            context.Abort();
            IsSent = true;
        }
        catch
        {
            context.Response.Clear();
            throw;
        }
    }
}
