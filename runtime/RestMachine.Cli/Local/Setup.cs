using System.Net;
using System.Net.Sockets;
using RestMachine.Emulator;

namespace RestMachine.Cli.Local;

// From the command's options to an environment's. What can be wrong is looked for first: nobody waits for a build to
// hear that a port is taken.
internal sealed class Setup(LocalOptions options, TextWriter error) : IDisposable
{
    private readonly ExtensionChoice extensions = new(options, error);

    public async Task<LambdaEnvironmentOptions> PrepareAsync(Action<LogLine> log, CancellationToken cancellationToken)
    {
        CheckPort();
        CheckTimeline();
        extensions.Check();
        if (options.Executable is { } file)
        {
            ExecutableFile.Require("--executable", file);
        }
        var source = options.Project is { } project
            ? await FunctionSource.FindAsync(project, options.Jit, cancellationToken)
            : null;
        var folder = await extensions.PrepareAsync(cancellationToken);
        var function = source is null
            ? new FunctionProject(
                Path.GetFileNameWithoutExtension(options.Executable!),
                Path.GetFullPath(options.Executable!)
            )
            : await PublishAsync(source, cancellationToken);
        var settings = new LambdaEnvironmentOptions
        {
            Command = [function.Executable],
            ExecWrapper = extensions.Handover(folder),
            FunctionName = function.Name,
            ExtensionsDirectory = folder,
            EnvironmentVariables = WithMetrics(options.Variables),
            FrontDoorPort = options.Requests.Count == 0 ? options.Port : null,
            FrontDoor = options.FrontDoor,
            BinaryMediaTypes = options.BinaryMediaTypes,
            Streaming = options.Streaming,
            RuntimeShare = options.RuntimeShare is { } share ? TimeSpan.FromMilliseconds(share) : null,
            Log = log,
        };
        return settings with
        {
            MemorySize = options.Memory ?? settings.MemorySize,
            InitTimeout = ToTime(options.InitTimeout) ?? settings.InitTimeout,
            FunctionTimeout = ToTime(options.Timeout) ?? settings.FunctionTimeout,
        };
    }

    public void Dispose() => extensions.Dispose();

    private async Task<FunctionProject> PublishAsync(FunctionSource source, CancellationToken cancellationToken)
    {
        await error.WriteLineAsync(
            $"Publishing {options.Project}{(options.Jit ? " (JIT)" : "")}: the first time takes a minute or so …"
        );
        return await source.PublishAsync(cancellationToken: cancellationToken);
    }

    // It may be taken between now and then: the environment looks again.
    private void CheckPort()
    {
        if (options.Requests.Count > 0)
        {
            return;
        }
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, options.Port);
            listener.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortTakenException(options.Port, exception);
        }
        catch (SocketException exception)
        {
            throw new ProjectException(
                $"Port {options.Port} on 127.0.0.1 cannot be opened ({exception.Message}): choose another with --port."
            );
        }
    }

    private void CheckTimeline()
    {
        if (options.Timeline is { } file && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
        {
            throw new ProjectException($"--timeline names \"{file}\", but its folder does not exist.");
        }
        if (Directory.Exists(options.Timeline))
        {
            throw new ProjectException($"--timeline names \"{options.Timeline}\", which is a folder: expected a file.");
        }
    }

    private static Dictionary<string, string> WithMetrics(IReadOnlyDictionary<string, string> variables)
    {
        var all = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        all.TryAdd(ShutdownMetric.Setting, "on"); // The verdict reads them.
        return all;
    }

    private static TimeSpan? ToTime(decimal? seconds) =>
        seconds is { } value ? TimeSpan.FromSeconds((double)value) : null;
}
