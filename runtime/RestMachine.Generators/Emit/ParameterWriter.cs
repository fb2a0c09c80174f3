using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Emit;

/// <summary>
/// Writes the parameters a handler asks for; those of a lifecycle handler have no rules, and no source but services.
/// </summary>
internal static class ParameterWriter
{
    public static void Write(
        SourceWriter writer,
        EquatableArray<HandlerParameter> parameters,
        ValidationWriter? validation
    )
    {
        if (parameters.Count == 0)
        {
            return;
        }

        writer.Line("Parameters = new BoundParameter[]");
        writer.Open();
        foreach (var parameter in parameters)
        {
            writer.Line($"{Construct(parameter, validation)},");
        }

        writer.Close(",");
    }

    private static string Construct(HandlerParameter parameter, ValidationWriter? validation)
    {
        var settings = new List<string>();
        if (parameter.ValueName is { } valueName)
        {
            settings.Add($"ValueName = {InterceptorWriter.Quote(valueName)}");
        }

        if ((parameter.Source ?? (validation is null ? null : SourceOf(parameter.Kind))) is { } source)
        {
            settings.Add($"Source = ParameterSource.{source}");
        }

        if (parameter.ServiceKey is { } key)
        {
            settings.Add($"ServiceKey = {key}");
        }

        if (parameter.LogCategory is { } category)
        {
            settings.Add(
                $"Logger = static logging => new global::Microsoft.Extensions.Logging.Logger<{category}>(logging)"
            );
        }

        if (parameter.IsOptional)
        {
            settings.Add("IsOptional = true");
        }

        if (parameter.Default is { } value)
        {
            settings.Add($"Default = {value}");
        }

        if (parameter.Validation is { } body && validation is not null)
        {
            settings.Add($"Validate = {validation.Entry(body, parameter.ValueType)}");
        }

        if (parameter.Rules is { } rules && validation is not null)
        {
            settings.Add($"Rules = static () => {validation.Field(parameter.Name, rules)}");
        }

        var initializer = settings.Count == 0 ? "" : $" {{ {string.Join(", ", settings)} }}";
        return $"new({InterceptorWriter.Quote(parameter.Name)}, typeof({parameter.ValueType})){initializer}";
    }

    private static string? SourceOf(ParameterKind kind) =>
        kind switch
        {
            ParameterKind.Value => null,
            ParameterKind.Text => "Text",
            ParameterKind.Texts => "Texts",
            ParameterKind.Bytes => "Bytes",
            _ => "Ambient",
        };
}
