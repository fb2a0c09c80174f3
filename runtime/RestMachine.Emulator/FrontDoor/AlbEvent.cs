using RestMachine.Emulator.Protocol;

namespace RestMachine.Emulator.FrontDoor;

// An Application Load Balancer's event: path and query as they were sent, nothing decoded.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
internal static class AlbEvent
{
    public static byte[] Write(GatewayRequest request, bool isMultiValue)
    {
        var (path, query) = request.SplitTarget();
        var (body, isBase64) = request.EncodeBody();
        var parameters = Parameters.Raw(query);
        var fields = request.ForwardedFields().Select(Parameters.Lower);
        return JsonText.Object(json =>
        {
            json.WriteStartObject("requestContext");
            json.WriteStartObject("elb");
            json.WriteString(
                "targetGroupArn",
                $"arn:aws:elasticloadbalancing:{FunctionIdentity.Region}:{FunctionIdentity.AccountId}:targetgroup/local/0"
            );
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("httpMethod", request.Method);
            json.WriteString("path", path);
            if (isMultiValue)
            {
                Parameters.WriteAll(json, "multiValueQueryStringParameters", parameters);
                Parameters.WriteAll(json, "multiValueHeaders", fields);
            }
            else
            {
                Parameters.WriteLast(json, "queryStringParameters", parameters);
                Parameters.WriteLast(json, "headers", fields);
            }
            json.WriteString("body", body ?? "");
            json.WriteBoolean("isBase64Encoded", isBase64);
        });
    }
}
