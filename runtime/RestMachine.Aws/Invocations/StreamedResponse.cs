using System.Buffers;
using System.Text;
using RestMachine.Aws.Events;
using RestMachine.Aws.RuntimeApi;
using RestMachine.Requests;

namespace RestMachine.Aws.Invocations;

/// <summary>
/// The response to the invocation that a poller is in, where it may leave while it is made. Its head waits for the first
/// piece of content, so that a failure before is answered like any other.
/// </summary>
internal sealed class StreamedResponse(RuntimeApiClient client, ResponseBuffer buffer) : IContentTransport
{
    private LambdaEvent? _event;

    /// <summary>Whether the response, whole or not, has the form of a streamed one.</summary>
    public bool IsOffered => _event is not null;

    /// <summary>Whether the content has been written, or as much of it as could be: there is nothing to add.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Whether anything has left.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What broke the content off after its beginning had left.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Another invocation begins.</summary>
    public void Reset()
    {
        _event = null;
        IsWritten = false;
        HasBegun = false;
        Failure = null;
    }

    /// <summary>Lets the request's response be streamed if what sent the event can read that.</summary>
    public void Offer(Request request, LambdaEvent lambdaEvent)
    {
        if (lambdaEvent.Kind is LambdaEventKind.FunctionUrl or LambdaEventKind.RestApi)
        {
            _event = lambdaEvent;
            request.SetFeature<IContentTransport>(this);
        }
    }

    public async ValueTask SendAsync(Response response, CancellationToken cancellation)
    {
        EventResponse.WritePrelude(response, ResponseFields.CookiesOf(response), _event!.Kind, buffer);
        var body = new ResponseStream(this);
        try
        {
            await response.BodyWriter!(body, cancellation);
            IsWritten = true;
        }
        catch (Exception exception) when (HasBegun)
        {
            IsWritten = true;
            Failure = exception;
        }
        catch
        {
            buffer.Clear();
            throw;
        }
        finally
        {
            body.End();
        }
    }

    /// <summary>Sends a piece of the content; with the first one, which may be empty, the head.</summary>
    /// <exception cref="IOException">The Runtime API is gone, or refuses the rest.</exception>
    public void Send(ReadOnlySpan<byte> content)
    {
        if (HasBegun)
        {
            client.ContinueStream(content);
            return;
        }

        client.BeginStream();
        HasBegun = true;
        buffer.Write(content);
        client.StartStream(Encoding.ASCII.GetBytes(_event!.Context.AwsRequestId), buffer);
    }
}
