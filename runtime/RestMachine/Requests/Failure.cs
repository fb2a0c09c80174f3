using RestMachine.Binding;

namespace RestMachine.Requests;

/// <summary>
/// An exception on its way to becoming a response: of the error handler that fits best, else a logged 500.
/// </summary>
internal sealed class Failure(Exchange exchange, Request request)
{
    public async ValueTask<Response> AnswerAsync(RestApplication owner, Exception exception)
    {
        if (owner.FindErrorHandler(exception.GetType()) is not { } handler)
        {
            return Unhandled(exception);
        }

        try
        {
            var call = new RouteCall(handler, exchange, request) { Thrown = exception };
            var response = await exchange.CallAsync(call, handler);
            return ReferenceEquals(response, RouteCall.Passed) ? Unhandled(exception) : response;
        }
#pragma warning disable CA1031 // An error handler is a handler: what it throws becomes a response as well.
        catch (Exception second)
#pragma warning restore CA1031
        {
            return Unhandled(new AggregateException(exception, second));
        }
    }

    private Response Unhandled(Exception exception)
    {
        ApplicationLog.Unhandled(exchange.Application.Logger, exception, request.Method, request.Path, request.Id);
        return new Problem(500) { RequestId = request.Id }.ToResponse();
    }
}
