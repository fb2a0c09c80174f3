using RestMachine.Emulator.Processes;

namespace RestMachine.Emulator.Protocol;

// The processes from one init phase to the shutdown phase that ends them, and what both APIs know of them.
// An environment has one generation after the other; all share one TMPDIR.
internal sealed class Generation(FunctionIdentity function, TimeProvider time)
{
    private readonly TaskCompletionSource<Fault> broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<(ExtensionSession Session, ChildProcess Process)> extensionProcesses = [];
    private Fault? firstFault;

    public FunctionIdentity Function => function;

    public TimeProvider Time => time;

    public RuntimeSession Runtime { get; } = new();

    public ExtensionRegistry Extensions { get; } = new();

    public ChildProcess? RuntimeProcess { get; set; }

    // A snapshot: the memory is watched while extensions are being started.
    public IReadOnlyList<(ExtensionSession Session, ChildProcess Process)> ExtensionProcesses
    {
        get
        {
            lock (gate)
            {
                return extensionProcesses.ToArray();
            }
        }
    }

    public IReadOnlyList<ChildProcess> Processes
    {
        get
        {
            var extensions = ExtensionProcesses.Select(each => each.Process);
            return (RuntimeProcess is { } runtime ? extensions.Prepend(runtime) : extensions).ToArray();
        }
    }

    // True from the beginning of the shutdown phase: from then on a process that ends is no fault.
    public bool Ending { get; set; }

    // Completes with the first fault as soon as a process that has to live is dead.
    public Task<Fault> Broken => broken.Task;

    public Fault? FirstFault
    {
        get
        {
            lock (gate)
            {
                return firstFault;
            }
        }
    }

    // The log then has every line that was written until now.
    public void DrainOutput()
    {
        foreach (var process in Processes)
        {
            process.DrainOutput();
        }
    }

    public void Add(ExtensionSession session, ChildProcess process)
    {
        lock (gate)
        {
            extensionProcesses.Add((session, process));
        }
    }

    public void Record(Fault fault)
    {
        lock (gate)
        {
            firstFault ??= fault;
        }
    }

    public void Break(Fault fault)
    {
        Record(fault);
        broken.TrySetResult(FirstFault!);
    }
}
