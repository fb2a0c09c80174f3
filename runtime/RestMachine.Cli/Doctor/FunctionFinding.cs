using RestMachine.Checks;

namespace RestMachine.Cli.Doctor;

/// <summary>Whether a function's shutdown handlers can run.</summary>
internal static class FunctionFinding
{
    public static Finding Of(ExaminedFunction function)
    {
        if (function.IsOfCdk && function.HasExtension != true)
        {
            return new Finding(function.Title, true, "belongs to CDK, and has no shutdown handlers", []);
        }
        var problems = Problems.Of(function.Settings).ToArray();
        string[] obstacles =
        [
            .. Obstacles(function),
            .. HandoverFinding.Obstacles(function),
            .. problems.Where(problem => problem.Warning is null).Select(problem => problem.Text),
        ];
        string[] unknown = [.. Unknown(function)];
        var warnings = problems.Where(problem => problem.Warning is not null).Select(problem => problem.Text);
        if (obstacles.Length + unknown.Length > 0)
        {
            var answer =
                obstacles.Length > 0
                    ? "its shutdown handlers cannot run"
                    : "nothing here tells whether its shutdown handlers can run";
            return new Finding(function.Title, false, answer, [.. obstacles, .. unknown, .. warnings]);
        }
        return new Finding(
            function.Title,
            true,
            $"its shutdown handlers can run, with {Time(function)}",
            [.. Remarks(function), .. warnings]
        );
    }

    private static IEnumerable<string> Unknown(ExaminedFunction function)
    {
        if (function.HasExtension is null && function.HasInternalExtension != true)
        {
            yield return Missing(function);
        }
        if (function.Code.WhyUnreadable is { } why)
        {
            yield return $"Its package cannot be read: {why}";
        }
    }

    private static IEnumerable<string> Obstacles(ExaminedFunction function)
    {
        // Nothing can be changed there.
        if (function.IsAtTheEdge)
        {
            yield return $"It {EdgeFunctions.Problem}";
            yield break;
        }
        if (ExtensionlessRuntimes.Find(function.Settings.Runtime) is { } runtime)
        {
            yield return $"It {runtime}";
        }
        if (function.Code.NativeProblem is { } native)
        {
            yield return $"It {native}";
        }
        if (NotStarted(function) is { } missing)
        {
            yield return missing;
        }
        foreach (var layer in function.Layers)
        {
            if (function.Architecture is not null && layer.Architecture is { } found && found != function.Architecture)
            {
                yield return $"It runs on {function.Architecture}, but {layer.Name} is for {found}: attach the layer for "
                    + $"{function.Architecture}, or set Architectures.";
            }
            foreach (var problem in layer.Problems)
            {
                yield return $"{layer.Name}: {problem}";
            }
        }
        if (function.HasExtension == false && function.HasInternalExtension != true)
        {
            yield return Missing(function);
        }
    }

    private static string? NotStarted(ExaminedFunction function)
    {
        var runtime = function.Settings.Runtime;
        // Layers of others may bring the program along.
        if (
            function.Settings.IsImage
            || !function.Layers.All(layer => layer.IsOurs)
            || !function.Code.Lacks("bootstrap")
        )
        {
            return null;
        }
        if (runtime.StartsWith("provided", StringComparison.Ordinal))
        {
            return $"Its package has no file bootstrap, which {runtime} starts: publish with Native AOT, or choose the runtime "
                + "dotnet10.";
        }
        return
            runtime.StartsWith("dotnet", StringComparison.Ordinal)
            && function.Handler?.Split("::")[0] is { } assembly
            && function.Code.Lacks($"{assembly}.dll")
            ? $"Its package has no {assembly}.dll, which its Handler names: set Handler, or publish without PublishSingleFile."
            : null;
    }

    private static string Missing(ExaminedFunction function)
    {
        if (function.Settings.IsImage)
        {
            return (
                    function.HasExtension is null
                        ? "Its image is not here to look into. It needs the extension: "
                        : "Its Dockerfile puts nothing into /opt/extensions, so Lambda ends it with SIGKILL: "
                )
                + "\"restmachine create-extension\" writes it, and \"COPY --chmod=0755 extensions/restmachine-shutdown "
                + "/opt/extensions/restmachine-shutdown\" puts it there.";
        }
        var attach =
            $"attach RestMachine's layer for {function.Architecture ?? "its architecture"}, with RestMachineShutdown.AddTo in CDK, or by its ARN in "
            + "Layers.";
        return function.HasExtension is null
            ? $"Nothing tells whether one of its layers holds an extension ({Names(function)}): {attach}"
            : $"No layer of it holds an extension, so Lambda ends it with SIGKILL: {attach}";
    }

    private static string Names(ExaminedFunction function) =>
        string.Join(", ", function.Layers.Where(layer => layer.Extension is null).Select(layer => layer.Name));

    private static string Time(ExaminedFunction function) =>
        (function.HasExtension, function.HasInternalExtension) switch
        {
            _ when function.IsHandedOver => Budget.ByHandover,
            (not true, _) => Budget.WithoutLayer,
            (_, true) => Budget.WithBoth,
            (_, false) => Budget.WithoutInternal,
            _ => Budget.WithExtension,
        };

    private static IEnumerable<string> Remarks(ExaminedFunction function)
    {
        if (function.HasExtension != true)
        {
            yield return "RestMachine's library makes Lambda send SIGTERM by itself, but nobody is left to report what came of "
                + $"it: attach RestMachine's layer for {function.Architecture ?? "its architecture"}.";
        }
        if (function is { HasExtension: true, Code.HasLibrary: false })
        {
            yield return "Its package holds no RestMachine library: its own handler of SIGTERM has that time.";
        }
        if (function.StartsLate)
        {
            yield return "Nothing in its package calls adapter.Start(), so the library begins with the first invocation, too late "
                + "to register its internal extension, for which Lambda gives 500 ms: call it in the handler class's constructor.";
        }
    }
}
