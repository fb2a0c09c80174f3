using System.Globalization;
using RestMachine.Benchmarks.ExtensionStart;

namespace RestMachine.Benchmarks.Invoke;

/// <summary>One process of a function, from its start to the end of its last invocation.</summary>
internal sealed class FunctionRun : IDisposable
{
    private readonly PlatformServer _platform = new();
    private readonly int _process;

    public FunctionRun(string file)
    {
        _process = ProcessStart.Spawn(
            file,
            "AWS_LAMBDA_RUNTIME_API=" + _platform.Address,
            "RESTMACHINE_EXTENSION_PORT=" + _platform.EndpointPort,
            "DOTNET_ROOT=" + (Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? DotnetRoot)
        );
        try
        {
            _platform.AcceptFirstNext();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TimeSpan Cpu => Libc.CpuOf(_process);

    /// <summary>Kilobytes, the kernel's VmRSS.</summary>
    public long Resident
    {
        get
        {
            const string name = "VmRSS:";
            var line = File.ReadLines($"/proc/{_process}/status")
                .First(line => line.StartsWith(name, StringComparison.Ordinal));
            return long.Parse(line.AsSpan(name.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
        }
    }

    private static string DotnetRoot =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));

    public (TimeSpan ToResponse, TimeSpan ToNext) Invoke() => _platform.Invoke();

    public void Dispose()
    {
        ProcessStart.End(_process);
        _platform.Dispose();
    }
}
