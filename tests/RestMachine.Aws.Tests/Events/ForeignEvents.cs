using RestMachine.Aws.RuntimeApi;

namespace RestMachine.Aws.Tests.Events;

public sealed class ForeignEvents
{
    public static TheoryData<string, string> Named =>
        new()
        {
            { """{"Records":[{"eventSource":"aws:sqs"}]}""", "Amazon SQS" },
            { """{"Records":[{"EventSource":"aws:sns"}]}""", "Amazon SNS" },
            { """{"Records":[{"eventSource":"aws:s3"}]}""", "Amazon S3" },
            { """{"Records":[{"eventSource":"aws:dynamodb"}]}""", "DynamoDB stream" },
            { """{"Records":[{"eventSource":"aws:kinesis"}]}""", "Kinesis stream" },
            { """{"Records":[{"eventSource":"aws:new"}]}""", "aws:new" },
            { """{"Records":[{"cf":{}}]}""", "CloudFront (Lambda@Edge)" },
            { """{"eventSource":"aws:kafka","records":{}}""", "Amazon MSK" },
            { """{"source":"aws.events","detail-type":"Scheduled Event"}""", "EventBridge schedule" },
            { """{"source":"my.app","detail-type":"Order"}""", "EventBridge" },
            { """{"requestContext":{"serviceNetworkArn":"arn"},"path":"/"}""", "VPC Lattice" },
            { """{"raw_path":"/","method":"GET","headers":{},"is_base64_encoded":false}""", "VPC Lattice" },
            { """{"Service":"Amazon S3","Event":"s3:TestEvent"}""", "Amazon S3 (its test event)" },
            { """{"getObjectContext":{}}""", "S3 Object Lambda" },
            { """{"configRuleName":"x","invokingEvent":"{}"}""", "AWS Config" },
            { """{"messageVersion":"1.0","agent":{}}""", "Amazon Bedrock agent" },
            { """{"eventSource":"aws:docdb","events":[]}""", "DocumentDB stream" },
            { """{"awslogs":{"data":""}}""", "CloudWatch Logs subscription" },
            { """{"type":"TOKEN","methodArn":"arn"}""", "API Gateway authorizer" },
            {
                """{"type":"REQUEST","routeArn":"arn","rawPath":"/","requestContext":{"http":{"method":"GET"}}}""",
                "API Gateway authorizer"
            },
            { """{"requestContext":{"connectionId":"x","routeKey":"$connect"}}""", "API Gateway WebSocket API" },
            { """{"deliveryStreamArn":"arn","records":[]}""", "Amazon Data Firehose" },
            { """{"triggerSource":"PreSignUp_SignUp","userPoolId":"x"}""", "Amazon Cognito trigger" },
            { """{"RequestType":"Create","ResponseURL":"https://x"}""", "CloudFormation custom resource" },
        };

    [Theory]
    [MemberData(nameof(Named))]
    public async Task AreRefusedByTheirName(string payload, string name)
    {
        var refusal = await Should.ThrowAsync<UnrecognizedEventException>(() =>
            new EchoFunction().HandleAsync(payload)
        );

        refusal.Message.ShouldStartWith($"The event is an event of {name}; expected an HTTP event");
        refusal.Message.ShouldContain("adapter.OnEvent(…)");
    }

    [Theory]
    [InlineData("[]", "a JSON array")]
    [InlineData("null", "a JSON null")]
    [InlineData("{}", "an empty object")]
    [InlineData("\"warm\"", "a JSON string")]
    [InlineData("""{"Records":[],"x":1}""", "an object with the members Records, x")]
    [InlineData("""{"Records":[7]}""", "an object with the members Records")]
    [InlineData(
        """{"rawPath":"/","requestContext":{"http":{"method":1}}}""",
        "an object with the members rawPath, request"
    )]
    public async Task AreRefusedByTheirFormWhereNobodyKnowsThem(string payload, string form) =>
        (
            await Should.ThrowAsync<UnrecognizedEventException>(() => new EchoFunction().HandleAsync(payload))
        ).Message.ShouldStartWith($"The event is {form}");

    [Theory]
    [InlineData("""{"$":1}""")]
    [InlineData("""{"Records":[{"eventSource":"$"}]}""")]
    [InlineData("""{"eventSource":"$"}""")]
    public async Task AreRefusedInAFewWordsHoweverLongTheirsAre(string payload)
    {
        foreach (var name in new[] { "\ud83d\ude00", "\ud83d\ude00x" })
        {
            var refusal = await Should.ThrowAsync<UnrecognizedEventException>(() =>
                new EchoFunction().HandleAsync(
                    payload.Replace("$", string.Concat(Enumerable.Repeat(name, 500_000)), StringComparison.Ordinal)
                )
            );

            ErrorReport.OfEvent(refusal).ToBody().Length.ShouldBeLessThan(10_000);
        }
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData(
        """{"Records":[{"\ud800eventSource":"\ud800"}],"a name as long as any of those that are looked for \ud800":1}"""
    )]
    [InlineData("""{"detail-type":"\ud800"}""")]
    public async Task AreRefusedWhereTheirTextIsNone(string payload) =>
        (
            await Should.ThrowAsync<UnrecognizedEventException>(() => new EchoFunction().HandleAsync(payload))
        ).Message.ShouldStartWith("The event ");

    [Fact]
    public async Task GoToTheHandlerThatTakesThem()
    {
        var seen = new List<string?>();
        var function = new EchoFunction();
        function.Adapter.OnEvent(
            (raw, _) =>
            {
                seen.Add(raw.Source);
                return Task.CompletedTask;
            }
        );

        var answer = await function.HandleAsync("""{"source":"aws.events","detail-type":"Scheduled Event"}""");
        await function.HandleAsync("\"warm\"");

        answer.ShouldBe("null");
        seen.ShouldBe(["EventBridge schedule", null]);
    }

    [Fact]
    public async Task AreAnsweredWithWhatTheHandlerReturns()
    {
        var function = new EchoFunction();
        function.Adapter.OnEvent(
            (raw, _) => Task.FromResult(new Small(raw.Context.AwsRequestId)),
            EventsJson.Default.Small
        );

        (await function.HandleAsync("{}")).ShouldBe($$"""{"version":"{{EchoFunction.AwsRequestId}}"}""");
    }

    [Fact]
    public async Task FailWithWhatTheHandlerThrows()
    {
        var function = new EchoFunction();
        function.Adapter.OnEvent((_, _) => throw new InvalidDataException("bad record"));

        await Should.ThrowAsync<InvalidDataException>(() => function.HandleAsync("{}"));
    }

    [Fact]
    public async Task DoNotKeepHttpEventsFromTheApplication()
    {
        var function = new EchoFunction();
        function.Adapter.OnEvent((_, _) => throw new InvalidDataException("not for this one"));

        (await function.HandleAsync(TestEvents.RestApi)).ShouldContain("\"statusCode\":404");
    }

    [Fact]
    public void HaveOneHandler()
    {
        var function = new EchoFunction();
        function.Adapter.OnEvent((_, _) => Task.CompletedTask);

        Should
            .Throw<InvalidOperationException>(() => function.Adapter.OnEvent((_, _) => Task.CompletedTask))
            .Message.ShouldStartWith("OnEvent was called twice");
    }
}
