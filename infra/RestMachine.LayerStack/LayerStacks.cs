using Amazon.CDK;
using Constructs;

namespace RestMachine.LayerStack;

internal static class LayerStacks
{
    public const string Name = "RestMachineLayer";

    // A layer serves functions of its own region only, so each region has a stack of its own.
    public static IReadOnlyList<PublishedLayers> Add(Construct app, LayerStackOptions options) =>
        options.Regions is []
            ? [new PublishedLayers(app, Name, new StackProps { Description = Description }, options)]
            : options.Regions.Select(region => Add(app, region, options)).ToArray();

    private const string Description = "RestMachine's shutdown extension as a Lambda layer, for x86_64 and arm64";

    private static PublishedLayers Add(Construct app, string region, LayerStackOptions options) =>
        new(
            app,
            $"{Name}-{region}",
            new StackProps
            {
                StackName = Name,
                Description = Description,
                Env = new Amazon.CDK.Environment { Region = region },
            },
            options
        );
}
