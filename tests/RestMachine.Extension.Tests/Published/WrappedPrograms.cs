using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace RestMachine.Extension.Tests.Published;

/// <summary>restmachine-handover in front of programs that know nothing of it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed partial class WrappedPrograms : IDisposable
{
    private const int Terminate = 15;
    private const int User1 = 10;
    private const int LastRealTime = 64;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("restmachine-handover-");

    private static string Wrapper => Layer.Handover(ExtensionProcess.Architecture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -SEGV $$", 128 + 11)]
    [InlineData("kill -KILL $$", 128 + 9)]
    [InlineData("kill -TERM $$", 128 + 15)]
    public async Task EndAsTheyWouldAlone(string script, int exitCode)
    {
        using var wrapper = Start(Wrapper, "/bin/sh", "-c", script);
        await wrapper.WaitForExitAsync(Cancellation);
        wrapper.ExitCode.ShouldBe(exitCode);
    }

    [Fact]
    public async Task EndAsTheyWouldAloneWhereEndsOfChildrenAreIgnored()
    {
        using var wrapper = Start("/bin/sh", "-c", "trap '' CHLD; exec \"$0\" /bin/sh -c 'exit 7'", Wrapper);
        await wrapper.WaitForExitAsync(Cancellation);
        wrapper.ExitCode.ShouldBe(7);
    }

    /// <summary>The other architecture's system calls have other numbers, and its structures may have other layouts.</summary>
    [Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public async Task EndWithTheWrapperOfEveryArchitecture(string architecture)
    {
        var processor = architecture is "arm64" ? "/usr/bin/qemu-aarch64-static" : "/usr/bin/qemu-x86_64-static";
        var handover = Layer.Handover(architecture);
        using (var wrapper = Start(processor, handover, "/bin/sh", "-c", "exit 7"))
        {
            await wrapper.WaitForExitAsync(Cancellation);
            wrapper.ExitCode.ShouldBe(7);
        }
        using var terminated = Start(processor, handover, "/bin/sh", "-c", "echo up; exec sleep 60");
        (await terminated.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe("up");

        Send(terminated, Terminate);

        await terminated.WaitForExitAsync(Cancellation);
        terminated.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task HaveASessionTheSignalsAndTheVariablesThatTheyWouldHave()
    {
        const string script =
            "cat /proc/self/status; cut -d' ' -f6 /proc/$$/stat; echo $$ $PPID $RESTMACHINE_HANDOVER $ODD";
        using var wrapper = Start(Wrapper, "/bin/sh", "-c", script);
        var lines = (await wrapper.StandardOutput.ReadToEndAsync(Cancellation)).Trim().Split('\n');
        lines.ShouldContain("SigBlk:\t0000000000000000");
        var ignored = long.Parse(
            lines.Single(line => line.StartsWith("SigIgn:"))["SigIgn:\t".Length..],
            NumberStyles.HexNumber
        );
        (ignored & 0x7FFF_FFFF).ShouldBe(0);
        var session = lines[^2];
        lines[^1].ShouldBe($"{session} {wrapper.Id} {wrapper.Id} an odd value");
    }

    [Fact]
    public async Task AreToldOfSigtermWhichEndsTheWrapper()
    {
        using var wrapper = Start(
            Wrapper,
            "/bin/sh",
            "-c",
            "trap 'kill $!; echo told; exit 5' TERM; sleep 60 & echo up; wait; wait"
        );
        (await wrapper.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe("up");

        Send(wrapper, Terminate);

        await wrapper.WaitForExitAsync(Cancellation);
        wrapper.ExitCode.ShouldBe(0);
        (await wrapper.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe("told");
    }

    [Theory]
    [InlineData(User1)]
    [InlineData(LastRealTime)]
    public async Task AreGivenOtherSignals(int signal)
    {
        using var wrapper = Start(
            Wrapper,
            "/bin/sh",
            "-c",
            $"trap 'kill $!; echo told; exit 5' {signal}; sleep 60 & echo up; wait; wait"
        );
        (await wrapper.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe("up");

        Send(wrapper, signal);

        (await wrapper.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe("told");
        await wrapper.WaitForExitAsync(Cancellation);
        wrapper.ExitCode.ShouldBe(5);
    }

    /// <summary>The bootstrap of an OS-only runtime, where Lambda knows no wrappers.</summary>
    [Fact]
    public async Task LieBesideAScriptOfOneLine()
    {
        Write("function", "#!/bin/sh\necho \"$0\" \"$@\"\n");
        var script = Write("bootstrap", $"#!{Wrapper} --program=function\n");
        using var wrapper = Start(script, "one", "two");
        (await wrapper.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe($"{folder.FullName}/function one two");
    }

    [Theory]
    [InlineData(127, "/nowhere/bootstrap", "No such file")]
    [InlineData(126, "/etc/passwd", "Permission denied")]
    [InlineData(2, null, "AWS_LAMBDA_EXEC_WRAPPER")]
    public async Task ThatCannotBeStartedAreNamed(int exitCode, string? program, string words)
    {
        using var wrapper = Start(Wrapper, program is null ? [] : [program]);
        var error = await wrapper.StandardError.ReadToEndAsync(Cancellation);
        await wrapper.WaitForExitAsync(Cancellation);
        wrapper.ExitCode.ShouldBe(exitCode);
        error.ShouldStartWith("[Handover] Error: ");
        error.ShouldContain(words);
        error.ShouldContain(program ?? "No program was given");
    }

    private static Process Start(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ODD"] = "an odd value";
        // Of a wrapper around the tests.
        start.Environment["RESTMACHINE_HANDOVER"] = "1";
        return Process.Start(start)!;
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        // By another process: a file that this one writes is busy while any test forks.
        using var writer = Start("/bin/sh", "-c", "printf %s \"$1\" > \"$2\"; chmod 755 \"$2\"", "sh", content, path);
        writer.WaitForExit();
        return path;
    }

    private static void Send(Process process, int signal) => Kill(process.Id, signal).ShouldBe(0);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
