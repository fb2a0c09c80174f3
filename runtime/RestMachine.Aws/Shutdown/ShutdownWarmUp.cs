using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;
using RestMachine.Binding;
using RestMachine.Shutdown;

namespace RestMachine.Aws.Shutdown;

/// <summary>
/// Runs the shutdown of a throwaway application whose log and receipt go nowhere: what a just-in-time compiler would
/// otherwise compile between the signal and the first handler.
/// </summary>
internal sealed class ShutdownWarmUp(LambdaSettings settings, TimeProvider time)
{
    /// <param name="handlers">The user's: their entry is compiled, nothing of them runs.</param>
    public void Run(IEnumerable<ShutdownHandler> handlers)
    {
        RunThrowaway();
        PrepareTrigger();
        foreach (var handler in handlers)
        {
            RuntimeHelpers.PrepareDelegate(handler.Bound.Invoke);
            RuntimeHelpers.PrepareDelegate(handler.Bound.Handler);
        }
    }

    private void RunThrowaway()
    {
        var application = Throwaway();
        application.Lifecycle.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        var budget = ShutdownBudgets.ForSigterm(settings.Timeout, hasInternalExtension: true);
        var receipt = new DeferredReceipt(() => new Receipt(line => line.Length, time), time, () => { });
        receipt.Expect([]);
        var log = new ShutdownLog(new FunctionLog(settings, time, _ => { }));
        new ShutdownRun("warm-up", budget, application, [log, receipt]).Execute(application.Lifecycle);
    }

    /// <summary>What ends the process, writes or enlarges the thread pool is compiled, not run.</summary>
    private static void PrepareTrigger()
    {
        Prepare(typeof(SigtermTrigger));
        Prepare(typeof(FunctionProcess));
        Prepare(typeof(Handover));
        Prepare(typeof(InternalRegistration));
        Prepare(typeof(ProcessEnd));
        Prepare(typeof(StandardOutput));
        Prepare(typeof(ApplicationLifecycle));
        Prepare(typeof(ShutdownRun));
        Prepare(typeof(StepSchedule));
        Prepare(typeof(ThreadPoolRoom));
    }

    private static RestApplication Throwaway()
    {
        var application = new RestApplication();
        application.AddStartup("value", Handler(static _ => new ValueTask<object?>(new MemoryStream())));
        application.AddShutdown("awaits", Handler(static _ => Await(), typeof(MemoryStream)));
        application.AddShutdown("follows", Handler(static _ => default, typeof(MemoryStream)));
        return application;
    }

    private static BoundHandler Handler(Func<object?[], ValueTask<object?>> call, params Type[] parameters) =>
        new(call, place: "")
        {
            Result = parameters.Length == 0 ? typeof(MemoryStream) : null,
            Parameters = [.. parameters.Select(type => new BoundParameter("value", type))],
            Invoke = static (handler, arguments) => ((Func<object?[], ValueTask<object?>>)handler)(arguments),
        };

    private static async ValueTask<object?> Await()
    {
        await Task.Yield();
        return null;
    }

    private static void Prepare(
        [DynamicallyAccessedMembers(
            DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods
        )]
            Type type
    )
    {
        const BindingFlags own =
            BindingFlags.DeclaredOnly
            | BindingFlags.Public
            | BindingFlags.NonPublic
            | BindingFlags.Instance
            | BindingFlags.Static;
        foreach (var method in type.GetMethods(own))
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
    }
}
