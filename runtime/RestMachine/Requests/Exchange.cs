using RestMachine.Binding;
using RestMachine.Routing;

namespace RestMachine.Requests;

/// <summary>One request and its way through filters to a route, or to the answer that there is none.</summary>
internal sealed class Exchange(RestApplication application, Request request, CancellationToken cancellation)
{
    private RouteValue[] _values = [];
    private BoundCall[]? _filters;
    private Route? _route;
    private Route? _near;
    private RequestScope? _scope;

    public RestApplication Application { get; } = application;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What lives as long as the request.</summary>
    public RequestScope Scope =>
        _scope ?? Interlocked.CompareExchange(ref _scope, new RequestScope(this), null) ?? _scope;

    /// <summary>No state machine where the answer comes at once: most do.</summary>
    public ValueTask<Response> AnswerAsync()
    {
        _route = Application.Router.Match(request.Method, request.Path, out _values);
        _near = _route ?? FindNear();
        var holds = _near?.Holds ?? Application.Holds;
        if (!Application.Lifecycle.TryBeginRequest(holds))
        {
            var refusal = new Problem(503, Detail: "The application is shutting down.") { RequestId = request.Id };
            return new ValueTask<Response>(refusal.ToResponse());
        }

        var answer = RunAsync(0, request);
        if (_scope is not null || !answer.IsCompletedSuccessfully)
        {
            return EndAsync(answer, holds);
        }

        var response = answer.Result;
        if (response.BodyWriter is not null)
        {
            return EndAsync(new ValueTask<Response>(response), holds);
        }

        Application.Lifecycle.EndRequest(holds);
        return new ValueTask<Response>(response);
    }

    /// <summary>
    /// The filter at that place and what stands behind it, at last the route. An exception becomes a response here, so
    /// that the filters in front see one in any case.
    /// </summary>
    public ValueTask<Response> RunAsync(int place, Request passed)
    {
        try
        {
            var answer = CallAsync(place, passed);
            return answer.IsCompletedSuccessfully ? answer : WaitAsync(answer, passed);
        }
#pragma warning disable CA1031 // The boundary of the framework: whatever a handler throws becomes a response.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return FailAsync(passed, exception);
        }
    }

    /// <summary>Makes the request-scoped values that the delegate receives, then calls it.</summary>
    public ValueTask<Response> CallAsync(RouteCall call, BoundCall bound) =>
        bound.Dependencies.Count == 0 ? bound.Bound.Invoke(bound.Bound.Handler, call) : CallPreparedAsync(call, bound);

    /// <summary>False for an optional segment that the path does not have.</summary>
    public bool TryGetSegment(int index, out ReadOnlySpan<char> text)
    {
        var isThere = index < _values.Length;
        text = isThere ? _values[index].In(request.Path) : default;
        return isThere;
    }

    public bool TryGetSegment(string name, out ReadOnlySpan<char> text)
    {
        text = default;
        return _near?.Call.Template.IndexOf(name) is >= 0 and var index && TryGetSegment(index, out text);
    }

    /// <summary>
    /// A route that has the path, though not the method: filters around it read its parameters all the same.
    /// </summary>
    private Route? FindNear()
    {
        var near = Application.FindNear(request);
        if (near is not null)
        {
            Application.Router.Match(near.Method, request.Path, out _values);
        }

        return near;
    }

    private async ValueTask<Response> EndAsync(ValueTask<Response> answer, IReadOnlyList<StartupHandler> holds)
    {
        try
        {
            var response = await answer;
            return response.BodyWriter is null ? response : await WriteAsync(response);
        }
        finally
        {
            if (_scope is not null)
            {
                await _scope.DisposeAsync();
            }

            Application.Lifecycle.EndRequest(holds);
        }
    }

    /// <summary>While what lives as long as the request is there: the content is made of it.</summary>
    private async ValueTask<Response> WriteAsync(Response response)
    {
        try
        {
            return await WrittenContent.DeliverAsync(response, request, Cancellation);
        }
#pragma warning disable CA1031 // As in RunAsync: nothing of the response has left yet.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return await FailAsync(request, exception);
        }
    }

    private ValueTask<Response> CallAsync(int place, Request passed)
    {
        _filters ??= _route?.Filters ?? Application.FiltersWithoutRoute(request, _near);
        return place < _filters.Length ? new FilterStep(this, place).RunAsync(_filters[place], passed)
            : _route is { } route ? CallAsync(new RouteCall(route.Call, this, passed), route.Call)
            : new ValueTask<Response>(NoRoute.Answer(Application, passed, request.Path));
    }

    private async ValueTask<Response> WaitAsync(ValueTask<Response> answer, Request passed)
    {
        try
        {
            return await answer;
        }
#pragma warning disable CA1031 // As in RunAsync.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return await FailAsync(passed, exception);
        }
    }

    private ValueTask<Response> FailAsync(Request passed, Exception exception) =>
        exception is OperationCanceledException && Cancellation.IsCancellationRequested
            ? new(new Problem(503, Detail: "The request was given up.") { RequestId = passed.Id }.ToResponse())
            : new Failure(this, passed).AnswerAsync(_route?.Application ?? Application, exception);

    private async ValueTask<Response> CallPreparedAsync(RouteCall call, BoundCall bound) =>
        await Scope.PrepareAsync(bound, call.Request) ?? await bound.Bound.Invoke(bound.Bound.Handler, call);
}
