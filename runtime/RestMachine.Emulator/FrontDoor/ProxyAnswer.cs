using System.Text;
using System.Text.Json;

namespace RestMachine.Emulator.FrontDoor;

// What a REST API or a load balancer makes of the function's answer. Neither infers anything: what is not of the
// documented form is a bad gateway.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
internal static class ProxyAnswer
{
    public static GatewayResponse BadGateway(FrontDoorKind kind) =>
        kind == FrontDoorKind.RestApi
            ? Make(502, "application/json", """{"message": "Internal server error"}""")
            : Page(502, "Bad Gateway");

    public static GatewayResponse ContentTooLarge => Page(413, "Request Entity Too Large");

    public static GatewayResponse From(JsonElement payload, FrontDoorKind kind, bool decodesBase64)
    {
        if (
            payload.ValueKind != JsonValueKind.Object
            || !payload.TryGetProperty("statusCode", out var status)
            || status.GetInt32() is not (>= 200 and <= 599)
        )
        {
            return BadGateway(kind);
        }
        return new GatewayResponse(
            status.GetInt32(),
            ReadFields(payload, kind).ToArray(),
            GatewayResponse.ReadBody(payload, decodesBase64)
        );
    }

    // A REST API merges both forms. A load balancer reads the form that its target group is set to, and no other.
    private static IEnumerable<KeyValuePair<string, string>> ReadFields(JsonElement payload, FrontDoorKind kind)
    {
        var multi = kind == FrontDoorKind.Alb ? [] : Members(payload, "multiValueHeaders");
        foreach (var field in multi)
        {
            foreach (var value in field.Value.EnumerateArray())
            {
                yield return KeyValuePair.Create(field.Name, value.ToString());
            }
        }
        var single = kind == FrontDoorKind.AlbMultiValue ? [] : Members(payload, "headers");
        foreach (var field in single.Where(field => !multi.Any(other => other.Name == field.Name)))
        {
            yield return KeyValuePair.Create(field.Name, field.Value.ToString());
        }
    }

    private static JsonProperty[] Members(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object
            ? [.. members.EnumerateObject()]
            : [];

    private static GatewayResponse Page(int status, string title) =>
        Make(status, "text/html", $"<html><head><title>{status} {title}</title></head></html>");

    private static GatewayResponse Make(int status, string type, string body) =>
        new(status, [KeyValuePair.Create("content-type", type)], Encoding.UTF8.GetBytes(body));
}
