namespace RestMachine;

/// <summary>Threads in a process that may have run out of them.</summary>
internal static class ThreadStarting
{
    /// <summary>False where there is no thread to be had, no memory for one, or no descriptor: .NET says the same of each.</summary>
    public static bool TryStart(this Thread thread)
    {
        try
        {
            thread.Start();
            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }
}
