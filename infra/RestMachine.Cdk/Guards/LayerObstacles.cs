using Amazon.CDK.AWS.Lambda;
using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>Why a function cannot take the layer.</summary>
internal static class LayerObstacles
{
    /// <returns>Null if there is none.</returns>
    public static string? Find(Function function, FunctionSettings found, ShutdownLayer? layer, string architecture)
    {
        if (found.IsImage)
        {
            return $"{function.Node.Path} is a container image, and images have no layers: put the extension into the image, with "
                + "\"restmachine create-extension\" and \"COPY --chmod=0755 extensions/restmachine-shutdown "
                + "/opt/extensions/restmachine-shutdown\" in its Dockerfile.";
        }
        if (ExtensionlessRuntimes.Find(found.Runtime) is { } problem)
        {
            return $"{function.Node.Path} {problem}";
        }
        if (layer?.LambdaArchitecture is { } its && its != architecture)
        {
            return $"{function.Node.Path} runs on {architecture}, but {layer.Description} is for {its}: name the one for "
                + $"{architecture}, or set the function's Architecture.";
        }
        return null;
    }
}
