using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Emit;

/// <summary>
/// Turns the <c>Delegate</c> back into its own type. A lambda with default values, <c>params</c> or more than sixteen
/// parameters has a type that only an example lambda of exactly the same signature can name.
/// </summary>
internal static class DelegateCast
{
    public static string Of(HandlerShape handler)
    {
        if (handler.DelegateType is { } type)
        {
            return $"({type})handler";
        }

        var parameters = string.Join(", ", handler.Parameters.Select(parameter => parameter.Declaration));
        return $"Cast(handler, {handler.ReturnType ?? "void"} ({parameters}) => throw null)";
    }
}
