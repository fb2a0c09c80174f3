using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk;

/// <summary>
/// What a <see cref="RestMachineLayer"/> may be told. Defaults of what it inherits: the name
/// <c>restmachine-shutdown-{architecture}</c>; a description with version and
/// content hash; the licenses of what the binary contains; versions are retained.
/// </summary>
public class RestMachineLayerProps : LayerVersionOptions
{
    /// <summary>The processor that the layer is for. Default: x86_64, as Lambda's own default is.</summary>
    public Architecture? Architecture { get; set; }

    /// <summary>
    /// A folder that holds <c>{architecture}/extensions/restmachine-shutdown</c> and
    /// <c>{architecture}/restmachine/restmachine-handover</c>, as <c>layer/Layer.proj</c> publishes them.
    /// Default: the binaries that come with this library.
    /// </summary>
    public string? LayerDirectory { get; set; }

    /// <summary>Who may use the layer besides the account that owns it. Default: nobody.</summary>
    public IReadOnlyList<LayerSharing> SharedWith { get; set; } = [];
}
