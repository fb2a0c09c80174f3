using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Emit;

/// <summary>Writes the parameters a handler asks for.</summary>
internal static class ParameterWriter
{
    public static void Write(SourceWriter writer, EquatableArray<HandlerParameter> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }

        writer.Line("Parameters = new BoundParameter[]");
        writer.Open();
        foreach (var parameter in parameters)
        {
            writer.Line($"{Construct(parameter)},");
        }

        writer.Close(",");
    }

    private static string Construct(HandlerParameter parameter)
    {
        var settings = new List<string>();
        if (parameter.ValueName is { } valueName)
        {
            settings.Add($"ValueName = {InterceptorWriter.Quote(valueName)}");
        }

        if (parameter.IsOptional)
        {
            settings.Add("IsOptional = true");
        }

        if (parameter.Default is { } value)
        {
            settings.Add($"Default = {value}");
        }

        var initializer = settings.Count == 0 ? "" : $" {{ {string.Join(", ", settings)} }}";
        return $"new({InterceptorWriter.Quote(parameter.Name)}, typeof({parameter.ValueType})){initializer}";
    }
}
