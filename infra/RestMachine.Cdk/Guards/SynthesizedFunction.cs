using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using RestMachine.Checks;

namespace RestMachine.Cdk;

/// <summary>What the template would say about a function now. Every question crosses to CDK's own process and back.</summary>
internal sealed class SynthesizedFunction(Function function)
{
    private readonly CfnFunction _resource = (CfnFunction)function.Node.DefaultChild!;
    private readonly Stack _stack = Stack.Of(function);

    /// <summary>The folder that is uploaded, which the CDK command line has written down; null: no folder, or not known.</summary>
    public string? Package =>
        _resource.GetMetadata("aws:asset:path") is string path
        && Path.Combine(Stage.Of(_stack)!.AssetOutdir, path) is var folder
        && Directory.Exists(folder)
            ? folder
            : null;

    /// <summary>What decides whether it can take the layer, and its variables.</summary>
    public FunctionSettings Read()
    {
        var environment = _resource.Environment;
        return new FunctionSettings
        {
            IsImage = _resource.PackageType == "Image",
            Runtime = _resource.Runtime ?? "",
            Variables = Variables(environment is null ? null : _stack.Resolve(environment)),
        };
    }

    /// <summary>
    /// All of it, when nothing is added any more: CDK renders the list of layers once and keeps it, and whoever asked earlier
    /// would lose the layers added later.
    /// </summary>
    public FunctionSettings ReadAtTheEnd()
    {
        var unresolved = new Dictionary<string, object>(StringComparer.Ordinal) { ["layers"] = _resource.Layers ?? [] };
        if (_resource.Environment is { } environment)
        {
            unresolved["environment"] = environment;
        }
        // What there is nothing to say of, it leaves away.
        var resolved = (IDictionary<string, object>)_stack.Resolve(unresolved)!;
        resolved.TryGetValue("layers", out var layers);
        resolved.TryGetValue("environment", out var variables);
        string[] all = [.. ((layers as IEnumerable<object>) ?? []).Select(Text)];
        return new FunctionSettings
        {
            Runtime = _resource.Runtime ?? "",
            Architecture = Architecture(),
            MemorySize = Known(_resource.MemorySize ?? FunctionSettings.DefaultMemory, double.PositiveInfinity),
            Timeout = Known(_resource.Timeout ?? FunctionSettings.DefaultTimeout, 0),
            Layers = all,
            OurLayers =
                all.Length > 1 || !RestMachineShutdown.IsAddedTo(function) ? new OurLayers(_stack).Among(all) : [],
            Variables = Variables(variables),
        };
    }

    private string? Architecture() =>
        _resource.Architectures is not { } all ? FunctionSettings.DefaultArchitecture
        : all is [var one] && Token.IsUnresolved(one) != true ? one
        : null;

    private static Dictionary<string, string?> Variables(object? environment) =>
        environment is IDictionary<string, object> known
        && known.TryGetValue("variables", out var variables)
        && variables is IDictionary<string, object> all
            ? all.ToDictionary(pair => pair.Key, pair => pair.Value as string, StringComparer.Ordinal)
            : [];

    // CDK writes a number that only the deployment knows as a negative one; of such a number nothing is wrong.
    private static double Known(double number, double otherwise) => number < 0 ? otherwise : number;

    // As JSON, but for escapes: it is compared and shown, and a serializer takes longer to start than all else here.
    public static string Text(object value) =>
        value switch
        {
            string text => $"\"{text}\"",
            IDictionary<string, object> members =>
                $"{{{string.Join(',', members.Select(member => $"\"{member.Key}\":{Text(member.Value)}"))}}}",
            IEnumerable<object> items => $"[{string.Join(',', items.Select(Text))}]",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
