using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RestMachine.Emulator.Processes;

// A shell that outlives this process for a moment: when its pipe closes without a word of goodbye, the emulator was
// killed, and it ends the groups it was told about, everything that carries the mark, and the temporary directory.
internal sealed unsafe class ProcessGuard : IDisposable
{
    private const string Script = """
        trap '' HUP INT TERM
        groups=
        while read -r word group; do
          case $word in
            start) groups="$groups $group " ;;
            end) groups="${groups%% $group *} ${groups#* $group }" ;;
            bye) exit 0 ;;
          esac
        done
        for group in $groups; do kill -KILL -"$group"; done 2>/dev/null
        for file in /proc/[0-9]*/environ; do
          if grep -qaF -- "$1" "$file"; then pid=${file#/proc/}; kill -KILL "${pid%/environ}"; fi
        done 2>/dev/null
        if [ -n "$2" ]; then rm -rf -- "$2"; fi
        """;

    private readonly FileStream words;
    private readonly Lock gate = new();
    private readonly ChildProcess shell;

    private ProcessGuard(FileStream words, ChildProcess shell)
    {
        this.words = words;
        this.shell = shell;
    }

    public int Id => shell.Id;

    public static ProcessGuard Start(string mark, string? directory, TimeProvider time)
    {
        var ends = stackalloc int[2];
        if (Posix.pipe2(ends, Posix.CloseOnExec) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "No pipe for the process guard could be made.");
        }
        using var input = new SafeFileHandle(ends[0], ownsHandle: true);
        var writer = new SafeFileHandle(ends[1], ownsHandle: true);
        var request = new SpawnRequest
        {
            Command = ["/bin/sh", "-c", Script, "restmachine-guard", mark, directory ?? ""],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = "/usr/bin:/bin" },
            WorkingDirectory = "/",
            StandardInput = ends[0],
        };
        return new ProcessGuard(
            new FileStream(writer, FileAccess.Write, bufferSize: 0),
            ChildProcess.Start(request, time)
        );
    }

    public void Started(int group) => Say("start", group);

    public void Ended(int group) => Say("end", group);

    private void Say(string word, int group)
    {
        lock (gate)
        {
            if (shell.Exit is null)
            {
                words.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{word} {group}\n")));
            }
        }
    }

    public void Dispose()
    {
        Say("bye", 0);
        words.Dispose();
        shell.Exited.GetAwaiter().GetResult();
        shell.Reap();
    }
}
