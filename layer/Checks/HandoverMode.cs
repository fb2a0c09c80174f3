using System.Text;

namespace RestMachine.Checks;

/// <summary>
/// Experimental: the layer's program restmachine-handover stands where Lambda expects the runtime. Managed runtimes start it
/// by a variable. OS-only ones do not, so their bootstrap is a script of which it is the interpreter.
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper
/// </summary>
internal static class HandoverMode
{
    public const string Program = "/opt/restmachine/restmachine-handover";
    public const string FunctionName = "function";
    public const string Script = $"{Start}{FunctionName}\n";

    private const string Start = $"#!{Program} --program=";

    public static bool IsWrapped(FunctionSettings function) =>
        function.Variables.GetValueOrDefault(Variables.ExecWrapper) == Program;

    /// <returns>The program that a bootstrap names, which lies beside it; null: it is no such script.</returns>
    public static string? ProgramOf(ReadOnlySpan<byte> bootstrap)
    {
        if (!bootstrap.StartsWith(Encoding.ASCII.GetBytes(Start)))
        {
            return null;
        }
        var rest = bootstrap[Start.Length..];
        return Encoding.UTF8.GetString(rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest);
    }

    /// <summary>Why it cannot be, with the runtime and the variables that the function has; null if it can.</summary>
    public static string? Find(string runtime, string? wrapper)
    {
        if (!IsOsOnly(runtime) && !IsDotnet(runtime))
        {
            return $"has the runtime {runtime}, whose functions know nothing of handover: what goes on after SIGTERM takes the "
                + "events of the environment's next start. Only .NET functions with RestMachine's library end in time; remove "
                + $"handover, and {Variables.ExecWrapper}.";
        }
        if (IsOsOnly(runtime) && wrapper == Program)
        {
            return $"has {Variables.ExecWrapper}, but {runtime} starts no wrappers: remove the variable, name the program "
                + $"\"{FunctionName}\", and let bootstrap be a file of the one line \"{Script.Trim()}\".";
        }
        return wrapper is not null && wrapper != Program
            ? $"has the wrapper {wrapper} in {Variables.ExecWrapper}, and there can be one only: remove it, or handover."
            : null;
    }

    public static bool IsOsOnly(string runtime) => runtime.StartsWith("provided", StringComparison.Ordinal);

    private static bool IsDotnet(string runtime) => runtime.StartsWith("dotnet", StringComparison.Ordinal);
}
