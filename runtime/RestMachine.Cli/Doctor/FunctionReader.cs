using System.Globalization;
using System.Text.Json;
using RestMachine.Checks;

namespace RestMachine.Cli.Doctor;

/// <summary>One function of a template.</summary>
internal sealed class FunctionReader(TemplateSet templates, Template template, Resource function)
{
    public static string[] Types { get; } = ["AWS::Lambda::Function", "AWS::Serverless::Function"];

    public Finding Examine()
    {
        AttachedLayer[] layers = [.. Layers().Select(layer => new LayerReader(templates).Of(template, layer))];
        var settings = Settings(layers);
        var subject = new ExaminedFunction(Title(settings), settings)
        {
            Layers = layers,
            Code = Code(settings.Architecture, settings.Runtime),
            Handler = Text("Handler"),
            Dockerfile = settings.IsImage ? templates.Assets.Dockerfile(function.Property("Code", "ImageUri")) : null,
            IsOfCdk = CdkFunctions.Include(function),
            IsAtTheEdge = EdgeFunctions.Include(settings.Runtime, Trust),
        };
        return FunctionFinding.Of(subject);
    }

    private string Title(FunctionSettings settings)
    {
        var runtime =
            settings.IsImage ? "image"
            : settings.Runtime is "" ? "runtime unknown"
            : settings.Runtime;
        return $"{function.Name} ({runtime}, {settings.Architecture ?? "architecture unknown"})";
    }

    private FunctionSettings Settings(AttachedLayer[] layers) =>
        new()
        {
            IsImage = Text("PackageType") == "Image",
            Runtime = Text("Runtime") ?? "",
            Architecture = IsSet("Architectures") ? Text("Architectures") : FunctionSettings.DefaultArchitecture,
            // Of a number that only the deployment knows nothing is wrong.
            MemorySize = IsSet("MemorySize")
                ? Number("MemorySize") ?? double.PositiveInfinity
                : FunctionSettings.DefaultMemory,
            Timeout = IsSet("Timeout") ? Number("Timeout") ?? 0 : FunctionSettings.DefaultTimeout,
            Layers = [.. Layers().Select(layer => layer.Line())],
            OurLayers = [.. layers.Where(layer => layer.IsOurs).Select(layer => layer.Name)],
            Variables = Variables(Property("Environment")),
        };

    private string? Trust() =>
        TemplateSet.Attribute(function.Property("Role"), "Arn") is { } id
        && template.Find(id)?.Property("AssumeRolePolicyDocument") is { ValueKind: JsonValueKind.Object } document
            ? document.Line()
            : null;

    private Dictionary<string, string?> Variables(JsonElement environment)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in environment.Members("Variables"))
        {
            variables[name] = Scalar(value);
        }
        return variables;
    }

    private FunctionCode Code(string? architecture, string runtime)
    {
        var key = templates.Resolve(template, function.Property("Code", "S3Key")).Value.Text();
        try
        {
            return templates.Assets.Package(key) is { } package
                ? FunctionCode.Read(package, architecture, runtime)
                : FunctionCode.Unknown;
        }
        catch (Exception problem) when (problem is UnreadableException or IOException or UnauthorizedAccessException)
        {
            return FunctionCode.Unreadable(problem.Message);
        }
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

    private bool IsSet(string name) =>
        Property(name) is { ValueKind: not JsonValueKind.Undefined and not JsonValueKind.Null } value
        && value.At("Ref").Text() != "AWS::NoValue";

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
