using System.Runtime.InteropServices;

namespace RestMachine.Aws.Shutdown;

/// <summary>The primary trigger. Lambda sends SIGTERM to the function as soon as any extension is registered.</summary>
internal static class SigtermTrigger
{
    private static readonly Lock s_gate = new();
    private static readonly List<FunctionProcess> s_functions = [];

    // Finalizable: without this reference the registration would end with the next garbage collection.
    private static PosixSignalRegistration? s_registration;

    public static void Add(FunctionProcess function)
    {
        lock (s_gate)
        {
            s_functions.Add(function);
            s_registration ??= PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        }
    }

    /// <summary>Comes on a thread of its own, never the pool's.</summary>
    private static void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        FunctionProcess[] functions;
        lock (s_gate)
        {
            functions = [.. s_functions];
        }

        foreach (var function in functions.Skip(1))
        {
            new Thread(function.EndBySigterm) { IsBackground = true }.Start();
        }

        functions[0].EndBySigterm();
    }
}
