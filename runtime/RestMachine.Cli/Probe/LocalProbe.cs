using RestMachine.Cli.Local;
using RestMachine.Emulator;

namespace RestMachine.Cli.Probe;

/// <summary>The functions in the local environment, one after the other, so that none takes another's processor.</summary>
internal sealed class LocalProbe(ProbeOptions options, TextWriter error)
{
    private const string Sample = "samples/ShutdownProbe";

    public IReadOnlyList<ProbedFunction> Functions { get; init; } = ProbedFunction.All;

    public async Task<IReadOnlyList<ProbeResult>> RunAsync(CancellationToken cancellation)
    {
        var project = options.Project ?? FindSample();
        using var choice = new ExtensionChoice(new LocalOptions { Project = project }, error);
        choice.Check();
        var witness = Path.Combine(project, "witness/extensions");
        if (!Directory.Exists(witness))
        {
            throw new ProbeException(
                $"{project} has no folder witness/extensions: expected {Sample} of the repository."
            );
        }
        var ours = await choice.PrepareAsync(cancellation);
        await error.WriteLineAsync($"Publishing {project}: the first time takes a minute or so …");
        var program = await FunctionProject.PublishAsync(project, options.Jit, cancellationToken: cancellation);
        var layers = Directory.CreateTempSubdirectory("restmachine-probe-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(ours!).Concat(Directory.EnumerateFiles(witness)))
            {
                File.CreateSymbolicLink(Path.Combine(layers.FullName, Path.GetFileName(file)), Path.GetFullPath(file));
            }
            var layer = new LambdaEnvironmentOptions
            {
                Command = [program.Executable],
                ExtensionsDirectory = layers.FullName,
                ExecWrapper = ExtensionLayer.HandoverBeside(ours!),
                RuntimeShare = options.RuntimeShare is { } share ? TimeSpan.FromMilliseconds(share) : null,
                SignalsProcessGroup = options.SignalsProcessGroup,
                KillsOrphans = options.KillsOrphans,
            };
            return await ProbeAllAsync(layer, cancellation);
        }
        finally
        {
            layers.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<ProbeResult>> ProbeAllAsync(
        LambdaEnvironmentOptions whole,
        CancellationToken cancellation
    )
    {
        var results = new List<ProbeResult>();
        foreach (var function in Functions)
        {
            cancellation.ThrowIfCancellationRequested();
            await error.WriteLineAsync($"Probing {function.Name} …");
            var settings = whole with
            {
                FunctionName = function.Name,
                ExtensionsDirectory = function.HasLayer ? whole.ExtensionsDirectory : null,
                ExecWrapper = function.IsHandedOver ? whole.ExecWrapper : null,
                EnvironmentVariables = new Dictionary<string, string>(function.Variables, StringComparer.Ordinal)
                {
                    ["AWS_LAMBDA_LOG_FORMAT"] = "JSON",
                },
            };
            results.Add(await ProbeAsync(function, settings, cancellation));
        }
        return results;
    }

    private static async Task<ProbeResult> ProbeAsync(
        ProbedFunction function,
        LambdaEnvironmentOptions settings,
        CancellationToken cancellation
    )
    {
        await using var environment = await LambdaEnvironment.StartAsync(settings, cancellation);
        var answer = await environment.InvokeAsync("{}"u8.ToArray(), cancellation);
        if (answer.ErrorType is { } problem)
        {
            throw new ProbeException($"{function.Name} failed its invocation ({problem}): {answer.PayloadText}");
        }
        var truth = await environment.ShutdownAsync(ShutdownReason.Spindown, CancellationToken.None);
        return new ProbeResult(function, ProbeLog.Read(environment.Log.Select(line => line.Text)), truth);
    }

    private static string FindSample() =>
        ExtensionLayer.FindRepository(Environment.CurrentDirectory) is { } root
            ? Path.Combine(root, Sample)
            : throw new ProbeException(
                $"There is no RestMachine.sln in or above the current folder: name the folder of {Sample} behind --local."
            );
}
