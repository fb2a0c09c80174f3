using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Orders.Before;

/// <summary>The function as it was. Nobody closes its journal.</summary>
public sealed class OrdersFunction
{
    private readonly OrderJournal _journal = OrderJournal.Open();

    public Task<APIGatewayProxyResponse> Handler(APIGatewayProxyRequest request, ILambdaContext context) =>
        Task.FromResult(
            (request?.HttpMethod, request?.Path?.Split('/')) switch
            {
                ("POST", ["", "orders"]) => Add(request!.Body),
                ("GET", ["", "orders", var id]) when int.TryParse(id, out var number) => Find(number),
                _ => new APIGatewayProxyResponse { StatusCode = 404 },
            }
        );

    private APIGatewayProxyResponse Add(string body)
    {
        var order = _journal.Add(JsonSerializer.Deserialize(body, OrdersJson.Default.NewOrder)!);
        return Answer(201, order);
    }

    private APIGatewayProxyResponse Find(int id) =>
        _journal.Find(id) is { } order ? Answer(200, order) : new APIGatewayProxyResponse { StatusCode = 404 };

    private static APIGatewayProxyResponse Answer(int status, Order order) =>
        new()
        {
            StatusCode = status,
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" },
            Body = JsonSerializer.Serialize(order, OrdersJson.Default.Order),
        };
}
