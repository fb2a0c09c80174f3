using System.ComponentModel;
using Microsoft.Extensions.Logging;
using RestMachine.Routing;

namespace RestMachine.Binding;

/// <summary>One request on its way through a route; generated code asks it for arguments and hands it the result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class RouteCall
{
    private readonly Route _route;
    private readonly RouteValue[] _values;
    private readonly Argument[] _arguments;
    private Response? _rejection;

    internal RouteCall(Route route, Request request, RouteValue[] values, CancellationToken cancellation)
    {
        _route = route;
        _values = values;
        _arguments = route.Arguments;
        Request = request;
        Cancellation = cancellation;
    }

    /// <summary>The request.</summary>
    public Request Request { get; }

    /// <summary>Fires when nobody waits for the response any more.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>A logger of the application.</summary>
    public ILogger Logger => _route.Application.Logger;

    /// <summary>Why an argument could not be bound.</summary>
    public Response Rejection => _rejection ?? throw new InvalidOperationException("Every argument was bound.");

    private bool Reject(Problem problem)
    {
        _rejection = problem.ToResponse();
        return false;
    }
}
