using RestMachine.Aws.Logging;
using RestMachine.Aws.RuntimeApi;

namespace RestMachine.Aws.Shutdown;

/// <summary>The internal extension's registration, beside INIT; the runtime's first <c>next</c> closes it.</summary>
internal sealed class InternalRegistration(string runtimeApi, FunctionLog log)
{
    // Lambda answers within a millisecond; INIT does not hang because of an extra.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _decided = new();

    /// <summary>Whether the process has the longer share. False while nothing is decided.</summary>
    public bool IsAccepted { get; private set; }

    public void Wait()
    {
        if (!_decided.Wait(s_patience))
        {
            log.Warn("The Extensions API does not answer the internal extension: the function starts without it");
        }
    }

    /// <summary>INIT is over: nobody waits for a registration that cannot come.</summary>
    public void GiveUp() => _decided.Set();

    /// <summary>Registers and stays for the life of the process; blocks its own thread.</summary>
    public void Keep()
    {
        using var extension = new InternalExtension(RuntimeApiAddress.Parse(runtimeApi));
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
