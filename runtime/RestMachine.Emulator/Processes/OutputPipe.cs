using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RestMachine.Emulator.Processes;

// Reads a child's output line by line on a thread of its own: a blocked pool thread per process would starve the pool.
internal sealed unsafe class OutputPipe : IDisposable
{
    // CloudWatch's largest event.
    private const int LongestLine = 256 * 1024;

    private readonly SafeFileHandle reader;
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutputPipe()
    {
        var descriptors = stackalloc int[2];
        if (Posix.pipe2(descriptors, Posix.CloseOnExec) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "No pipe for a process' output could be made.");
        }
        reader = new SafeFileHandle(descriptors[0], ownsHandle: true);
        Writer = new SafeFileHandle(descriptors[1], ownsHandle: true);
    }

    public SafeFileHandle Writer { get; }

    // Completes when every process that held the other end has closed it.
    public Task Drained => drained.Task;

    public void Start(Action<string> line)
    {
        Writer.Dispose();
        new Thread(() => ReadAll(line), 256 * 1024) { IsBackground = true, Name = "output" }.Start();
    }

    private void ReadAll(Action<string> line)
    {
        var buffer = stackalloc byte[8192];
        using var pending = new MemoryStream();
        while (true)
        {
            var count = Posix.read(reader, buffer, 8192);
            if (count < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted)
            {
                continue;
            }
            if (count <= 0)
            {
                break;
            }
            Split(new ReadOnlySpan<byte>(buffer, (int)count), pending, line);
        }
        if (pending.Length > 0)
        {
            Emit(pending, line);
        }
        reader.Dispose();
        drained.SetResult();
    }

    private static void Split(ReadOnlySpan<byte> bytes, MemoryStream pending, Action<string> line)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            pending.Write(bytes[..end]);
            Emit(pending, line);
            bytes = bytes[(end + 1)..];
        }
        pending.Write(bytes);
        if (pending.Length >= LongestLine)
        {
            Emit(pending, line);
        }
    }

    private static void Emit(MemoryStream pending, Action<string> line)
    {
        var text = Encoding.UTF8.GetString(pending.GetBuffer(), 0, (int)pending.Length);
        pending.SetLength(0);
        line(text.TrimEnd('\r'));
    }

    // Only for a pipe that was never started: a started one ends with its last writer.
    public void Dispose()
    {
        Writer.Dispose();
        reader.Dispose();
    }
}
