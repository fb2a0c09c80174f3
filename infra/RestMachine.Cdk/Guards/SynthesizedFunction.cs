using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk;

/// <summary>What the template would say about a function now.</summary>
internal sealed record SynthesizedFunction
{
    // Lambda's defaults, where the template says nothing.
    private const double DefaultMemory = 128;
    private const double DefaultTimeout = 3;

    public bool IsImage { get; private init; }

    public string Runtime { get; private init; } = "";

    public double MemorySize { get; private init; } = DefaultMemory;

    public double Timeout { get; private init; } = DefaultTimeout;

    /// <summary>Each as JSON: an ARN, or a reference to one.</summary>
    public IReadOnlyList<string> Layers { get; private init; } = [];

    /// <summary>Values that are known before the deployment; of others only the name, with null.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; private init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Without the layers.</summary>
    public static SynthesizedFunction Read(Function function)
    {
        var resource = Resource(function);
        var variables = Resolve(function, resource.Environment)?["variables"] as JsonObject;
        return new SynthesizedFunction
        {
            IsImage = resource.PackageType == "Image",
            Runtime = resource.Runtime ?? "",
            MemorySize = resource.MemorySize ?? DefaultMemory,
            Timeout = resource.Timeout ?? DefaultTimeout,
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
    public static SynthesizedFunction ReadAtTheEnd(Function function)
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
