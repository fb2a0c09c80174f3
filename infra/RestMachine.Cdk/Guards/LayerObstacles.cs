using Amazon.CDK;
using Amazon.CDK.AWS.CloudFront.Experimental;
using Amazon.CDK.AWS.IAM;
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
        if (IsAtTheEdge(function, found.Runtime))
        {
            return $"{function.Node.Path} {EdgeFunctions.Problem}";
        }
        if (ExtensionlessRuntimes.Find(found.Runtime) is { } problem)
        {
            return $"{function.Node.Path} {problem}";
        }
        var isKnown = architecture is "x86_64" or "arm64";
        if (!isKnown && layer is null)
        {
            return $"{function.Node.Path} has an Architecture that only the deployment knows, and RestMachine has a layer for each: "
                + "set ShutdownLayer to the one for it, for example with ShutdownLayer.FromParameter.";
        }
        if (isKnown && layer?.LambdaArchitecture is { } other && other != architecture)
        {
            return $"{function.Node.Path} runs on {architecture}, but {layer.Description} is for {other}: name the one for "
                + $"{architecture}, or set the function's Architecture.";
        }
        if (
            layer?.Region is { } region
            && Stack.Of(function).Region is var its
            && Token.IsUnresolved(its) != true
            && its != region
        )
        {
            return $"{function.Node.Path} is in {its}, but {layer.Description} is in {region}, and a function takes layers of its "
                + "own region only: name the one there.";
        }
        return null;
    }

    // CDK makes them in a stack of this name where the app's own is in another region than us-east-1.
    private static bool IsAtTheEdge(Function function, string runtime) =>
        function.Node.Path.Contains("edge-lambda-stack-", StringComparison.Ordinal)
        || function.Node.Scope is EdgeFunction
        || IsNamedByADistribution(function, runtime);

    public static bool IsNamedByADistribution(Function function, string runtime) =>
        EdgeFunctions.Include(runtime, () => Trust(function));

    private static string? Trust(Function function) =>
        function.Role?.Node.DefaultChild is CfnRole role
        && Stack.Of(function).Resolve(role.AssumeRolePolicyDocument) is { } document
            ? SynthesizedFunction.Text(document)
            : null;
}
