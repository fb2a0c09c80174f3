using System.Buffers;
using System.Diagnostics;
using System.Text;
using RestMachine.Aws.Logging;
using RestMachine.Aws.RuntimeApi;
using RestMachine.Aws.Shutdown;

namespace RestMachine.Aws.Invocations;

/// <summary>Next and response, one invocation after another, on the caller's thread and a connection of its own.</summary>
internal sealed class Poller : IDisposable
{
    private readonly AwsApiGatewayAdapter _adapter;
    private readonly RuntimeApiClient _client;
    private readonly FunctionLog _log;
    private readonly RunningInvocations? _others;
    private readonly InvocationDeadline _deadline;
    private readonly InvocationTrace _trace;
    private readonly ResponseBuffer _response = new();
    private readonly StreamedResponse _stream;
    private string _functionArn = "";
    private string _traceId = "";

    /// <param name="adapter">Answers the events.</param>
    /// <param name="client">The connection; the poller's from now on.</param>
    /// <param name="log">Where failures go.</param>
    /// <param name="others">Invocations that run side by side, on managed instances; null: one at a time.</param>
    public Poller(
        AwsApiGatewayAdapter adapter,
        RuntimeApiClient client,
        FunctionLog log,
        RunningInvocations? others = null
    )
    {
        _adapter = adapter;
        _client = client;
        _log = log;
        _others = others;
        _stream = new StreamedResponse(client, _response);
        _deadline = new InvocationDeadline(TimeProvider.System, log);
        _trace = new InvocationTrace(setsVariable: others is null);
    }

    /// <summary>Blocks until the process ends or the poller is stopped.</summary>
    /// <param name="ending">Gives the running invocation up.</param>
    /// <param name="stop">Lets the running invocation end and asks for no other.</param>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public void Run(CancellationToken ending, CancellationToken stop)
    {
        using var giveUp = ending.UnsafeRegister(
            static deadline => ((InvocationDeadline)deadline!).Cancel(),
            _deadline
        );
        using var stopping = stop.UnsafeRegister(static client => ((RuntimeApiClient)client!).Interrupt(), _client);
        _others?.Begin();
        try
        {
            Poll(stop);
        }
        finally
        {
            _others?.End();
        }
    }

    private void Poll(CancellationToken stop)
    {
        while (!ProcessEnd.HasBegun && !stop.IsCancellationRequested)
        {
            Invocation invocation;
            _adapter.Rest();
            try
            {
                invocation = _client.Next();
            }
            catch (IOException) when (stop.IsCancellationRequested)
            {
                return;
            }

            Invoke(invocation);
        }
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _client.Dispose();
    }

    private void Invoke(Invocation invocation)
    {
        _response.Clear();
        _stream.Reset();
        var activity = _trace.Begin(Text(invocation.TraceId, ref _traceId));
        var began = InvocationMeter.Begin();
        var error = Handle(invocation);
        InvocationMeter.End(began, error?.Type);
        if (activity is not null)
        {
            activity.SetStatus(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, error?.Type);
            activity.Dispose();
        }

        if (_others is null && ProcessEnd.HasBegun)
        {
            // Lambda has given this invocation up: nobody waits for an answer.
            return;
        }

        if (Answer(invocation.AwsRequestId, error) is { } refusal)
        {
            _log.Error(refusal);
        }

        SetRequestId(null);
    }

    private void SetRequestId(string? id)
    {
        if (_others is null)
        {
            _log.AwsRequestId = id;
        }
    }

    private string? Answer(ReadOnlySpan<byte> awsRequestId, ErrorReport? error) =>
        _stream.HasBegun ? EndStream(error)
        : error is not null ? _client.ReportError(awsRequestId, error)
        : _stream.IsOffered ? _client.RespondStreamed(awsRequestId, _response)
        : _client.Respond(awsRequestId, _response);

    private string? EndStream(ErrorReport? error)
    {
        try
        {
            return _client.EndStream(error);
        }
        catch (IOException exception)
        {
            // Half of a response cannot be sent again. Whether Lambda is still there, the next next says.
            return $"The streamed response was lost. {exception.Message}";
        }
    }

    private ErrorReport? Handle(Invocation invocation)
    {
        var context = ContextOf(invocation);
        SetRequestId(context.AwsRequestId);
        var cancellation = _deadline.Begin(invocation.DeadlineMs);
        try
        {
            var target = new ResponseTarget(_response, _stream);
            var handling = _adapter.HandleAsync(invocation.Event, context, target, cancellation);
            if (!handling.IsCompletedSuccessfully)
            {
                handling.AsTask().GetAwaiter().GetResult();
            }

            return _stream.Failure is { } failure ? ErrorReport.OfInvocation(failure) : null;
        }
        catch (UnrecognizedEventException exception)
        {
            // The invoker gets it too, but most of those that send such events read nothing.
            _log.Error($"The invocation {context.AwsRequestId} was refused. {exception.Message}");
            return ErrorReport.OfEvent(exception);
        }
#pragma warning disable CA1031 // The boundary of the function: whatever comes out of it fails this invocation only.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _log.Error($"The invocation {context.AwsRequestId} failed: {ExceptionText.Of(exception)}");
            return ErrorReport.OfInvocation(exception);
        }
        finally
        {
            _deadline.End();
            if (context.Event?.TryReturn() == false)
            {
                _client.LeaveEvent();
            }
        }
    }

    private LambdaContext ContextOf(Invocation invocation) =>
        new(_adapter.Function, TimeProvider.System)
        {
            AwsRequestId = Encoding.UTF8.GetString(invocation.AwsRequestId),
            InvokedFunctionArn = Text(invocation.InvokedFunctionArn, ref _functionArn) ?? "",
            TraceId = Text(invocation.TraceId, ref _traceId),
            Deadline = invocation.DeadlineMs is { } deadline ? DateTimeOffset.FromUnixTimeMilliseconds(deadline) : null,
            ClientContext = Text(invocation.ClientContext),
            CognitoIdentity = Text(invocation.CognitoIdentity),
            TenantId = Text(invocation.TenantId),
        };

    private static string? Text(ReadOnlySpan<byte> field) => field.IsEmpty ? null : Encoding.UTF8.GetString(field);

    /// <summary>A field that often says what it said the last time: then its text is not made again.</summary>
    private static string? Text(ReadOnlySpan<byte> field, ref string last) =>
        field.IsEmpty ? null
        : Ascii.Equals(field, last) ? last
        : last = Encoding.UTF8.GetString(field);
}
