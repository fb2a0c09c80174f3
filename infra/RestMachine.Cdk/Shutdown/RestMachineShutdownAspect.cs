using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace RestMachine.Cdk;

/// <summary>
/// Adds the extension to every function of what it is applied to: <c>Aspects.Of(app).Add(new
/// RestMachineShutdownAspect())</c>. A function that cannot take it is left as it is, with a warning that says why; one that
/// has it already is left alone. Aspects of an app do not reach into its stages, by CDK's design: add one to every Stage.
/// </summary>
/// <param name="props">Default: the layer that comes with this library, and Lambda's own limits.</param>
/// <param name="include">Which functions. Default: all, also those that CDK makes for itself.</param>
public class RestMachineShutdownAspect(RestMachineShutdownProps? props = null, Func<Function, bool>? include = null)
    : DeputyBase,
        IAspect
{
    /// <summary>Called by CDK for every construct.</summary>
    /// <param name="node">The construct.</param>
    public void Visit(IConstruct node)
    {
        if (node is CfnFunction { Node.Scope: not FunctionBase } resource)
        {
            Annotations
                .Of(resource)
                .AddWarningV2(
                    "restmachine:skipped",
                    $"Skipped: {resource.Node.Path} is a CfnFunction: set its Layers to the ARN of a RestMachineLayer."
                );
        }
        if (
            node is not Function function
            || RestMachineShutdown.IsAddedTo(function)
            || include?.Invoke(function) == false
        )
        {
            return;
        }
        try
        {
            RestMachineShutdown.Attach(function, props ?? new RestMachineShutdownProps());
        }
        catch (InvalidOperationException obstacle)
        {
            Annotations.Of(function).AddWarningV2("restmachine:skipped", $"Skipped: {obstacle.Message}");
        }
    }
}
