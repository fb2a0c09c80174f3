using RestMachine.Aws.Logging;

namespace RestMachine.Aws.Shutdown;

/// <summary>The internal extension's registration, beside INIT; the runtime's first <c>next</c> closes it.</summary>
internal sealed class InternalRegistration(string runtimeApi, FunctionLog log)
{
    private readonly ManualResetEventSlim _decided = new();

    /// <summary>Whether the process has the longer share. False while nothing is decided.</summary>
    public bool IsAccepted { get; private set; }

    public void Wait() => _decided.Wait();

    /// <summary>INIT is over: nobody waits for a registration that cannot come.</summary>
    public void GiveUp() => _decided.Set();

    /// <summary>Registers and stays for the life of the process; blocks its own thread.</summary>
    public void Keep()
    {
        using var extension = new InternalExtension(runtimeApi);
        try
        {
            var refusal = extension.Register(out var identifier);
            IsAccepted = refusal is null;
            _decided.Set();
            if (refusal is not null)
            {
                Refuse(refusal);
                return;
            }

            Refuse(extension.Park(identifier));
        }
        catch (IOException exception)
        {
            // Also where a connection from before a snapshot broke and could not be made anew.
            IsAccepted = false;
            log.Warn($"The Extensions API at {runtimeApi} failed: {exception.Message}");
        }
        finally
        {
            _decided.Set();
        }
    }

    private void Refuse(string refusal)
    {
        IsAccepted = false;
        log.Warn(
            $"The internal extension was refused ({refusal}): "
                + $"shutdown has {ShutdownBudgets.Share(hasInternalExtension: false).TotalMilliseconds} ms "
                + $"instead of {ShutdownBudgets.Share(hasInternalExtension: true).TotalMilliseconds}"
        );
    }
}
