using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PostgresUsers.Tests;

/// <summary>A PostgreSQL server of this machine's package, with an empty database of its own on a free port.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string User = "users";
    private const string Password = "not a secret";
    private const int Attempts = 3;
    private readonly ServerLog _log = new();
    private readonly PostgresPrograms? _programs = PostgresPrograms.Find();
    private string _folder = "";
    private Process? _process;
    private NpgsqlDataSource? _observer;

    /// <summary>Null, or the sentence with which tests are skipped.</summary>
    public string? Missing => _programs is null ? PostgresPrograms.Missing : null;

    public int Port { get; private set; }

    /// <summary>What the function is given.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username={User};Password={Password};Database={User}";

    public async ValueTask InitializeAsync()
    {
        if (_programs is null)
        {
            return;
        }
        _folder = await _programs.CreateClusterAsync(User, Password);
        for (var attempt = 1; !await StartAsync(); attempt++)
        {
            // Somebody else may have taken the free port meanwhile.
            attempt.ShouldBeLessThan(Attempts, "PostgreSQL did not start");
        }
        _observer = NpgsqlDataSource.Create($"{ConnectionString};Database=postgres;Application Name=observer");
        await ExecuteAsync($"CREATE DATABASE {User}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_observer is not null)
        {
            await _observer.DisposeAsync();
        }
        if (_process is not null)
        {
            // The end of its input is what it waits for, so that it ends with this process too, however that ends.
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>How many connections of an application the server has.</summary>
    public async Task<long> ConnectionsOfAsync(string application) =>
        (long)(await ScalarAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = $1", application))!;

    /// <summary>Sessions whose client was gone without a word, since the server was started.</summary>
    public async Task<long> AbandonedSessionsAsync() =>
        (long)(await ScalarAsync("SELECT sessions_abandoned FROM pg_stat_database WHERE datname = $1", User))!;

    /// <summary>Ends the connections of an application, as a server does that is restarted.</summary>
    public Task TerminateAsync(string application) =>
        ScalarAsync(
            "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE application_name = $1",
            application
        );

    /// <summary>Waits until the server has told of the ends of so many sessions of an application.</summary>
    public Task WaitForDisconnectionsAsync(string application, int count) =>
        _log.WaitForAsync(application, "disconnection: session time", count);

    /// <summary>Waits until a query of an application waits for a lock.</summary>
    public Task WaitForLockAsync(string application) => _log.WaitForAsync(application, "still waiting for", 1);

    /// <summary>A connection to the function's database, for what a test does there itself.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Application Name=test;Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _observer!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> ScalarAsync(string sql, string parameter)
    {
        await using var command = _observer!.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        return await command.ExecuteScalarAsync();
    }

    private async Task<bool> StartAsync()
    {
        Port = FreePort();
        _process = _programs!.StartServer(_folder, Port);
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, output) =>
        {
            if (output.Data is not { } line)
            {
                ready.TrySetResult(false);
                return;
            }
            _log.Add(line);
            if (line.Contains("database system is ready to accept connections"))
            {
                ready.TrySetResult(true);
            }
        };
        _process.BeginErrorReadLine();
        return await ready.Task;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
