using Amazon.CDK;
using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AwsApigatewayv2Integrations;
using RestMachine.Cdk;

namespace RestMachine.Benchmarks.Synth;

/// <summary>
/// A function behind an HTTP API, with the layer. The code is ready, so that only constructs are compared.
/// </summary>
internal static class ComparedStacks
{
    public const string Plain = "plain";
    public const string Ours = "constructs";

    public static string[] Apps { get; } = [Plain, Ours];

    public static void Synthesize(string app, string output)
    {
        var folder = Directory.CreateDirectory(Path.Combine(output, "code")).FullName;
        File.WriteAllText(Path.Combine(folder, "bootstrap"), "#!/bin/sh\n");
        var code = Code.FromAsset(folder);
        Synthesize(
            Path.Combine(output, "cdk.out"),
            stack => app == Plain ? AddPlain(stack, code) : AddOurs(stack, code)
        );
    }

    private static RestMachineFunction AddOurs(Stack stack, Code code) =>
        new(
            stack,
            "Users",
            new RestMachineFunctionProps
            {
                Code = code,
                Handler = "bootstrap",
                Runtime = Runtime.PROVIDED_AL2023,
                MemorySize = 512,
            }
        );

    private static Function AddPlain(Stack stack, Code code) =>
        new(
            stack,
            "Users",
            new FunctionProps
            {
                Code = code,
                Handler = "bootstrap",
                Runtime = Runtime.PROVIDED_AL2023,
                MemorySize = 512,
                Layers =
                [
                    new LayerVersion(
                        stack,
                        "Layer",
                        new LayerVersionProps
                        {
                            // A folder: what a user without the constructs has, from the layer's build.
                            Code = Code.FromAsset(Path.GetDirectoryName(Layer.Extensions)!),
                            CompatibleArchitectures = [Architecture.X86_64],
                            LayerVersionName = "restmachine-shutdown-x86_64",
                            Description = "The extension",
                            License = "Apache-2.0",
                            RemovalPolicy = RemovalPolicy.RETAIN,
                        }
                    ),
                ],
            }
        );

    private static void Synthesize(string folder, Func<Stack, Function> add)
    {
        var app = new App(new AppProps { Outdir = folder });
        var stack = new Stack(app, "Stack");
        var api = new HttpApi(
            stack,
            "Api",
            new HttpApiProps { DefaultIntegration = new HttpLambdaIntegration("Integration", add(stack)) }
        );
        _ = new CfnOutput(stack, "Url", new CfnOutputProps { Value = api.ApiEndpoint });
        app.Synth();
    }
}
