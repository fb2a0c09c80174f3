using RestMachine.Generators.CallSites;
using RestMachine.Generators.Validation;

namespace RestMachine.Generators.Emit;

/// <summary>Writes, for one source file, what holds bodies and parameters to the rules of their attributes.</summary>
internal sealed class ValidationWriter
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<ValidatedType> _types = [];
    private readonly List<string> _parameters = [];

    public ValidationWriter(SourceFile file)
    {
        var bodies = file
            .CallSites.SelectMany(callSite => callSite.Handler.Parameters)
            .Select(parameter => parameter.Validation);
        foreach (var type in bodies.SelectMany(body => body is null ? [] : body.Types.AsEnumerable()))
        {
            if (!_numbers.ContainsKey(type.Type))
            {
                _numbers[type.Type] = _types.Count + 1;
                _types.Add(type);
            }
        }
    }

    public bool IsEmpty => _types.Count == 0 && _parameters.Count == 0;

    /// <summary>The delegate that validates the whole body.</summary>
    public string Entry(ValidatedBody body, string type) =>
        $"static (value, errors) => {Walk(body.Root, "null", $"(({type})value)", "Validators.")}";

    /// <summary>The field that has a parameter's rules.</summary>
    public string Field(string parameter, ParameterRules rules)
    {
        var field = $"Parameter{_parameters.Count + 1}";
        var names = $"{InterceptorWriter.Quote(parameter)}, null, {InterceptorWriter.Quote(rules.DisplayName)}";
        _parameters.Add($"{field} = new({names}{ListOf(rules.Rules)})");
        return $"Validators.{field}";
    }

    public void Write(SourceWriter writer)
    {
        writer.Line();
        writer.Line("/// Rules that attributes state about bodies and parameters.");
        writer.Line("[System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage(\"Trimming\", \"IL2026\",");
        writer.Line("    Justification = \"Rules about lengths receive strings, arrays and collections only.\")]");
        writer.Open("file static class Validators");
        foreach (var parameter in _parameters)
        {
            writer.Line($"public static readonly ValidatedField {parameter};");
        }

        foreach (var type in _types)
        {
            WriteFields(writer, type);
            WriteCheck(writer, type);
        }

        writer.Close();
    }

    private void WriteFields(SourceWriter writer, ValidatedType type)
    {
        foreach (var member in type.Members)
        {
            WriteField(writer, Field(type, member), member, member.Rules);
            if (member.LengthRules.Count > 0)
            {
                WriteField(writer, Field(type, member) + "_Length", member, member.LengthRules);
            }
        }

        writer.Line();
    }

    private static void WriteField(
        SourceWriter writer,
        string field,
        ValidatedMember member,
        EquatableArray<string> rules
    )
    {
        var jsonName = member.JsonName is { } name ? InterceptorWriter.Quote(name) : "null";
        var names =
            $"{InterceptorWriter.Quote(member.Name)}, {jsonName}, {InterceptorWriter.Quote(member.DisplayName)}";
        writer.Line($"private static readonly ValidatedField {field} = new({names}{ListOf(rules)});");
    }

    private void WriteCheck(SourceWriter writer, ValidatedType type)
    {
        writer.Open($"public static void Check{_numbers[type.Type]}({type.Type} value, ValidationErrors errors)");
        var isWhole = type.ValidatesItself || type.Rules.Count > 0;
        if (isWhole)
        {
            writer.Line("var before = errors.Count;");
        }

        foreach (var member in type.Members)
        {
            WriteMember(writer, member, Field(type, member));
        }

        if (isWhole)
        {
            writer.Line($"errors.Whole(value, before{ListOf(type.Rules)});");
        }

        writer.Close();
        writer.Line();
    }

    private void WriteMember(SourceWriter writer, ValidatedMember member, string field)
    {
        var value = $"value.@{member.Name}";
        if (member.Rules.Count > 0)
        {
            writer.Line($"errors.Check({field}, value, {value});");
        }

        if (member.LengthRules.Count > 0)
        {
            writer.Line($"errors.Check({field}_Length, value, ValidationErrors.Counted({value}));");
        }

        if (member.Compared is { } compared)
        {
            var message = InterceptorWriter.Quote(compared.Message);
            writer.Line($"errors.Same({field}, {value}, value.@{compared.Name}, {message});");
        }

        if (member.Part is { } part)
        {
            writer.Open($"if ({value} is {{ }} part{field})");
            writer.Line($"{Walk(part, field, $"part{field}", "")};");
            writer.Close();
        }
    }

    private string Walk(ValidatedPart part, string field, string value, string owner)
    {
        var check = $"{owner}Check{_numbers[part.Type]}";
        return part.Shape switch
        {
            PartShape.Items => $"errors.Items({field}, {value}, {check})",
            PartShape.Entries => $"errors.Entries({field}, {value}, {check})",
            _ => field == "null" ? $"{check}({value}, errors)" : $"errors.Nested({field}, {value}, {check})",
        };
    }

    private static string ListOf(EquatableArray<string> rules) => string.Concat(rules.Select(rule => $", {rule}"));

    private string Field(ValidatedType type, ValidatedMember member) => $"Type{_numbers[type.Type]}_{member.Name}";
}
