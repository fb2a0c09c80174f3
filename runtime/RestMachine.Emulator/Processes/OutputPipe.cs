using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RestMachine.Emulator.Processes;

// A child's output, line by line. A thread waits for it: a blocked pool thread per process would starve the pool. Whoever
// needs everything that was written until now calls Drain, so that a platform line comes after what it closes.
internal sealed unsafe class OutputPipe : IDisposable
{
    // CloudWatch's largest event.
    private const int LongestLine = 256 * 1024;
    private const int ChunkSize = 8192;

    private readonly SafeFileHandle reader;
    private readonly MemoryStream pending = new();
    private readonly Lock gate = new();
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<string> line = _ => { };
    private bool ended;

    public OutputPipe()
    {
        var descriptors = stackalloc int[2];
        if (Posix.pipe2(descriptors, Posix.CloseOnExec) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "No pipe for a process' output could be made.");
        }
        reader = new SafeFileHandle(descriptors[0], ownsHandle: true);
        Writer = new SafeFileHandle(descriptors[1], ownsHandle: true);
        _ = Posix.fcntl(reader, Posix.SetStatusFlags, Posix.NonBlocking);
    }

    public SafeFileHandle Writer { get; }

    // Completes when every process that held the other end has closed it.
    public Task Drained => drained.Task;

    public void Start(Action<string> onLine)
    {
        line = onLine;
        Writer.Dispose();
        new Thread(ReadAll, 256 * 1024) { IsBackground = true, Name = "output" }.Start();
    }

    public void Drain()
    {
        lock (gate)
        {
            var buffer = stackalloc byte[ChunkSize];
            while (!ended)
            {
                var count = Posix.read(reader, buffer, ChunkSize);
                if (count > 0)
                {
                    Split(new ReadOnlySpan<byte>(buffer, (int)count));
                }
                else if (count == 0)
                {
                    End();
                }
                else if (Marshal.GetLastPInvokeError() != Posix.Interrupted)
                {
                    return; // Empty for now.
                }
            }
        }
    }

    private void ReadAll()
    {
        var wanted = new Posix.Poll { Descriptor = (int)reader.DangerousGetHandle(), Wanted = Posix.Readable };
        while (!Volatile.Read(ref ended))
        {
            _ = Posix.poll(&wanted, 1, -1);
            Drain();
        }
        reader.Dispose(); // Only here: another thread may have read the end while this one was about to wait.
    }

    private void End()
    {
        if (pending.Length > 0)
        {
            Emit();
        }
        Volatile.Write(ref ended, true);
        drained.SetResult();
    }

    private void Split(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            pending.Write(bytes[..end]);
            Emit();
            bytes = bytes[(end + 1)..];
        }
        pending.Write(bytes);
        if (pending.Length >= LongestLine)
        {
            Emit();
        }
    }

    private void Emit()
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
