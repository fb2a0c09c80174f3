// Plays what AWS's managed .NET runtime does with a class library, and knows nothing of RestMachine or SIGTERM:
// https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html. The handler class is constructed at INIT.
using RestMachine.ManagedRuntime;

using var platform = RuntimeApi.FromEnvironment();
Func<Stream, Task<Stream>> handler;
try
{
    handler = HandlerName.FromEnvironment().Load();
}
catch (Exception exception)
{
    await platform.ReportInitErrorAsync(exception);
    return 1;
}

while (true)
{
    using var invocation = await platform.NextAsync();
    try
    {
        // Blocking, as the managed runtime does: nobody else runs on this thread.
        using var response = handler(invocation.Event).GetAwaiter().GetResult();
        await platform.RespondAsync(invocation, response);
    }
    catch (Exception exception)
    {
        await platform.ReportErrorAsync(invocation, exception);
    }
}
