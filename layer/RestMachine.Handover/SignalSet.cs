using System.Runtime.InteropServices;

namespace RestMachine.Handover;

/// <summary>sigset_t: a bit for each signal, from 1 on.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct SignalSet
{
    private ulong first;

    public void Add(int signal) => first |= 1UL << (signal - 1);
}
