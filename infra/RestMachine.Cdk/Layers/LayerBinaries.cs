using Amazon.CDK.AWS.Lambda;
using RestMachine.Packaging;

namespace RestMachine.Cdk;

internal static class LayerBinaries
{
    public static LayerPackage Read(RestMachineLayerProps? props)
    {
        var architecture = (props?.Architecture ?? Architecture.X86_64).Name;
        try
        {
            return props?.LayerDirectory is { } own
                ? LayerPackage.Read(Path.Combine(own, architecture), architecture, modesAreKept: true)
                : LayerPackage.ReadPackaged(architecture);
        }
        catch (PackagingException problem)
        {
            var instead = props?.LayerDirectory is null
                ? $" Or set LayerDirectory to a folder that holds {architecture}/{LayerPackage.ExtensionPath} and "
                    + $"{architecture}/{LayerPackage.HandoverPath}."
                : "";
            throw new InvalidOperationException(problem.Message + instead, problem);
        }
    }
}
