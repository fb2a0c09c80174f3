using System.Text.Json;

namespace RestMachine.Aws.Events;

/// <summary>
/// Names who sent an event that is no HTTP request.
/// https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
/// </summary>
internal static class EventSource
{
    /// <summary>Null when nothing is recognised.</summary>
    public static string? NameOf(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload, EventJson.Document);
        try
        {
            return document.RootElement.ValueKind == JsonValueKind.Object ? NameOf(document.RootElement) : null;
        }
        catch (InvalidOperationException)
        {
            // A name or a text is half a surrogate pair: nothing that we know.
            return null;
        }
    }

    private static string? NameOf(JsonElement root) =>
        root.TryGetProperty("Records", out var records) ? OfRecords(records)
        : root.TryGetProperty("eventSource", out var source) ? OfSource(Text(source))
        : root.TryGetProperty("detail-type", out var detail)
            ? Text(detail) == "Scheduled Event" ? "EventBridge schedule"
                : "EventBridge"
        : Has(root, "methodArn") || Has(root, "routeArn") ? "API Gateway authorizer"
        : Has(root, "awslogs") ? "CloudWatch Logs subscription"
        : Has(root, "alarmData") ? "CloudWatch alarm"
        : Has(root, "deliveryStreamArn") ? "Amazon Data Firehose"
        : Has(root, "triggerSource") && Has(root, "userPoolId") ? "Amazon Cognito trigger"
        : Has(root, "RequestType") && Has(root, "ResponseURL") ? "CloudFormation custom resource"
        : Has(root, "CodePipeline.job") ? "AWS CodePipeline"
        : Has(root, "bot") && Has(root, "sessionId") ? "Amazon Lex"
        : Has(root, "getObjectContext") ? "S3 Object Lambda"
        : Has(root, "raw_path") && Has(root, "is_base64_encoded") ? "VPC Lattice"
        : Has(root, "configRuleName") ? "AWS Config"
        : Has(root, "agent") && Has(root, "messageVersion") ? "Amazon Bedrock agent"
        : root.TryGetProperty("Event", out var test) && Text(test) == "s3:TestEvent" ? "Amazon S3 (its test event)"
        : root.TryGetProperty("requestContext", out var context) && context.ValueKind == JsonValueKind.Object
            ? OfContext(context)
        : null;

    /// <summary>HTTP, but not of the four kinds.</summary>
    private static string? OfContext(JsonElement context) =>
        Has(context, "connectionId") ? "API Gateway WebSocket API"
        : Has(context, "serviceNetworkArn") ? "VPC Lattice"
        : null;

    private static string? OfRecords(JsonElement records)
    {
        if (records.ValueKind != JsonValueKind.Array || records.GetArrayLength() == 0)
        {
            return null;
        }

        var first = records[0];
        if (first.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // SNS writes its member with a capital.
        return first.TryGetProperty("eventSource", out var source) || first.TryGetProperty("EventSource", out source)
                ? OfSource(Text(source))
            : Has(first, "cf") ? "CloudFront (Lambda@Edge)"
            : null;
    }

    private static string? OfSource(string? source) =>
        source switch
        {
            "aws:sqs" => "Amazon SQS",
            "aws:sns" => "Amazon SNS",
            "aws:s3" => "Amazon S3",
            "aws:ses" => "Amazon SES",
            "aws:dynamodb" => "DynamoDB stream",
            "aws:kinesis" => "Kinesis stream",
            "aws:docdb" => "DocumentDB stream",
            "aws:kafka" => "Amazon MSK",
            "SelfManagedKafka" => "Apache Kafka",
            "aws:amq" or "aws:mq" or "aws:rmq" => "Amazon MQ",
            _ => source,
        };

    private static bool Has(JsonElement element, string name) => element.TryGetProperty(name, out _);

    private static string? Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
