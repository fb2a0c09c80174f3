using System.Buffers;
using System.Text;
using RestMachine.Aws.Invocations;

namespace RestMachine.Aws.Tests.Events;

/// <summary>The smallest events of each kind, and an application that answers them.</summary>
internal static class TestEvents
{
    public const string HttpApi =
        """{"version":"2.0","rawPath":"/","requestContext":{"requestId":"r","http":{"method":"GET"}}}""";
    public const string RestApi = """{"path":"/","httpMethod":"GET","requestContext":{"requestId":"r"}}""";
    public const string Alb = """{"path":"/","httpMethod":"GET","headers":{},"requestContext":{"elb":{}}}""";
    public const string AlbMultiValue =
        """{"path":"/","httpMethod":"GET","multiValueHeaders":{},"requestContext":{"elb":{}}}""";

    public static async Task<string> AnswerAsync(this RestApplication application, string payload)
    {
        var adapter = new AwsApiGatewayAdapter(application);
        return await adapter.AnswerAsync(payload);
    }

    public static async Task<string> AnswerAsync(this AwsApiGatewayAdapter adapter, string payload)
    {
        var output = new ArrayBufferWriter<byte>();
        await adapter.HandleAsync(
            Encoding.UTF8.GetBytes(payload),
            EchoFunction.ContextOf(EchoFunction.AwsRequestId),
            new ResponseTarget(output),
            TestContext.Current.CancellationToken
        );
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static Request Read(string payload, string? basePath = null)
    {
        Aws.Events.EventRequest.Read(
            Encoding.UTF8.GetBytes(payload),
            EchoFunction.ContextOf(EchoFunction.AwsRequestId),
            basePath,
            out var request
        );
        return request.ShouldNotBeNull();
    }
}
