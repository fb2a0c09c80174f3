using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Time.Testing;

namespace RestMachine.Aws.Tests.Events;

public sealed class InjectedValues
{
    [Fact]
    public async Task AHandlerReceivesTheLambdaContextByItsType()
    {
        var application = new RestApplication();
        application.Get("/", (LambdaContext context) => context.AwsRequestId);

        (await application.AnswerAsync(TestEvents.HttpApi)).ShouldContain(EchoFunction.AwsRequestId);
    }

    [Fact]
    public async Task AHandlerWithABodyReceivesBoth()
    {
        var application = new RestApplication(EventsJson.Default);
        application.Post("/", (LambdaContext context, Small body) => $"{context.AwsRequestId.Length} {body.Version}");

        var answer = await application.AnswerAsync(
            """
            {"httpMethod":"POST","path":"/","headers":{"content-type":"application/json"},"body":"{\"version\":\"7\"}"}
            """
        );

        answer.ShouldContain("\"36 7\"");
    }

    [Fact]
    public async Task AHandlerReceivesTheEventAsJsonElementOrAsATypeOfTheUsersOwnContext()
    {
        var application = new RestApplication();
        application.Get("/", PathAndVersion);

        (await application.AnswerAsync(TestEvents.HttpApi)).ShouldContain("\"/2.0\"");

        static string PathAndVersion(LambdaEvent raw) =>
            raw.ToJsonElement().GetProperty("rawPath").GetString() + raw.Read(EventsJson.Default.Small)!.Version;
    }

    [Fact]
    public void AreUnknownToARequestThatDidNotComeThroughLambda()
    {
        var request = new Request("GET", "/");

        request.LambdaContext.ShouldBeNull();
        request.LambdaEvent.ShouldBeNull();
        request.SourceIp.ShouldBeNull();
        request.Authorizer.ShouldBeNull();
        request.ClientCertificate.ShouldBeNull();
    }

    [Fact]
    public async Task AHandlerThatAsksForTheContextElsewhereIsRefusedBeforeTheFirstRequest()
    {
        var application = new RestApplication();
        application.Get("/", (LambdaContext context) => context.AwsRequestId);

        var refusal = await Should.ThrowAsync<InvalidLifecycleException>(() =>
            application.Lifecycle.StartAsync(TestContext.Current.CancellationToken)
        );
        refusal.Message.ShouldContain("parameter context is a LambdaContext");
    }

    [Fact]
    public void TheContextKnowsTheFunctionAndTheTimeLeft()
    {
        var variables = new Dictionary<string, string?>
        {
            ["AWS_LAMBDA_FUNCTION_NAME"] = "users",
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/users",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = "2026/11/23/[$LATEST]1",
        };
        var time = new FakeTimeProvider();
        var context = new LambdaContext(FunctionEnvironment.Read(variables.GetValueOrDefault), time)
        {
            Deadline = time.GetUtcNow().AddSeconds(3),
        };

        (context.FunctionName, context.FunctionVersion, context.MemoryLimitInMB).ShouldBe(("users", "$LATEST", 512));
        (context.LogGroupName, context.LogStreamName).ShouldBe(("/aws/lambda/users", "2026/11/23/[$LATEST]1"));
        time.Advance(TimeSpan.FromSeconds(1));
        context.RemainingTime.ShouldBe(TimeSpan.FromSeconds(2));
        time.Advance(TimeSpan.FromSeconds(5));
        context.RemainingTime.ShouldBe(TimeSpan.Zero);
        EchoFunction.ContextOf("").RemainingTime.ShouldBe(TimeSpan.MaxValue);
    }
}

internal sealed record Small(string Version);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Small))]
internal sealed partial class EventsJson : JsonSerializerContext;
