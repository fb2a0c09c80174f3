using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.Lambda;
using Annotations = Amazon.CDK.Assertions.Annotations;

namespace RestMachine.Cdk.Tests.Functions;

public sealed class StreamingFunctions(LayerFolder folder)
{
    private const string UrlType = "AWS::Lambda::Url";
    private readonly Stack _stack = new(new App(), "Stack");

    [Fact]
    public void TellTheirLibraryAndStreamFromTheirUrls()
    {
        Add(isStreaming: true).AddFunctionUrl();

        HasVariable("on");
        HasUrl("RESPONSE_STREAM", "AWS_IAM");
        Annotations.FromStack(_stack).FindWarning("*", Match.AnyValue()).ShouldBeEmpty();
    }

    [Fact]
    public void KeepWhatTheUserSaysOfTheUrl()
    {
        Add(isStreaming: true).AddFunctionUrl(new FunctionUrlOptions { AuthType = FunctionUrlAuthType.NONE });

        HasUrl("RESPONSE_STREAM", "NONE");
    }

    [Fact]
    public void KeepWhatTheUserSetAndWarnOfAUrlThatCannotStream()
    {
        Add(isStreaming: true, variable: "off")
            .AddFunctionUrl(new FunctionUrlOptions { InvokeMode = InvokeMode.BUFFERED });

        HasVariable("off");
        HasUrl("BUFFERED", "AWS_IAM");
        Annotations
            .FromStack(_stack)
            .HasWarning("/Stack/Function", Match.StringLikeRegexp("its URL's InvokeMode is BUFFERED"));
    }

    [Fact]
    public void AreThoseThatSaySo()
    {
        Add(isStreaming: false).AddFunctionUrl();

        var template = Template.FromStack(_stack);
        template.HasResourceProperties(
            "AWS::Lambda::Function",
            new Dictionary<string, object> { ["Environment"] = Match.Absent() }
        );
        template.HasResourceProperties(UrlType, new Dictionary<string, object> { ["InvokeMode"] = Match.Absent() });
    }

    private RestMachineFunction Add(bool isStreaming, string? variable = null) =>
        new(
            _stack,
            "Function",
            new RestMachineFunctionProps
            {
                Code = Code.FromAsset(folder.Path),
                Handler = "bootstrap",
                Runtime = Runtime.PROVIDED_AL2023,
                Streaming = isStreaming,
                Environment = variable is null
                    ? null
                    : new Dictionary<string, string> { ["RESTMACHINE_STREAMING"] = variable },
                ShutdownLayer = ShutdownLayer.FromArn("arn:aws:lambda:eu-west-1:123456789012:layer:any:1"),
            }
        );

    private void HasUrl(string mode, string authorization) =>
        Template
            .FromStack(_stack)
            .HasResourceProperties(
                UrlType,
                new Dictionary<string, object> { ["InvokeMode"] = mode, ["AuthType"] = authorization }
            );

    private void HasVariable(string value) =>
        Template
            .FromStack(_stack)
            .HasResourceProperties(
                "AWS::Lambda::Function",
                new Dictionary<string, object>
                {
                    ["Environment"] = new Dictionary<string, object>
                    {
                        ["Variables"] = new Dictionary<string, object> { ["RESTMACHINE_STREAMING"] = value },
                    },
                }
            );
}
