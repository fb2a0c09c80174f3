using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RestMachine.Aws.Invocations;

namespace RestMachine.Aws.Tests.Events;

/// <summary>A function that answers with what it knows of the request, two cookies and a field of two lines.</summary>
internal sealed class EchoFunction
{
    public const string AwsRequestId = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";

    private readonly RestApplication _application = new();

    public EchoFunction()
    {
        Adapter = new AwsApiGatewayAdapter(_application);
        _application.Post("/users/{id}", (string id, string[] tag, Request request) => Echo(id, tag, request));
    }

    public AwsApiGatewayAdapter Adapter { get; }

    public async Task<string> HandleAsync(string payload)
    {
        var output = new ArrayBufferWriter<byte>();
        var context = ContextOf(AwsRequestId);
        await Adapter.HandleAsync(
            Encoding.UTF8.GetBytes(payload),
            context,
            new ResponseTarget(output),
            TestContext.Current.CancellationToken
        );
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static LambdaContext ContextOf(string awsRequestId) =>
        new(FunctionEnvironment.Read(_ => null), TimeProvider.System) { AwsRequestId = awsRequestId };

    private static Response Echo(string id, string[] tags, Request request)
    {
        var found = new JsonObject
        {
            ["kind"] = request.LambdaEvent?.Kind.ToString(),
            ["method"] = request.Method,
            ["path"] = request.Path,
            ["id"] = id,
            ["query"] = request.QueryString,
            ["tags"] = string.Join('|', tags),
            ["field"] = request.Headers["X-Tag"],
            ["cookie"] = request.Cookies["theme"],
            ["requestId"] = request.Id,
            ["sourceIp"] = request.SourceIp,
            ["traceId"] = request.TraceId,
            ["subject"] = request.Authorizer?.Claims.GetValueOrDefault("sub"),
            ["scopes"] = request.Authorizer is { } authorizer ? string.Join(' ', authorizer.Scopes) : null,
            ["tenant"] = request.Authorizer?.Lambda?.GetProperty("tenant").GetString(),
            ["caller"] = request.Authorizer?.Iam?.UserArn,
            ["certificate"] = request.ClientCertificate?.SubjectDN,
            ["body"] = Convert.ToHexString(request.Body.Span),
        };
        var text = found.ToJsonString(
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        var response = new Response(201, "application/json", Encoding.UTF8.GetBytes(text));
        response.Headers.Add("X-Tag", "1");
        response.Headers.Add("x-tag", "2");
        response.Cookies.Add(new Cookie("a", "1"));
        response.Cookies.Add(new Cookie("b", "2"));
        return response;
    }
}
