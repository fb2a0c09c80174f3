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
        if (!IsResponse(root))
        {
            return null!;
        }

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
        if (!IsResponse(root))
        {
            return null!;
        }

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

    /// <summary>A warmer's event is none, as a rule: OnEvent took it, and the serializer writes null as OnEvent does.</summary>
    private static bool IsResponse(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("statusCode", out _);

    private static string[] Texts(JsonElement array) =>
        [.. array.EnumerateArray().Select(element => element.GetString()!)];
}
