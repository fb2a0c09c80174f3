using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SSM;
using Constructs;
using RestMachine.Cdk;

namespace RestMachine.LayerStack;

/// <summary>
/// The layer for both architectures in one region. Others find it by the parameters
/// <c>/restmachine/layer/{architecture}/latest</c> and <c>/restmachine/layer/{architecture}/{version}</c>, whose values
/// are ARNs: an export would forbid every later version while somebody imports it. The parameter of a replaced version
/// stays; who deploys that version again deletes it before, with <c>aws ssm delete-parameter</c>, because CloudFormation
/// takes over no parameter that exists.
/// </summary>
internal sealed class PublishedLayers : Stack
{
    public PublishedLayers(Construct scope, string id, StackProps props, LayerStackOptions options)
        : base(scope, id, props)
    {
        Publish("X8664", Architecture.X86_64, options);
        Publish("Arm64", Architecture.ARM_64, options);
    }

    private void Publish(string name, Architecture architecture, LayerStackOptions publishing)
    {
        var layer = new RestMachineLayer(
            this,
            $"Layer{name}",
            new RestMachineLayerProps
            {
                Architecture = architecture,
                LayerDirectory = publishing.LayerDirectory,
                SharedWith = publishing.SharedWith,
            }
        );
        Parameter($"Latest{name}", layer, "latest");

        // The next version's parameter takes this one's place in the stack, but not in the account.
        var pinned = Parameter($"Version{name}", layer, RestMachineLayer.SemanticVersion);
        var options = ((CfnResource)pinned.Node.DefaultChild!).CfnOptions;
        options.UpdateReplacePolicy = CfnDeletionPolicy.RETAIN;
        // Who destroys the stack may deploy it again: a parameter that stayed would be in the way.
        options.DeletionPolicy = CfnDeletionPolicy.DELETE;

        new CfnOutput(
            this,
            $"LayerArn{name}",
            new CfnOutputProps { Value = layer.LayerVersionArn, Description = $"The layer for {architecture.Name}" }
        );
    }

    private StringParameter Parameter(string id, RestMachineLayer layer, string version) =>
        new(
            this,
            id,
            new StringParameterProps
            {
                ParameterName = $"/restmachine/layer/{layer.LambdaArchitecture}/{version}",
                StringValue = layer.LayerVersionArn,
                Description =
                    $"RestMachine shutdown extension {RestMachineLayer.SemanticVersion}, sha256 {layer.ContentHash}",
            }
        );
}
