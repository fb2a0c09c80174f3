using RestMachine.Checks;

namespace RestMachine.Cli.Doctor;

/// <summary>What keeps a function that is handed over from starting, or from ending.</summary>
internal static class HandoverFinding
{
    public static IEnumerable<string> Obstacles(ExaminedFunction function)
    {
        if (!function.IsHandedOver)
        {
            yield break;
        }
        // Of an image its Dockerfile is all that there is to read.
        if (!function.Settings.IsImage && function.Layers.All(layer => layer.HasHandover == false))
        {
            yield return $"It is started through {HandoverMode.Program}, which none of its layers holds, so it cannot start: attach "
                + "RestMachine's layer of this version, or remove handover.";
        }
        if (function.Code.HandedOver is { } program && function.Code.Lacks(program))
        {
            yield return $"Its bootstrap names the program {program}, which is not beside it: put it there, or name the one that is.";
        }
        if (function.Code.HasLibrary == false)
        {
            yield return "It is handed over, but holds no RestMachine library: what goes on after SIGTERM takes the events of the "
                + "environment's next start. Remove handover, or use the library.";
        }
    }
}
