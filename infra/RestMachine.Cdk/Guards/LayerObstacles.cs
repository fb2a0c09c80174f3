namespace RestMachine.Cdk;

/// <summary>Why a function cannot take the layer.</summary>
internal static class LayerObstacles
{
    // Runtimes that ended before extensions began, and go1.x, by
    // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
    private static readonly string[] WithoutExtensions =
    [
        "dotnetcore1.0",
        "dotnetcore2.0",
        "dotnetcore2.1",
        "go1.x",
        "nodejs",
        "nodejs4.3",
        "nodejs6.10",
        "nodejs8.10",
        "python2.7",
    ];

    /// <returns>Null if there is none.</returns>
    public static string? Find(string path, SynthesizedFunction function, ShutdownLayer? layer, string architecture)
    {
        if (function.IsImage)
        {
            return $"{path} is a container image, and images have no layers: put the extension into the image, with "
                + "\"restmachine create-extension\" and \"COPY --chmod=0755 extensions/restmachine-shutdown "
                + "/opt/extensions/restmachine-shutdown\" in its Dockerfile.";
        }
        if (WithoutExtensions.Contains(function.Runtime, StringComparer.Ordinal))
        {
            return $"{path} has the runtime {function.Runtime}, which knows no extensions: choose a later one, for example "
                + "provided.al2023.";
        }
        if (layer?.LambdaArchitecture is { } found && found != architecture)
        {
            return $"{path} runs on {architecture}, but {layer.Description} is for {found}: name the one for "
                + $"{architecture}, or set the function's Architecture.";
        }
        return null;
    }
}
