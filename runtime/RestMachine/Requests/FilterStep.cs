using RestMachine.Binding;

namespace RestMachine.Requests;

/// <summary>A filter's turn: it may answer itself, call what stands behind it, or let the request pass.</summary>
internal sealed class FilterStep(Exchange exchange, int place)
{
    private Response? _behind;

    public async ValueTask<Response> RunAsync(BoundCall filter, Request request)
    {
        var call = new RouteCall(filter, exchange, request) { Behind = NextAsync };
        var response = await exchange.CallAsync(call, filter);
        return !ReferenceEquals(response, RouteCall.Passed) ? response : _behind ?? await NextAsync(request);
    }

    private async ValueTask<Response> NextAsync(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _behind = await exchange.RunAsync(place + 1, request);
    }
}
