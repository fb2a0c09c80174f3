using System.Runtime.InteropServices;

namespace RestMachine.Handover;

/// <summary>The function, in a session and so in a process group of its own.</summary>
internal sealed unsafe class FunctionProcess
{
    // Those of POSIX shells.
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    private FunctionProcess(int id) => Id = id;

    public int Id { get; }

    /// <summary>Ends this process where the function's program cannot be executed.</summary>
    public static FunctionProcess Start(FunctionCommand command)
    {
        var attributes = stackalloc byte[Libc.SpawnAttributesSize];
        _ = Libc.InitializeAttributes(attributes);
        _ = Libc.SetFlags(
            attributes,
            Libc.POSIX_SPAWN_SETSID | Libc.POSIX_SPAWN_SETSIGMASK | Libc.POSIX_SPAWN_SETSIGDEF
        );
        var (mask, caught) = (Signals.Inherited, Signals.Caught);
        _ = Libc.SetSpawnMask(attributes, &mask);
        _ = Libc.SetSpawnDefaults(attributes, &caught);
        fixed (
            nint* arguments = command.Arguments,
                environment = command.Environment
        )
        {
            int id;
            var error = Libc.Spawn(&id, (byte*)arguments[0], null, attributes, arguments, environment);
            if (error != 0)
            {
                Refuse(command, error);
            }
            return new FunctionProcess(id);
        }
    }

    /// <summary>Blocks until the function has ended.</summary>
    public ProcessEnd Wait()
    {
        int status;
        while (Libc.WaitForProcess(Id, &status, 0) < 0 && Libc.LastError == Libc.EINTR) { }
        return new ProcessEnd(status);
    }

    private static void Refuse(FunctionCommand command, int error)
    {
        Error.Write(
            "The function's program \""
                + command.Program
                + "\" cannot be executed: "
                + Marshal.GetPInvokeErrorMessage(error)
                + " (errno "
                + error
                + "). Expected it as the first argument, as AWS_LAMBDA_EXEC_WRAPPER passes it, or as --program= in the first "
                + "line of bootstrap"
        );
        Libc.Exit(error == Libc.ENOENT ? NotFound : NotExecutable);
    }
}
