using System.IO.Pipes;
using RestMachine.Extension.Linux;

namespace RestMachine.Extension.Tests.Readers;

public sealed class Outputs
{
    [Published.Fact]
    public async Task ThatNobodyReadsHoldUpNobody()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
        var file = (int)pipe.SafePipeHandle.DangerousGetHandle();

        // Fills the pipe, whatever it holds, and then finds no room at all.
        var writing = Task.Run(
            () =>
            {
                StandardOutput.Write(file, new byte[4 * 1024 * 1024]);
                StandardOutput.Write(file, "a line\n"u8);
            },
            TestContext.Current.CancellationToken
        );

        await writing.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void ThatHaveRoomGetEveryByte()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var line = new byte[300_001];
        Random.Shared.NextBytes(line);
        using (var file = File.Create(path))
        {
            StandardOutput.Write((int)file.SafeFileHandle.DangerousGetHandle(), line);
        }

        File.ReadAllBytes(path).ShouldBe(line);
        File.Delete(path);
    }
}
