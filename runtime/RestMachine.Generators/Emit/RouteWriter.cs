using RestMachine.Generators.CallSites;

namespace RestMachine.Generators.Emit;

/// <summary>Writes what a route's registration becomes.</summary>
internal static class RouteWriter
{
    public static void Write(SourceWriter writer, CallSite callSite, string signature)
    {
        var method = callSite.Method == "Map" ? "method" : InterceptorWriter.Quote(callSite.Method.ToUpperInvariant());
        writer.Line($"public static Route {signature}");
        writer.Open();
        writer.Line($"var bound = new BoundRoute(handler, {InterceptorWriter.Quote(callSite.Place)})");
        writer.Open();
        if (callSite.Handler.Result is { Kind: ResultKind.Json or ResultKind.NullableJson } json)
        {
            writer.Line($"Json = typeof({json.Type}),");
        }

        ParameterWriter.Write(writer, callSite.Handler.Parameters, isRoute: true);
        WriteInvoke(writer, callSite.Handler);
        writer.Close(";");
        writer.Line($"return app.AddRoute({method}, template, bound);");
        writer.Close();
    }

    private static void WriteInvoke(SourceWriter writer, HandlerShape handler)
    {
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
            writer.Line(Return(handler, $"call.{Answer(handler.Result)}({value})"));
        }

        writer.Close(",");
    }

    private static void WriteBinding(SourceWriter writer, HandlerShape handler)
    {
        var reads = handler.Parameters.Select(ArgumentReader.Read).Where(read => read is not null).ToArray();
        for (var index = 0; index < reads.Length; index++)
        {
            writer.Open($"if (!{reads[index]})");
            writer.Line(Return(handler, "call.Rejection"));
            writer.Close();
            writer.Line();
        }
    }

    private static string Return(HandlerShape handler, string response) =>
        handler.IsAwaited ? $"return {response};" : $"return new ValueTask<Response>({response});";

    private static string Answer(HandlerResult result) =>
        result.Kind is ResultKind.Json or ResultKind.NullableJson ? $"{result.Kind}<{result.Type}>" : $"{result.Kind}";
}
