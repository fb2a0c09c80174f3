using System.Text.Json;

namespace RestMachine.Cli.Doctor;

/// <summary>Templates that may refer to each other, and the files behind them.</summary>
internal sealed class TemplateSet(IReadOnlyList<Template> templates, Assets assets)
{
    public IReadOnlyList<Template> All => templates;

    public Assets Assets => assets;

    /// <summary>Follows references to parameters, exports and nested stacks' parameters, as far as the templates tell.</summary>
    public (Template Template, JsonElement Value) Resolve(Template template, JsonElement value)
    {
        // A template of somebody else's may refer in a circle.
        for (var step = 0; step < 10; step++)
        {
            if (Next(template, value) is not { } next)
            {
                break;
            }
            (template, value) = next;
        }
        return (template, value);
    }

    /// <returns>The path in the Systems Manager's parameter store where the value is; null if it is not from there.</returns>
    public static string? ParameterPath(Template template, JsonElement value) =>
        value.At("Ref").Text() is { } name && template.Root.At("Parameters", name) is var parameter && IsPath(parameter)
            ? parameter.At("Default").Text()
            : null;

    private static bool IsPath(JsonElement parameter) =>
        parameter.At("Type").Text() is { } type
        && type.StartsWith("AWS::SSM::Parameter::Value<", StringComparison.Ordinal);

    private (Template Template, JsonElement Value)? Next(Template template, JsonElement value)
    {
        if (value.At("Fn::ImportValue").Text() is { } export)
        {
            return Find(each => each.Root.Members("Outputs"), output => output.At("Export", "Name").Text() == export);
        }
        if (
            value.At("Ref").Text() is not { } name
            || template.Root.At("Parameters", name) is not { ValueKind: JsonValueKind.Object } parameter
        )
        {
            return null;
        }
        // Its default is the path of the value.
        if (IsPath(parameter))
        {
            return null;
        }
        if (parameter.At("Default") is { ValueKind: not JsonValueKind.Undefined } known)
        {
            return (template, known);
        }
        return FromParent(name);
    }

    private (Template Template, JsonElement Value)? Find(
        Func<Template, IEnumerable<(string Name, JsonElement Value)>> members,
        Func<JsonElement, bool> isIt
    ) =>
        templates
            .SelectMany(template => members(template).Select(member => (Template: template, member.Value)))
            .Where(found => isIt(found.Value))
            .Select(found => ((Template, JsonElement)?)(found.Template, found.Value.At("Value")))
            .FirstOrDefault();

    // CDK's names of parameters of nested stacks are unique in an app.
    private (Template Template, JsonElement Value)? FromParent(string parameter) =>
        templates
            .SelectMany(template => template.Resources("AWS::CloudFormation::Stack"))
            .Select(stack => (stack.Template, Value: stack.Property("Parameters", parameter)))
            .Where(found => found.Value.ValueKind != JsonValueKind.Undefined)
            .Select(found => ((Template, JsonElement)?)found)
            .FirstOrDefault();
}
