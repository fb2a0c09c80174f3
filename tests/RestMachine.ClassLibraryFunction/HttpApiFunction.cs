using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using RestMachine.Aws;

namespace RestMachine.ClassLibraryFunction;

/// <summary>A function that was written for Amazon's packages; one line of its handler has changed.</summary>
public sealed class HttpApiFunction
{
    private readonly AwsApiGatewayAdapter _adapter = Application.CreateForAmazonLambda();

    public HttpApiFunction() => _adapter.Start();

    public Task<APIGatewayHttpApiV2ProxyResponse> Handler(
        APIGatewayHttpApiV2ProxyRequest request,
        ILambdaContext context
    ) => _adapter.HandleEventAsync(request, context);
}
