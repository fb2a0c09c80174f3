using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RestApi._1.Tests;

/// <summary>
/// The database of a test run: that of the variable TEST_DATABASE, else a server of its own, made by the PostgreSQL programs
/// of this machine and removed afterwards.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Missing =
        "No PostgreSQL: install it (on Debian apt-get install -y postgresql), or set TEST_DATABASE to the connection string "
        + "of an empty database.";

    private readonly string? _programs;
    private readonly string? _folder;

    private PostgresServer(string connectionString, string? programs = null, string? folder = null)
    {
        ConnectionString = connectionString;
        _programs = programs;
        _folder = folder;
    }

    public string ConnectionString { get; }

    /// <returns>Null where there is neither.</returns>
    public static async Task<PostgresServer?> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_DATABASE") is { Length: > 0 } given)
        {
            return new PostgresServer(given);
        }
        if (FindPrograms() is not { } programs)
        {
            return null;
        }
        var folder = Path.Combine(Path.GetTempPath(), $"postgres-{Guid.NewGuid():N}");
        var port = FreePort();
        await RunAsync($"{programs}/initdb", "-D", folder, "-U", "notes", "-A", "trust", "-E", "UTF8", "--no-sync");
        await RunAsync(
            $"{programs}/pg_ctl",
            "start",
            "-w",
            "-D",
            folder,
            "-l",
            $"{folder}/log",
            "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        );
        return new PostgresServer($"Host=127.0.0.1;Port={port};Username=notes;Database=postgres", programs, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await RunAsync($"{_programs}/pg_ctl", "stop", "-w", "-m", "immediate", "-D", _folder);
            Directory.Delete(_folder, recursive: true);
        }
    }

    // Debian keeps them out of PATH.
    private static string? FindPrograms()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return path.Concat(debian.Order().Select(version => $"{version}/bin"))
            .FirstOrDefault(folder => File.Exists($"{folder}/initdb") && File.Exists($"{folder}/pg_ctl"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL refuses to run as root, which one is in many containers.
    private static async Task RunAsync(string program, params string[] arguments)
    {
        string[] user = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : [];
        string[] command = [.. user, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} exited with {process.ExitCode}.");
        }
    }
}
