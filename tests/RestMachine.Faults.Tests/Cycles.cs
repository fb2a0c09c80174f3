using System.Globalization;

namespace RestMachine.Faults.Tests;

/// <summary>
/// Start, invoke, shut down, again and again, with nothing missed and nothing left behind. As often as RESTMACHINE_CYCLES
/// says; 1,000 times by default.
/// </summary>
public sealed class Cycles : FaultTest
{
    private const int Few = 20;
    private const int AtOnce = 4;
    private const int TenMinutes = 600_000;

    [Fact(Timeout = TenMinutes)]
    public async Task EndAsCompletedEveryTimeAndLeaveNothingBehind()
    {
        var count = Environment.GetEnvironmentVariable("RESTMACHINE_CYCLES") ?? "1000";
        var cancellation = TestContext.Current.CancellationToken;
        await RunAsync(Few, cancellation);
        var (descriptors, threads) = (Leftovers.Descriptors, Leftovers.Threads);

        await RunAsync(int.Parse(count, CultureInfo.InvariantCulture), cancellation);

        // The pool, the emulator's server and the tests beside this one have some: a leak would be one a cycle.
        Leftovers.Descriptors.ShouldBeLessThan(descriptors + 200);
        Leftovers.Threads.ShouldBeLessThan(threads + 200);
    }

    private static async Task RunAsync(int cycles, CancellationToken cancellation) =>
        await Parallel.ForEachAsync(
            Enumerable.Range(0, cycles),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            static async (_, _) => await new Cycles().RunOnceAsync()
        );

    /// <summary>One object a cycle: each has its port.</summary>
    private async Task RunOnceAsync()
    {
        var environment = await LiveAsync();
        await environment.DisposeAsync();
        environment.Shutdowns.ShouldHaveSingleItem().Function!.ExitCode.ShouldBe(0);
        ShouldEndAsDocumented(environment, nameof(EndAsCompletedEveryTimeAndLeaveNothingBehind));
        Leftovers.ShouldBeNone(environment, Port);
    }
}
