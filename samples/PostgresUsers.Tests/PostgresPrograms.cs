using System.Diagnostics;

namespace PostgresUsers.Tests;

/// <summary>The programs of Debian's package postgresql, run as the user that it made where this one is root.</summary>
internal sealed class PostgresPrograms
{
    public const string Missing =
        "PostgreSQL is missing: apt-get install -y postgresql (or run ./test, which does so).";
    private const string Packages = "/usr/lib/postgresql";

    // The server ends when the pipe that is its shell's input does: with the tests, whatever ends those.
    private const string UntilInputEnds = """
        "$@" & server=$!
        read -r _
        kill -INT "$server"
        wait "$server"
        """;

    private readonly string _folder;

    private PostgresPrograms(string folder) => _folder = folder;

    /// <returns>Null: they are not installed.</returns>
    /// <exception cref="InvalidOperationException">The same in CI, where nothing is skipped.</exception>
    public static PostgresPrograms? Find()
    {
        // PostgreSQL refuses to run as root, and the user to run it as comes with the package.
        var folder = Directory.Exists(Packages)
            ? Directory
                .EnumerateDirectories(Packages)
                .Where(version => int.TryParse(Path.GetFileName(version), out _))
                .OrderByDescending(version => int.Parse(Path.GetFileName(version)))
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")))
            : null;
        return folder is not null ? new PostgresPrograms(folder)
            : Environment.GetEnvironmentVariable("CI") == "true" ? throw new InvalidOperationException(Missing)
            : null;
    }

    /// <returns>Its folder, which the server's user owns.</returns>
    public async Task<string> CreateClusterAsync(string user, string password)
    {
        var folder = await RunAsync("mktemp", "-d", Path.Combine(Path.GetTempPath(), "postgres-XXXXXX"));
        var passwordFile = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        await RunAsync(
            Path.Combine(_folder, "initdb"),
            $"--pgdata={DataIn(folder)}",
            $"--username={user}",
            $"--pwfile={passwordFile}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"
        );
        return folder;
    }

    public Process StartServer(string folder, int port)
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1",
            $"port={port}",
            $"unix_socket_directories={folder}",
            "fsync=off",
            "log_connections=on",
            "log_disconnections=on",
            "log_lock_waits=on",
            "deadlock_timeout=10ms",
            "log_line_prefix=[%a] ",
        ];
        string[] server = [Path.Combine(_folder, "postgres"), "-D", DataIn(folder)];
        return Start("sh", ["-c", UntilInputEnds, "sh", .. server, .. settings.SelectMany(it => new[] { "-c", it })]);
    }

    private static string DataIn(string folder) => Path.Combine(folder, "data");

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program}: {output}{await error}");
        return output.Trim();
    }

    private static Process Start(string program, string[] arguments)
    {
        string[] asPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"];
        string[] command = [.. Environment.IsPrivilegedProcess ? asPostgres : [], program, .. arguments];
        return Process.Start(
            new ProcessStartInfo(command[0], command[1..])
            {
                WorkingDirectory = Path.GetTempPath(),
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
    }
}
