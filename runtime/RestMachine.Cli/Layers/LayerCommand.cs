using RestMachine.Packaging;

namespace RestMachine.Cli.Layers;

internal static class LayerCommand
{
    // What is written, and what is said of it.
    public static int Run(string architecture, Func<LayerPackage, string> write, TextWriter output, TextWriter error)
    {
        try
        {
            output.WriteLine(write(LayerPackage.ReadPackaged(architecture)));
            return ExitCodes.Success;
        }
        catch (Exception problem) when (problem is PackagingException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(problem.Message);
            return ExitCodes.Failure;
        }
    }
}
