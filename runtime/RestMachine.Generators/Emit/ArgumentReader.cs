using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Emit;

/// <summary>Writes how a route's parameter gets its value: read into a local first, or used where it stands.</summary>
internal static class ArgumentReader
{
    public static string? Read(HandlerParameter parameter, int index) =>
        parameter.Kind switch
        {
            ParameterKind.Text => Text(parameter, index),
            ParameterKind.Texts => $"call.Array({index}, {parameter.Parser}, out {parameter.Type} {Local(index)})",
            ParameterKind.Value => $"call.Value({index}, out {parameter.Type} {Local(index)})",
            _ => null,
        };

    public static string Use(HandlerParameter parameter, int index) =>
        parameter.Kind switch
        {
            ParameterKind.Request => "call.Request",
            ParameterKind.Cancellation => "call.Cancellation",
            ParameterKind.Logger => "call.Logger",
            ParameterKind.Next => "call.Next",
            ParameterKind.Error => $"call.Error<{parameter.Type}>()",
            ParameterKind.Bytes => "call.Bytes()",
            _ => Local(index),
        };

    private static string Text(HandlerParameter parameter, int index)
    {
        var method = parameter.IsNullableValue ? "Nullable" : "Scalar";
        var fallback = parameter.IsOptional ? $", {parameter.Default ?? "null"}" : "";
        return $"call.{method}({index}, {parameter.Parser}{fallback}, out {parameter.Type} {Local(index)})";
    }

    private static string Local(int index) => $"p{index}";
}
