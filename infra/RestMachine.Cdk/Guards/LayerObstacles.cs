using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>Why a function cannot take the layer.</summary>
internal static class LayerObstacles
{
    /// <returns>Null if there is none.</returns>
    public static string? Find(string path, FunctionSettings function, ShutdownLayer? layer, string architecture)
    {
        if (function.IsImage)
        {
            return $"{path} is a container image, and images have no layers: put the extension into the image, with "
                + "\"restmachine create-extension\" and \"COPY --chmod=0755 extensions/restmachine-shutdown "
                + "/opt/extensions/restmachine-shutdown\" in its Dockerfile.";
        }
        if (ExtensionlessRuntimes.Find(function.Runtime) is { } problem)
        {
            return $"{path} {problem}";
        }
        if (layer?.LambdaArchitecture is { } found && found != architecture)
        {
            return $"{path} runs on {architecture}, but {layer.Description} is for {found}: name the one for "
                + $"{architecture}, or set the function's Architecture.";
        }
        return null;
    }
}
