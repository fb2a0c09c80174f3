using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.FrontDoor;

// Invocations out of HTTP requests, and HTTP responses out of the function's answers. Invoke returns null when the
// environment has been shut down.
internal sealed class Gateway(
    LambdaEnvironmentOptions options,
    TimeProvider time,
    Func<ReadOnlyMemory<byte>, AnswerStream?, CancellationToken, Task<InvocationResult?>> invoke
)
{
    // The content of a request, and a response with all its JSON:
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    private const int MaximumOfALoadBalancer = 1024 * 1024;

    private bool IsLoadBalancer => options.FrontDoor is FrontDoorKind.Alb or FrontDoorKind.AlbMultiValue;

    public async Task<GatewayResponse> ForwardAsync(GatewayRequest request, CancellationToken cancellation)
    {
        if (IsLoadBalancer && request.Body.Length > MaximumOfALoadBalancer)
        {
            return ProxyAnswer.ContentTooLarge;
        }
        var payload = request.ToEvent(time.GetUtcNow(), options.FrontDoor, options.BinaryMediaTypes);
        if (!options.Streaming)
        {
            return ToResponse(await invoke(payload, null, cancellation), request);
        }
        var stream = new AnswerStream();
        var invocation = InvokeAsync(payload, stream, cancellation);
        return await StreamedAnswer.ReadAsync(stream, options.FrontDoor, cancellation)
            ?? ToResponse(await invocation, request);
    }

    private async Task<InvocationResult?> InvokeAsync(
        ReadOnlyMemory<byte> payload,
        AnswerStream stream,
        CancellationToken cancellation
    )
    {
        InvocationResult? result = null;
        try
        {
            return result = await invoke(payload, stream, cancellation);
        }
        finally
        {
            stream.End(result);
        }
    }

    private GatewayResponse ToResponse(InvocationResult? result, GatewayRequest request) =>
        result is null ? GatewayResponse.ServiceUnavailable
        : IsLoadBalancer && result.Payload.Length > MaximumOfALoadBalancer ? ProxyAnswer.BadGateway(options.FrontDoor)
        : options.FrontDoor == FrontDoorKind.RestApi && !request.TakesBinary(options.BinaryMediaTypes)
            ? GatewayResponse.From(result, FrontDoorKind.RestApi, decodesBase64: false)
        : GatewayResponse.From(result, options.FrontDoor);
}
