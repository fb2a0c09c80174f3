using System.Runtime.InteropServices;

namespace RestMachine.Emulator.Processes;

// A process that leads its own process group. Its zombie is kept until Reap, so that neither its id nor its
// group's can belong to anybody else while this object may still signal them.
internal sealed unsafe class ChildProcess
{
    private const int ProcessId = 1;
    private const int ExitedEvents = 4;
    private const int NoReap = 0x01000000;
    private const int ExitedByItself = 1;

    private static readonly nint WaitIdNumber = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 95 : 247;

    private readonly TaskCompletionSource<ProcessExit> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly OutputPipe output;
    private bool reaped;

    private ChildProcess(int id, OutputPipe output, TimeProvider time)
    {
        Id = id;
        this.output = output;
        this.time = time;
        StartedAt = time.GetTimestamp();
    }

    public int Id { get; }

    public long StartedAt { get; }

    public Task<ProcessExit> Exited => exited.Task;

    public ProcessExit? Exit => exited.Task.IsCompletedSuccessfully ? exited.Task.Result : null;

    // Everything written until now is in the log afterwards.
    public void DrainOutput() => output.Drain();

    public Task OutputDrained => output.Drained;

    /// <exception cref="SpawnException">The program could not be executed.</exception>
    public static ChildProcess Start(SpawnRequest request, TimeProvider time)
    {
        var pipe = new OutputPipe();
        ChildProcess child;
        try
        {
            child = new ChildProcess(Spawner.Spawn(request, (int)pipe.Writer.DangerousGetHandle()), pipe, time);
        }
        catch (SpawnException)
        {
            pipe.Dispose();
            throw;
        }
        pipe.Start(request.OutputLine ?? (_ => { }));
        new Thread(child.WaitForExit, 128 * 1024) { IsBackground = true, Name = "wait" }.Start();
        return child;
    }

    // To the whole group, as Lambda does. False: nobody is left in it.
    public bool Signal(int signal)
    {
        lock (gate)
        {
            return !reaped && Posix.kill(-Id, signal) == 0;
        }
    }

    // To the process alone.
    public void SignalAlone(int signal)
    {
        lock (gate)
        {
            _ = reaped ? 0 : Posix.kill(Id, signal);
        }
    }

    // To the group, and to what it has started that is in none or another: a freeze, a thaw and a lack of memory do not ask
    // who belongs to which group.
    public void SignalTree(int signal)
    {
        lock (gate)
        {
            if (reaped)
            {
                return;
            }
            var others = ProcessTree.Descendants(Id).Where(process => Posix.getpgid(process) != Id).ToList();
            _ = Posix.kill(-Id, signal);
            others.ForEach(process => _ = Posix.kill(process, signal));
        }
    }

    // Ends what is left of the group, then gives the ids back to the kernel. Only for a process that has exited.
    public void Reap()
    {
        lock (gate)
        {
            if (reaped)
            {
                return;
            }
            _ = Posix.kill(-Id, Posix.SigKill);
            int status;
            while (Posix.wait4(Id, &status, 0, null) < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted) { }
            reaped = true;
        }
    }

    private void WaitForExit()
    {
        var information = stackalloc byte[128];
        var usage = stackalloc byte[144];
        nint result;
        do
        {
            result = Posix.syscall(WaitIdNumber, ProcessId, Id, information, ExitedEvents | NoReap, usage);
        } while (result < 0 && Marshal.GetLastPInvokeError() == Posix.Interrupted);

        // siginfo_t: si_code at 8, si_status at 24; rusage: ru_maxrss (kilobytes) behind two struct timeval.
        var code = *(int*)(information + 8);
        var status = *(int*)(information + 24);
        var peak = *(long*)(usage + 32);
        exited.SetResult(
            code == ExitedByItself
                ? new ProcessExit(status, null, time.GetTimestamp(), peak)
                : new ProcessExit(null, status, time.GetTimestamp(), peak)
        );
    }
}
