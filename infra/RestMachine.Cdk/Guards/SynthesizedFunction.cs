using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>What the template would say about a function now.</summary>
internal static class SynthesizedFunction
{
    /// <summary>Without the layers.</summary>
    public static FunctionSettings Read(Function function)
    {
        var resource = Resource(function);
        var variables = Resolve(function, resource.Environment)?["variables"] as JsonObject;
        return new FunctionSettings
        {
            IsImage = resource.PackageType == "Image",
            Runtime = resource.Runtime ?? "",
            MemorySize = resource.MemorySize ?? FunctionSettings.DefaultMemory,
            Timeout = resource.Timeout ?? FunctionSettings.DefaultTimeout,
            Variables =
                variables?.ToDictionary(
                    variable => variable.Key,
                    variable => Text(variable.Value),
                    StringComparer.Ordinal
                )
                ?? [],
        };
    }

    /// <summary>
    /// With the layers. CDK renders their list once and keeps it: whoever asked earlier would lose the layers added later.
    /// </summary>
    public static FunctionSettings ReadAtTheEnd(Function function)
    {
        var layers = Resolve(function, Resource(function).Layers) as JsonArray;
        return Read(function) with { Layers = layers?.Select(layer => layer!.ToJsonString()).ToArray() ?? [] };
    }

    private static CfnFunction Resource(Function function) => (CfnFunction)function.Node.DefaultChild!;

    private static string? Text(JsonNode? value) =>
        value is JsonValue known && known.TryGetValue<string>(out var text) ? text : null;

    private static JsonNode? Resolve(Function function, object? value) =>
        value is null ? null : JsonSerializer.SerializeToNode(Stack.Of(function).Resolve(value));
}
