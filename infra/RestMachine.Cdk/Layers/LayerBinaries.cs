using Amazon.CDK.AWS.Lambda;
using RestMachine.Packaging;

namespace RestMachine.Cdk;

internal static class LayerBinaries
{
    private static readonly string Packaged = Path.Combine(AppContext.BaseDirectory, "restmachine-layer");

    public static LayerPackage Read(RestMachineLayerProps? props)
    {
        var architecture = (props?.Architecture ?? Architecture.X86_64).Name;
        var folder = Path.Combine(props?.LayerDirectory ?? Packaged, architecture);
        try
        {
            return LayerPackage.Read(folder, architecture, modesAreKept: props?.LayerDirectory is not null);
        }
        catch (PackagingException problem)
        {
            throw new InvalidOperationException(problem.Message, problem);
        }
    }
}
