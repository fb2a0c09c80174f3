using System.Globalization;
using System.Text.Json;
using RestMachine.Checks;
using RestMachine.Cli.Layers;

namespace RestMachine.Cli.Doctor;

/// <summary>One function of a template.</summary>
internal sealed class FunctionReader(TemplateSet templates, Template template, Resource function)
{
    public static string[] Types { get; } = ["AWS::Lambda::Function", "AWS::Serverless::Function"];

    public Finding Examine()
    {
        var settings = Settings();
        var architecture = Text("Architectures") ?? ArchitectureOption.Default;
        var subject = new ExaminedFunction(Title(settings, architecture), settings, architecture)
        {
            Layers = [.. Layers().Select(layer => new LayerReader(templates).Of(template, layer))],
            Code = Code(architecture, settings.Runtime),
            Dockerfile = settings.IsImage ? templates.Assets.Dockerfile(function.Property("Code", "ImageUri")) : null,
            IsOfCdk = CdkFunctions.Include(function),
        };
        return FunctionFinding.Of(subject);
    }

    private string Title(FunctionSettings settings, string architecture) =>
        $"{function.Name} ({(settings.IsImage ? "image" : settings.Runtime is "" ? "runtime unknown" : settings.Runtime)}, {architecture})";

    private FunctionSettings Settings() =>
        new()
        {
            IsImage = Text("PackageType") == "Image",
            Runtime = Text("Runtime") ?? "",
            MemorySize = Number("MemorySize") ?? FunctionSettings.DefaultMemory,
            Timeout = Number("Timeout") ?? FunctionSettings.DefaultTimeout,
            Layers = [.. Layers().Select(layer => layer.GetRawText())],
            Variables = Variables(Property("Environment")),
        };

    private Dictionary<string, string?> Variables(JsonElement environment) =>
        environment
            .Members("Variables")
            .ToDictionary(variable => variable.Name, variable => Scalar(variable.Value), StringComparer.Ordinal);

    private FunctionCode Code(string architecture, string runtime)
    {
        var key = templates.Resolve(template, function.Property("Code", "S3Key")).Value.Text();
        return templates.Assets.Package(key) is { } package
            ? FunctionCode.Read(package, architecture, runtime)
            : FunctionCode.Unknown;
    }

    private IEnumerable<JsonElement> Layers()
    {
        var layers = templates.Resolve(template, Property("Layers")).Value;
        return layers.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.Array => layers.EnumerateArray().Where(layer => layer.At("Ref").Text() != "AWS::NoValue"),
            _ => [layers],
        };
    }

    // AWS SAM's templates say once for all functions what CloudFormation's say for each.
    private JsonElement Property(string name) =>
        function.Property(name) is { ValueKind: not JsonValueKind.Undefined } own
            ? own
            : template.Root.At("Globals", "Function", name);

    private string? Text(string name)
    {
        var value = templates.Resolve(template, Property(name)).Value;
        return Scalar(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? value[0] : value);
    }

    private double? Number(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string? Scalar(JsonElement value)
    {
        var known = templates.Resolve(template, value).Value;
        return known.ValueKind == JsonValueKind.Number ? known.GetRawText() : known.Text();
    }
}
