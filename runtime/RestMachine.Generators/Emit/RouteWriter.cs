using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Emit;

/// <summary>
/// Writes what the registration of a route, filter, error handler or request-scoped dependency becomes.
/// </summary>
internal static class RouteWriter
{
    public static void Write(SourceWriter writer, CallSite callSite, ValidationWriter validation)
    {
        writer.Line($"var bound = new BoundRoute(handler, {InterceptorWriter.Quote(callSite.Place)})");
        writer.Open();
        if (callSite.Kind == RegistrationKind.Dependency)
        {
            writer.Line($"Result = typeof({callSite.Handler.Result!.Type}),");
        }
        else if (callSite.Handler.Result is { Kind: ResultKind.Json or ResultKind.NullableJson } json)
        {
            writer.Line($"Json = typeof({json.Type}),");
        }

        ParameterWriter.Write(writer, callSite.Handler.Parameters, validation);
        WriteInvoke(writer, callSite);
        writer.Close(";");
        writer.Line($"return app.{Add(callSite)};");
    }

    private static string Add(CallSite callSite) =>
        callSite.Kind switch
        {
            RegistrationKind.Filter => "AddFilter(bound)",
            RegistrationKind.ErrorHandler => $"AddErrorHandler(typeof({callSite.Signature.Exception}), bound)",
            RegistrationKind.Dependency => "AddDependency(bound)",
            _ => $"AddRoute({MethodOf(callSite.Signature.Method)}, template, bound)",
        };

    private static string MethodOf(string registration) =>
        registration == "Map" ? "method" : InterceptorWriter.Quote(registration.ToUpperInvariant());

    private static void WriteInvoke(SourceWriter writer, CallSite callSite)
    {
        var handler = callSite.Handler;
        writer.Open($"Invoke = static {(handler.IsAwaited ? "async " : "")}(handler, call) =>");
        WriteBinding(writer, handler);
        var call = $"typed({string.Join(", ", handler.Parameters.Select(ArgumentReader.Use))})";
        writer.Line($"var typed = {DelegateCast.Of(handler)};");
        var value = handler.IsAwaited ? $"await {call}" : call;
        if (handler.Result is null)
        {
            writer.Line($"{value};");
            writer.Line(Return(handler, "call.Nothing()"));
        }
        else
        {
            writer.Line(Return(handler, $"call.{Answer(callSite.Kind, handler.Result)}({value})"));
        }

        writer.Close(",");
    }

    private static void WriteBinding(SourceWriter writer, HandlerShape handler)
    {
        var reads = handler.Parameters.Select(ArgumentReader.Read).Where(read => read is not null).ToArray();
        for (var index = 0; index < reads.Length; index++)
        {
            WriteGuard(writer, handler, reads[index]!);
        }

        if (handler.Parameters.Any(parameter => parameter.Rules is not null || parameter.Validation is not null))
        {
            WriteGuard(writer, handler, "call.KeepsRules()");
        }
    }

    private static void WriteGuard(SourceWriter writer, HandlerShape handler, string condition)
    {
        writer.Open($"if (!{condition})");
        writer.Line(Return(handler, "call.Rejection"));
        writer.Close();
        writer.Line();
    }

    private static string Return(HandlerShape handler, string response) =>
        handler.IsAwaited ? $"return {response};" : $"return new ValueTask<Response>({response});";

    private static string Answer(RegistrationKind kind, HandlerResult result) =>
        kind == RegistrationKind.Dependency ? "Keep"
        : result.Kind is ResultKind.Json or ResultKind.NullableJson ? $"{result.Kind}<{result.Type}>"
        : $"{result.Kind}";
}
