using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace RestMachine.LifecycleFunction;

/// <summary>What can go wrong in a user's handler, by name.</summary>
internal static class Faults
{
    public static string Throw() => throw new InvalidDataException("no such user");

    public static async Task Startup(string? fault, CancellationToken cancellation)
    {
        switch (fault)
        {
            case null:
                break;
            case "throw":
                throw new InvalidDataException("no such host");
            case "wait":
                Console.WriteLine($"startup waits in {Environment.ProcessId}");
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
            case "block":
                Console.WriteLine($"startup waits in {Environment.ProcessId}");
                new ManualResetEventSlim().Wait(CancellationToken.None);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, message: null);
        }
    }

    public static async Task Shutdown(string? fault, CancellationToken cancellation)
    {
        switch (fault)
        {
            case null:
                break;
            case "throw":
                throw new InvalidDataException("connection lost\nforged line");
            case "throw_async":
                await Task.Yield();
                throw new InvalidDataException("connection lost");
            case "hang":
                new ManualResetEventSlim().Wait(CancellationToken.None);
                break;
            case "hang_async":
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                break;
            case "exit":
                Environment.Exit(5);
                break;
            case "overflow":
                Console.WriteLine(Overflow(1));
                break;
            case "await_pool":
                await Task.Delay(20, CancellationToken.None).ConfigureAwait(false);
                break;
            case "await":
                await Task.Yield();
                await Task.Delay(20, CancellationToken.None);
                break;
            case "token":
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
            case "signal":
                await SigtermAsync();
                await Task.Delay(20, CancellationToken.None);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, message: null);
        }
    }

    /// <summary>Ends when SIGTERM comes, which runs this function's handlers in any case.</summary>
    private static async Task SigtermAsync()
    {
        var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => came.SetResult());
        Console.WriteLine("waiting for SIGTERM");
        await came.Task;
    }

    /// <summary>As much as a response may have, so that a signal can come while it is being sent.</summary>
    public static string Large()
    {
        Console.WriteLine($"responding in {Environment.ProcessId}");
        return new string('x', 5_000_000);
    }

    /// <summary>Not a tail call: every frame is needed.</summary>
    public static long Overflow(long depth) => depth > 0 ? Overflow(depth + 1) + depth : 0;

    public static async Task Snapshot(string moment, string? fault, CancellationToken cancellation)
    {
        Console.WriteLine($"{moment} the snapshot");
        if (moment == fault)
        {
            throw new InvalidDataException("no such secret");
        }

        if (fault == $"wait {moment}")
        {
            Console.WriteLine($"snapshot waits in {Environment.ProcessId}");
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Console.WriteLine("snapshot was cancelled");
        }
    }

    /// <summary>Holds a loopback port that the endpoint would like to have.</summary>
    public static TcpListener? TakePort(string? port)
    {
        if (port is null)
        {
            return null;
        }

        var listener = new TcpListener(IPAddress.Loopback, int.Parse(port));
        listener.Start();
        return listener;
    }
}
