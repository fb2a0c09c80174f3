using System.Runtime.InteropServices;
using System.Text;

namespace RestMachine.Emulator.Processes;

// One posix_spawn: a new process group, default signals, and none of this process' descriptors but the three.
internal static unsafe class Spawner
{
    private const int ReadOnly = 0;

    /// <returns>The process id.</returns>
    /// <exception cref="SpawnException">The kernel refused; it carries the error number.</exception>
    public static int Spawn(SpawnRequest request, int output)
    {
        using var memory = new NativeStrings();
        var attributes = memory.Zeroed(Posix.SpawnStructureSize);
        var actions = memory.Zeroed(Posix.SpawnStructureSize);
        Check(Posix.posix_spawnattr_init(attributes), request);
        Check(Posix.posix_spawn_file_actions_init(actions), request);
        try
        {
            SetAttributes(attributes, memory, request);
            SetDescriptors(actions, memory, request, output);
            var path = memory.String(request.Command[0]);
            int pid;
            Check(
                Posix.posix_spawn(
                    &pid,
                    path,
                    actions,
                    attributes,
                    memory.Array(request.Command),
                    memory.Array(request.Environment.Select(pair => $"{pair.Key}={pair.Value}").ToArray())
                ),
                request
            );
            return pid;
        }
        finally
        {
            _ = Posix.posix_spawn_file_actions_destroy(actions);
            _ = Posix.posix_spawnattr_destroy(attributes);
        }
    }

    private static void SetAttributes(byte* attributes, NativeStrings memory, SpawnRequest request)
    {
        const short Flags = Posix.SpawnSetProcessGroup | Posix.SpawnSetSignalMask | Posix.SpawnSetSignalDefault;
        var none = memory.Zeroed(Posix.SignalSetSize);
        var all = memory.Zeroed(Posix.SignalSetSize);
        Check(Posix.sigemptyset(none), request);
        Check(Posix.sigfillset(all), request);
        Check(Posix.posix_spawnattr_setflags(attributes, Flags), request);
        Check(Posix.posix_spawnattr_setpgroup(attributes, 0), request);
        Check(Posix.posix_spawnattr_setsigmask(attributes, none), request);
        Check(Posix.posix_spawnattr_setsigdefault(attributes, all), request);
    }

    private static void SetDescriptors(byte* actions, NativeStrings memory, SpawnRequest request, int output)
    {
        Check(
            request.StandardInput is { } input
                ? Posix.posix_spawn_file_actions_adddup2(actions, input, 0)
                : Posix.posix_spawn_file_actions_addopen(actions, 0, memory.String("/dev/null"), ReadOnly, 0),
            request
        );
        Check(Posix.posix_spawn_file_actions_adddup2(actions, output, 1), request);
        Check(Posix.posix_spawn_file_actions_adddup2(actions, output, 2), request);
        if (request.WorkingDirectory is { } directory)
        {
            Check(Posix.posix_spawn_file_actions_addchdir_np(actions, memory.String(directory)), request);
        }
    }

    private static void Check(int error, SpawnRequest request)
    {
        if (error != 0)
        {
            throw new SpawnException(request.Command[0], error);
        }
    }

    private sealed class NativeStrings : IDisposable
    {
        private readonly List<nint> allocated = [];

        public byte* Zeroed(int size)
        {
            var memory = (byte*)NativeMemory.AllocZeroed((nuint)size);
            allocated.Add((nint)memory);
            return memory;
        }

        public byte* String(string value)
        {
            var bytes = Zeroed(Encoding.UTF8.GetByteCount(value) + 1);
            Encoding.UTF8.GetBytes(value, new Span<byte>(bytes, Encoding.UTF8.GetByteCount(value)));
            return bytes;
        }

        public byte** Array(IReadOnlyList<string> values)
        {
            var array = (byte**)Zeroed((values.Count + 1) * sizeof(byte*));
            for (var i = 0; i < values.Count; i++)
            {
                array[i] = String(values[i]);
            }
            return array;
        }

        public void Dispose()
        {
            foreach (var memory in allocated)
            {
                NativeMemory.Free((void*)memory);
            }
        }
    }
}
