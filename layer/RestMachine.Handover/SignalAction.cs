using System.Runtime.InteropServices;

namespace RestMachine.Handover;

/// <summary>struct sigaction of glibc. All zero, it is the default.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SignalAction
{
    public delegate* unmanaged<int, void> Handler;
    public SignalSet Mask;
    public int Flags;
    public nint Restorer;
}
