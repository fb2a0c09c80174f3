using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RestMachine.Requests;

namespace RestMachine;

/// <content>Requests.</content>
public sealed partial class RestApplication
{
    private ILogger? _logger;

    internal ILogger Logger => _logger ??= CreateLogger(nameof(RestMachine));

    /// <summary>Its own, else that of the application it is mounted in.</summary>
    internal ILoggerFactory LoggerFactory =>
        Outwards.Select(app => app.Settings.Logging).FirstOrDefault(logging => logging is not null)
        ?? NullLoggerFactory.Instance;

    internal ILogger CreateLogger(string category) => LoggerFactory.CreateLogger(category);

    /// <summary>
    /// Answers a request. What a handler throws is logged and answered 500 without its text; nothing a client or a
    /// handler does makes this method throw.
    /// </summary>
    public async ValueTask<Response> HandleAsync(Request request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var scope = Settings.Logging is null ? null : ApplicationLog.Scope(Logger, request.Id);
        var response = await new Exchange(this, request, cancellation).AnswerAsync();
        var hasContent = !response.Body.IsEmpty || response.BodyWriter is not null;
        return hasContent && (request.Method == "HEAD" || !response.MayHaveContent) ? WithoutBody(response) : response;
    }

    /// <summary>A copy: the handler may hand out one response again and again.</summary>
    private static Response WithoutBody(Response response)
    {
        var head = response.Copy();
        head.Body = default;
        head.BodyWriter = null;
        return head;
    }
}
