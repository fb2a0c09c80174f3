using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RestMachine.Generators.CallSites;

/// <summary>What a registration registers; its handler's parameters and result follow from it.</summary>
internal enum RegistrationKind
{
    Startup,
    Shutdown,
    Hook,
    Route,
    Filter,
    ErrorHandler,
    Dependency,
}

/// <summary>The methods that take a handler, and the types that have them.</summary>
internal static class Registration
{
    private static readonly string[] Receivers =
    [
        "RestMachine.RestApplication",
        "RestMachine.RouteGroup",
        "RestMachine.Route",
    ];

    private static readonly Dictionary<string, RegistrationKind> Kinds = new(StringComparer.Ordinal)
    {
        ["OnStartup"] = RegistrationKind.Startup,
        ["OnShutdown"] = RegistrationKind.Shutdown,
        ["OnResume"] = RegistrationKind.Hook,
        ["OnBeforeSnapshot"] = RegistrationKind.Hook,
        ["OnAfterRestore"] = RegistrationKind.Hook,
        ["Get"] = RegistrationKind.Route,
        ["Post"] = RegistrationKind.Route,
        ["Put"] = RegistrationKind.Route,
        ["Patch"] = RegistrationKind.Route,
        ["Delete"] = RegistrationKind.Route,
        ["Head"] = RegistrationKind.Route,
        ["Options"] = RegistrationKind.Route,
        ["Map"] = RegistrationKind.Route,
        ["Use"] = RegistrationKind.Filter,
        ["OnError"] = RegistrationKind.ErrorHandler,
        ["Dependency"] = RegistrationKind.Dependency,
    };

    public static bool IsName(string method) => Kinds.ContainsKey(method);

    public static bool Is(IInvocationOperation call) =>
        IsName(call.TargetMethod.Name)
        && call.TargetMethod.ContainingType is { } receiver
        && Array.Exists(Receivers, known => TypeNames.Is(receiver, known))
        && HandlerArgument(call) is not null;

    public static RegistrationKind KindOf(IInvocationOperation call) => Kinds[call.TargetMethod.Name];

    public static bool IsLifecycle(IInvocationOperation call) => IsLifecycle(KindOf(call));

    /// <summary>Whether it runs outside of requests.</summary>
    public static bool IsLifecycle(RegistrationKind kind) =>
        kind is RegistrationKind.Startup or RegistrationKind.Shutdown or RegistrationKind.Hook;

    /// <summary>Whether nobody receives what the handler returns.</summary>
    public static bool DropsResult(RegistrationKind kind) => kind is RegistrationKind.Shutdown or RegistrationKind.Hook;

    /// <summary>Whether what the handler returns becomes a response.</summary>
    public static bool AnswersRequests(IInvocationOperation call) =>
        KindOf(call) is RegistrationKind.Route or RegistrationKind.Filter or RegistrationKind.ErrorHandler;

    public static IArgumentOperation? HandlerArgument(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => IsHandler(argument.Parameter));

    public static bool IsHandler(IParameterSymbol? parameter) => TypeNames.Is(parameter?.Type, "System.Delegate");

    /// <summary>The exception that an error handler answers.</summary>
    public static ITypeSymbol? ExceptionOf(IInvocationOperation call) =>
        KindOf(call) == RegistrationKind.ErrorHandler ? call.TargetMethod.TypeArguments.FirstOrDefault() : null;
}
