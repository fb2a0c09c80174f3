using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using RestMachine.Aws;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Orders;

/// <summary>The function as it is. Its constructor is INIT.</summary>
public sealed class OrdersFunction
{
    private readonly AwsApiGatewayAdapter _adapter = new AwsApiGatewayAdapter(
        OrdersApplication.Create()
    ).UseAmazonLambda();

    public OrdersFunction() => _adapter.Start();

    public Task<APIGatewayProxyResponse> Handler(APIGatewayProxyRequest request, ILambdaContext context) =>
        _adapter.HandleEventAsync(request, context);
}
