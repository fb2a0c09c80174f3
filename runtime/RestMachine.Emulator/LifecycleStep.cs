namespace RestMachine.Emulator;

/// <summary>What can happen in an environment's life.</summary>
public enum LifecycleStep
{
    /// <summary>An init phase began: the first, or one that an invocation repeats after a failure.</summary>
    InitBegan,

    /// <summary>It ended; the detail is the error type, null after success.</summary>
    InitEnded,

    /// <summary>A process was started; the subject is <c>function</c> or the extension's name, as for every process.</summary>
    ProcessStarted,

    /// <summary>An external extension registered with the Extensions API.</summary>
    ExtensionRegistered,

    /// <summary>The processes were stopped until the next invocation.</summary>
    Frozen,

    /// <summary>They run again.</summary>
    Thawed,

    /// <summary>An invocation began; the subject is its request id.</summary>
    InvocationBegan,

    /// <summary>
    /// It ended, with the function and the extensions back at <c>next</c>; the detail is the error type that ended the
    /// phase, null otherwise.
    /// </summary>
    InvocationEnded,

    /// <summary>A shutdown phase or a reset began; the detail is its reason.</summary>
    ShutdownBegan,

    /// <summary>A process group was sent a signal in a shutdown phase; the detail is the signal's name.</summary>
    SignalSent,

    /// <summary>An extension was given the SHUTDOWN event.</summary>
    ShutdownDelivered,

    /// <summary>A process ended; the detail says how, such as <c>exit status 0</c>.</summary>
    ProcessEnded,

    /// <summary>The shutdown phase or the reset was over.</summary>
    ShutdownEnded,
}
