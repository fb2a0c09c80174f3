using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Emit;

/// <summary>Writes what a registration of the lifecycle becomes.</summary>
internal static class LifecycleWriter
{
    public static void Write(SourceWriter writer, CallSite callSite)
    {
        var method = "Add" + callSite.Signature.Method.Substring("On".Length);
        var name = callSite.Signature.Parameters.Count == 2 ? "name" : "null";
        writer.Line($"var bound = new BoundHandler(handler, {InterceptorWriter.Quote(callSite.Place)})");
        writer.Open();
        WriteShape(writer, callSite.Handler);
        writer.Close(";");
        writer.Line($"return app.{method}({name}, bound);");
    }

    private static void WriteShape(SourceWriter writer, HandlerShape handler)
    {
        if (handler.MethodName is { } methodName)
        {
            writer.Line($"MethodName = {InterceptorWriter.Quote(methodName)},");
        }

        if (handler.Result is { } result)
        {
            writer.Line($"Result = typeof({result.Type}),");
        }

        ParameterWriter.Write(writer, handler.Parameters, validation: null);
        WriteInvoke(writer, handler);
    }

    private static void WriteInvoke(SourceWriter writer, HandlerShape handler)
    {
        var arguments = handler.Parameters.Select((parameter, index) => $"({parameter.Type})arguments[{index}]");
        var call = $"typed({string.Join(", ", arguments)})";
        writer.Open($"Invoke = static {(handler.IsAwaited ? "async " : "")}(handler, arguments) =>");
        writer.Line($"var typed = {DelegateCast.Of(handler)};");
        var value = handler.IsAwaited ? $"await {call}" : call;
        if (handler.Result is not null)
        {
            writer.Line(handler.IsAwaited ? $"return {value};" : $"return new ValueTask<object>((object){value});");
        }
        else
        {
            writer.Line($"{value};");
            writer.Line(handler.IsAwaited ? "return null;" : "return default;");
        }

        writer.Close(",");
    }
}
