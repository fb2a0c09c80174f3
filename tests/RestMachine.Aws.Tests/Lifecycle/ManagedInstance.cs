using System.Diagnostics;
using System.Runtime.InteropServices;
using RestMachine.Aws.Tests.RuntimeApi;
using static RestMachine.Aws.Tests.RuntimeApi.TestEvents;

namespace RestMachine.Aws.Tests.Lifecycle;

/// <summary>
/// The lifecycle function's process where AWS_LAMBDA_MAX_CONCURRENCY is set: several invocations at once, never frozen.
/// </summary>
public sealed partial class ManagedInstance : IDisposable
{
    private const int TerminateSignal = 15;

    private readonly ScriptedRuntimeApi _runtimeApi = new();
    private Process? _function;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (_function is { HasExited: false })
        {
            _function.Kill();
        }

        _function?.Dispose();
        _runtimeApi.Dispose();
    }

    [Fact]
    public async Task ServesAsManyInvocationsAtOnceAsLambdaAsksForAndDrainsThemBeforeTheHandlersRun()
    {
        var function = Start(concurrency: 2);
        var output = function.StandardOutput.ReadToEndAsync(Cancellation);
        _runtimeApi.Next(Answer("id-1", Get("/wait"), Deadline(TimeSpan.FromMinutes(1))));
        _runtimeApi.Next(Answer("id-2", Get("/hello"), Deadline(TimeSpan.FromMinutes(1))));
        (await _runtimeApi.PostAsync()).Line.ShouldContain("id-2/response");

        Kill(function.Id, TerminateSignal).ShouldBe(0);

        // It was given half of the time to end, then cancelled, and answered all the same.
        var given = await _runtimeApi.PostAsync();
        given.Line.ShouldContain("id-1/response");
        given.Body.ShouldContain("\"statusCode\":503");
        await function.WaitForExitAsync(Cancellation);
        function.ExitCode.ShouldBe(0);
        var lines = (await output).Split('\n');
        lines.ShouldContain("closed");
        lines.ShouldContain("invocation cancelled: True");
    }

    [Fact]
    public async Task WaitsForTheAnswersOfThoseItCancelledThoughNoHandlerDoes()
    {
        var function = Start(concurrency: 3);
        _runtimeApi.Next(Answer("id-1", Get("/patient"), Deadline(TimeSpan.FromMinutes(1))));
        _runtimeApi.Next(Answer("id-2", Get("/patient"), Deadline(TimeSpan.FromMinutes(1))));
        _runtimeApi.Next(Answer("id-3", Get("/hello"), Deadline(TimeSpan.FromMinutes(1))));
        (await _runtimeApi.PostAsync()).Line.ShouldContain("id-3/response");

        Kill(function.Id, TerminateSignal).ShouldBe(0);

        (await _runtimeApi.PostAsync()).Body.ShouldContain("answered late");
        (await _runtimeApi.PostAsync()).Body.ShouldContain("answered late");
        await function.WaitForExitAsync(Cancellation);
        function.ExitCode.ShouldBe(0);
        _runtimeApi.HasPosts.ShouldBeFalse();
    }

    private Process Start(int concurrency)
    {
        var start = new ProcessStartInfo(FunctionUnderTest.Executable)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = _runtimeApi.Address;
        start.Environment["AWS_LAMBDA_MAX_CONCURRENCY"] = $"{concurrency}";
        start.Environment["RESTMACHINE_ENDPOINT"] = "off";
        return _function = Process.Start(start)!;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
