using System.Globalization;

namespace RestMachine.Checks;

/// <summary>What would keep the shutdown handlers of a function from running, or from the time that they need.</summary>
internal static class Problems
{
    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: 2,000 ms with an external extension,
    // of which the function has 300, or 500 with the internal extension that the library registers.
    private const decimal PlatformSeconds = 2;
    private const decimal ExitSeconds = 0.05m;
    private const double LongestTimeout = 900;
    private const int MostLayers = 5;
    private const double MemoryForJit = 512;

    private static readonly Dictionary<int, string> TakenPorts = new()
    {
        [2000] = "the X-Ray daemon",
        [8124] = "the Datadog extension",
        [8126] = "the Datadog extension's traces",
        [9001] = "the Lambda Runtime API",
    };

    public static IEnumerable<Problem> Of(FunctionSettings function)
    {
        Problem?[] problems =
        [
            Port(function),
            ExtensionTimeout(function),
            Layers(function),
            Handover(function),
            function.Timeout > LongestTimeout
                ? new(null, $"The function's Timeout is {function.Timeout} s: Lambda allows 900 s at most.")
                : null,
            function.Runtime.StartsWith("dotnet", StringComparison.Ordinal) && function.MemorySize < MemoryForJit
                ? new(
                    "restmachine:memory",
                    $"The function has {function.MemorySize} MB and is compiled while it runs: Lambda gives processor time by "
                        + "memory, and shutdown handlers that were never called before may not finish in their 500 ms. Set "
                        + "MemorySize to 512 or more, or publish with Native AOT."
                )
                : null,
        ];
        return problems.OfType<Problem>();
    }

    private static Problem? Handover(FunctionSettings function) =>
        HandoverMode.IsWrapped(function)
        && !function.IsImage
        && HandoverMode.Find(function.Runtime, HandoverMode.Program) is { } obstacle
            ? new(null, $"The function {obstacle}")
            : null;

    private static Problem? Port(FunctionSettings function)
    {
        if (function.Variables.GetValueOrDefault(Variables.Port) is not { } text)
        {
            return null;
        }
        var isPort = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        if (!isPort || port is < 1 or > 65535)
        {
            return new(
                null,
                $"RESTMACHINE_EXTENSION_PORT is \"{text}\": set it, or ExtensionPort of the construct, to a whole "
                    + "number from 1 to 65535."
            );
        }
        return TakenPorts.TryGetValue(port, out var owner)
            ? new(
                null,
                $"RESTMACHINE_EXTENSION_PORT is {port}, the port of {owner}: set it, or ExtensionPort of the construct, to "
                    + "another, or leave it away for 8080."
            )
            : null;
    }

    private static Problem? ExtensionTimeout(FunctionSettings function)
    {
        if (function.Variables.GetValueOrDefault(Variables.Timeout) is not { } text)
        {
            return null;
        }
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds);
        if (!isNumber || seconds <= ExitSeconds)
        {
            return new(
                null,
                $"RESTMACHINE_EXTENSION_TIMEOUT is \"{text}\": set it, or ExtensionTimeout of the construct, to more "
                    + FormattableString.Invariant($"than {ExitSeconds} seconds, which are kept back for the exit.")
            );
        }
        return seconds > PlatformSeconds
            ? new(
                "restmachine:extension-timeout",
                $"RESTMACHINE_EXTENSION_TIMEOUT is {text} s, but Lambda ends the shutdown phase after 2 s: the function has "
                    + "500 ms of them after SIGTERM with RestMachine's library, 300 ms without. Set it, or "
                    + "ExtensionTimeout of the construct, to 2 s or less, or leave it away."
            )
            : null;
    }

    private static Problem? Layers(FunctionSettings function)
    {
        IEnumerable<string>? twice = function
            .Layers.GroupBy(layer => layer, StringComparer.Ordinal)
            .FirstOrDefault(same => same.Count() > 1);
        var found = twice ?? (function.OurLayers.Count > 1 ? function.OurLayers : null);
        if (found is not null)
        {
            return new(
                null,
                $"The function has a layer twice ({string.Join(", ", found)}), which Lambda refuses: attach RestMachine's "
                    + "layer once, either in Layers or through RestMachineShutdown."
            );
        }
        return function.Layers.Count > MostLayers
            ? new(
                null,
                $"The function has {function.Layers.Count} layers: Lambda allows {MostLayers}, so take one away."
            )
            : null;
    }
}
