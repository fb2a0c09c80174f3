namespace RestMachine.Emulator.Log;

// One of the user's options. One that throws, perhaps because its test has ended, must not end the process that a function
// talks to. Not safe for threads: whoever calls has a lock for the order of what it tells.
internal sealed class Callback<T>(string option, Action<T>? callback, Action<string> report)
{
    private Action<T>? sink = callback;

    public void Tell(T value)
    {
        try
        {
            sink?.Invoke(value);
        }
        catch (Exception exception)
        {
            sink = null;
            report(
                $"The {option} callback threw {exception.GetType().Name} and is not called again: {exception.Message}"
            );
        }
    }
}
