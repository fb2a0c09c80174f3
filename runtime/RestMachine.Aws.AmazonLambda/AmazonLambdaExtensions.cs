using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace RestMachine.Aws;

/// <summary>For functions written with Amazon.Lambda.Core and Amazon.Lambda.APIGatewayEvents.</summary>
public static class AmazonLambdaExtensions
{
    /// <summary>
    /// Lets handlers have a parameter of type <see cref="ILambdaContext"/>, and registers the application's
    /// <c>OnBeforeSnapshot</c> and <c>OnAfterRestore</c> handlers as hooks of SnapStart. Call it before <c>Start</c> or
    /// <c>RunAsync</c>.
    /// </summary>
    /// <returns>The adapter.</returns>
    public static AwsApiGatewayAdapter UseAmazonLambda(this AwsApiGatewayAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        adapter.Application.ProvideFromRequest(static request =>
            request.LambdaContext is { } context
                ? context.AmazonContext as ILambdaContext ?? new AmazonLambdaContext(context)
                : null
        );
        SnapshotHooks.Register(adapter, SnapshotRestore.RegisterBeforeSnapshot, SnapshotRestore.RegisterAfterRestore);
        return adapter;
    }

    /// <summary>
    /// Answers one event, with the context that the managed runtime passes; the request is cancelled when its
    /// <see cref="ILambdaContext.RemainingTime"/> is over.
    /// </summary>
    /// <exception cref="UnrecognizedEventException">No HTTP event, and no handler takes others.</exception>
    public static async Task<Stream> HandleEventAsync(
        this AwsApiGatewayAdapter adapter,
        Stream input,
        ILambdaContext context
    )
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        return await adapter.HandleInClassLibraryAsync(
            input,
            AmazonLambdaContext.Read(context),
            CancellationToken.None
        );
    }

    /// <summary>
    /// Answers a REST API's event that a <c>LambdaSerializer</c> has read. An HTTP API's with payload format 1.0 cannot be
    /// told from it, because Amazon's type has no version: take those as <c>Stream</c>.
    /// </summary>
    /// <returns>Null only where <c>OnEvent</c> took the event, which is no HTTP event.</returns>
    public static async Task<APIGatewayProxyResponse> HandleEventAsync(
        this AwsApiGatewayAdapter adapter,
        APIGatewayProxyRequest request,
        ILambdaContext context
    )
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        return TypedResponse.ReadRestApi(await HandleAsync(adapter, TypedRequest.Write(request), context));
    }

    /// <summary>
    /// Answers an HTTP API's event (payload format 2.0) or a Function URL's that a <c>LambdaSerializer</c> has read.
    /// </summary>
    /// <returns>Null only where <c>OnEvent</c> took the event, which is no HTTP event.</returns>
    public static async Task<APIGatewayHttpApiV2ProxyResponse> HandleEventAsync(
        this AwsApiGatewayAdapter adapter,
        APIGatewayHttpApiV2ProxyRequest request,
        ILambdaContext context
    )
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        return TypedResponse.ReadHttpApi(await HandleAsync(adapter, TypedRequest.Write(request), context));
    }

    private static Task<Stream> HandleAsync(AwsApiGatewayAdapter adapter, MemoryStream payload, ILambdaContext context)
    {
        payload.Position = 0;
        return adapter.HandleInClassLibraryAsync(payload, AmazonLambdaContext.Read(context), CancellationToken.None);
    }
}
