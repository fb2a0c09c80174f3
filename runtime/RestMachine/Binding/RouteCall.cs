using System.ComponentModel;
using Microsoft.Extensions.Logging;
using RestMachine.Requests;

namespace RestMachine.Binding;

/// <summary>
/// One request on its way through a route; generated code asks it for arguments and hands it the result.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class RouteCall
{
    /// <summary>Stands for no answer at all, and is never sent: the request goes on.</summary>
    internal static readonly Response Passed = new(500);

    private readonly BoundCall _route;
    private readonly Exchange _exchange;
    private readonly Argument[] _arguments;
    private Response? _rejection;

    internal RouteCall(BoundCall route, Exchange exchange, Request request)
    {
        _route = route;
        _exchange = exchange;
        _arguments = route.Arguments;
        Request = request;
    }

    /// <summary>The request.</summary>
    public Request Request { get; }

    /// <summary>Fires when nobody waits for the response any more.</summary>
    public CancellationToken Cancellation => _exchange.Cancellation;

    /// <summary>A logger of the application.</summary>
    public ILogger Logger => _route.Application.Logger;

    /// <summary>What stands behind the filter that is called.</summary>
    public Next Next => Behind ?? throw new InvalidOperationException("Only a filter has something behind it.");

    /// <summary>What the error handler that is called has to answer.</summary>
    public T Error<T>()
        where T : Exception =>
        (T)(Thrown ?? throw new InvalidOperationException("Only an error handler has an exception."));

    /// <summary>The value that the dependency which is called has made.</summary>
    public Response Keep<T>(T value)
    {
        Kept = value;
        return Passed;
    }

    /// <summary>Why an argument could not be bound.</summary>
    public Response Rejection => _rejection ?? throw new InvalidOperationException("Every argument was bound.");

    internal Next? Behind { get; init; }

    internal Exception? Thrown { get; init; }

    internal object? Kept { get; private set; }

    /// <summary>Whether no result means that the call answers nothing.</summary>
    private bool MayPass => !_route.IsRoute;

    private bool Reject(Problem problem)
    {
        _rejection = problem.ToResponse();
        return false;
    }
}
