using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using RestMachine.Aws.Events;

namespace RestMachine.Aws;

/// <summary>A response of ours as the types that a serializer writes.</summary>
internal static class TypedResponse
{
    public static APIGatewayProxyResponse ReadRestApi(Stream answer)
    {
        using var document = JsonDocument.Parse(answer);
        var root = document.RootElement;
        return new APIGatewayProxyResponse
        {
            StatusCode = root.GetProperty("statusCode").GetInt32(),
            MultiValueHeaders = root.GetProperty("multiValueHeaders")
                .EnumerateObject()
                .ToDictionary(field => field.Name, field => (IList<string>)Texts(field.Value), StringComparer.Ordinal),
            Body = root.GetProperty("body").GetString()!,
            IsBase64Encoded = root.GetProperty("isBase64Encoded").GetBoolean(),
        };
    }

    public static APIGatewayHttpApiV2ProxyResponse ReadHttpApi(Stream answer)
    {
        using var document = JsonDocument.Parse(answer);
        var root = document.RootElement;
        return new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = root.GetProperty("statusCode").GetInt32(),
            Headers = root.GetProperty("headers")
                .EnumerateObject()
                .ToDictionary(field => field.Name, field => field.Value.GetString()!, StringComparer.Ordinal),
            Cookies = root.Member("cookies") is { ValueKind: JsonValueKind.Array } cookies ? Texts(cookies) : null!,
            Body = root.GetProperty("body").GetString()!,
            IsBase64Encoded = root.GetProperty("isBase64Encoded").GetBoolean(),
        };
    }

    private static string[] Texts(JsonElement array) =>
        [.. array.EnumerateArray().Select(element => element.GetString()!)];
}
