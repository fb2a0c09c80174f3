using System.CommandLine;

namespace RestMachine.Cli.Doctor;

internal static class DoctorCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var path = new Argument<string>("path")
        {
            Description = "A layer's zip, a synthesized template (JSON), or a cdk.out folder.",
        };
        var command = new Command(
            "doctor",
            "Say of each function whether its shutdown handlers can run, with how many milliseconds, and what to change. "
                + "Exit code 0: all can; 1: one cannot; 2: PATH is nothing that can be examined."
        )
        {
            path,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path), output, error));
        return command;
    }

    private static int Run(string path, TextWriter output, TextWriter error)
    {
        try
        {
            var findings = Examination.Of(path);
            foreach (var finding in findings)
            {
                output.WriteLine(finding.ToString());
            }
            return findings.All(finding => finding.IsWell) ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (Exception problem) when (problem is UnreadableException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(problem.Message);
            return ExitCodes.BadUsage;
        }
    }
}
