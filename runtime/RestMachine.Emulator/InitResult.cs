namespace RestMachine.Emulator;

/// <summary>How an init phase ended. After a failed one Lambda starts the processes again at the next invocation.</summary>
/// <param name="Succeeded">Whether the function and every extension arrived at <c>next</c>.</param>
/// <param name="Duration">From the start of the first process.</param>
/// <param name="ErrorType">
/// Lambda's word for the failure, such as <c>Runtime.ExitError</c>, <c>Extension.Crash</c>, <c>Extension.LaunchError</c>,
/// <c>Sandbox.Timedout</c> or the type that the function sent to <c>init/error</c>; null after success.
/// </param>
/// <param name="ErrorMessage">What happened, in a sentence; null after success.</param>
public sealed record InitResult(bool Succeeded, TimeSpan Duration, string? ErrorType, string? ErrorMessage)
{
    /// <summary>Throws unless the phase succeeded.</summary>
    /// <exception cref="LambdaInitException">It failed; the message names the error type and the reason.</exception>
    public void EnsureSucceeded()
    {
        if (!Succeeded)
        {
            throw new LambdaInitException($"The init phase failed with {ErrorType}: {ErrorMessage}");
        }
    }
}
