using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using RestMachine.Aws;

namespace RestMachine.ClassLibraryFunction;

/// <summary>A function that was written for Amazon's packages; one line of its handler has changed.</summary>
public sealed class RestApiFunction
{
    private readonly AwsApiGatewayAdapter _adapter = Application.CreateForAmazonLambda();

    public RestApiFunction() => _adapter.Start();

    public Task<APIGatewayProxyResponse> Handler(APIGatewayProxyRequest request, ILambdaContext context) =>
        _adapter.HandleEventAsync(request, context);
}
