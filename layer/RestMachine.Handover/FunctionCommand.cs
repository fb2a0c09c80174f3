using System.Text;

namespace RestMachine.Handover;

/// <summary>
/// What this process was told to start: the rest of its command line, as AWS_LAMBDA_EXEC_WRAPPER gives it; or, as the
/// interpreter of a script <c>#!/opt/restmachine/restmachine-handover --program=name</c>, the program beside that script.
/// </summary>
internal sealed unsafe class FunctionCommand
{
    private const string WrapperVariable = "RESTMACHINE_HANDOVER=";
    private const string ProgramOption = "--program=";

    private FunctionCommand(nint[] arguments, nint[] environment)
    {
        Arguments = arguments;
        Environment = environment;
    }

    /// <summary>The program first, a null pointer last.</summary>
    public nint[] Arguments { get; }

    /// <summary>With the number of this process, by which the function knows that it was handed over.</summary>
    public nint[] Environment { get; }

    public string Program => KernelStrings.Text(Arguments[0]);

    /// <summary>Ends this process where it was told nothing.</summary>
    public static FunctionCommand OfThisProcess()
    {
        var arguments = KernelStrings.Of("/proc/self/cmdline\0"u8);
        arguments.RemoveAt(0);
        if (arguments.Count == 0)
        {
            Error.Write(
                "No program was given. Set AWS_LAMBDA_EXEC_WRAPPER to this file for a function on a managed runtime; on an "
                    + "OS-only one let its bootstrap be a script of one line: "
                    + "#!/opt/restmachine/restmachine-handover --program= and the name of the program beside it"
            );
            Libc.Exit(2);
        }
        // The kernel passes the rest of the first line as one argument, and the script's path after it: execve(2).
        if (arguments.Count > 1 && KernelStrings.StartsWith(arguments[0], ProgramOption))
        {
            var folder = KernelStrings.Text(arguments[1]);
            var name = KernelStrings.Text(arguments[0])[ProgramOption.Length..];
            arguments.RemoveAt(0);
            arguments[0] = KernelStrings.From(folder[..(folder.LastIndexOf('/') + 1)] + name);
        }
        return new FunctionCommand(Ended(arguments), Ended(Variables()));
    }

    private static List<nint> Variables()
    {
        var variables = KernelStrings.Of("/proc/self/environ\0"u8);
        variables.RemoveAll(variable => KernelStrings.StartsWith(variable, WrapperVariable));
        variables.Add(KernelStrings.From(WrapperVariable + Libc.GetProcessId()));
        return variables;
    }

    private static nint[] Ended(List<nint> strings)
    {
        strings.Add(0);
        return strings.ToArray();
    }
}
