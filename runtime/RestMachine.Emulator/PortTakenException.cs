namespace RestMachine.Emulator;

/// <summary>Somebody else listens on the port that the front door was given.</summary>
/// <param name="port">The port.</param>
/// <param name="cause">What the server said.</param>
public sealed class PortTakenException(int port, Exception cause)
    : IOException(
        $"Port {port} on 127.0.0.1 is taken: set FrontDoorPort to another one, or to 0 for a free one.",
        cause
    )
{
    /// <summary>The port.</summary>
    public int Port { get; } = port;
}
