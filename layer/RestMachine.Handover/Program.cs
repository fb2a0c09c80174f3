namespace RestMachine.Handover;

/// <summary>
/// Stands where Lambda expects the runtime. The function runs beside it in a session of its own, so that it is still there
/// when Lambda, which sees this process end at SIGTERM, tells the extension of the shutdown.
/// </summary>
internal static class Program
{
    private static int Main()
    {
        Signals.Catch();
        var function = FunctionProcess.Start(FunctionCommand.OfThisProcess());
        Signals.PassOnTo(function);
        var end = function.Wait();
        return Signals.IsOver ? 0 : end.Mirror();
    }
}
