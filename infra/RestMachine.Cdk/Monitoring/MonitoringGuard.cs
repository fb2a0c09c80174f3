using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.JSII.Runtime.Deputy;
using Constructs;

namespace RestMachine.Cdk;

/// <summary>Looks whether anybody will send the metrics, when nothing is added to the function any more.</summary>
internal sealed class MonitoringGuard(Function function) : DeputyBase, IValidation
{
    public string[] Validate()
    {
        var isSent =
            RestMachineShutdown.IsAddedTo(function)
            || new SynthesizedFunction(function).ReadAtTheEnd().OurLayers.Count > 0;
        if (!isSent)
        {
            Annotations
                .Of(function)
                .AddWarningV2(
                    "restmachine:no-extension",
                    "The function is monitored, but has no extension that sends metrics, so the alarm never fires: use "
                        + "RestMachineShutdown.AddTo."
                );
        }
        return [];
    }
}
