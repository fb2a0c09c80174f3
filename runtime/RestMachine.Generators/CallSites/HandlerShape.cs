namespace RestMachine.Generators.CallSites;

/// <summary>The delegate that was registered.</summary>
/// <param name="MethodName">The method group's or local function's name.</param>
/// <param name="DelegateType">The type to cast to; null for an anonymous delegate type, which only an example names.</param>
/// <param name="ReturnType">What the delegate returns, Task included; null for void.</param>
/// <param name="Result">What it returns without Task or ValueTask; null for nothing.</param>
internal sealed record HandlerShape(
    string? MethodName,
    string? DelegateType,
    string? ReturnType,
    bool IsAwaited,
    HandlerResult? Result,
    EquatableArray<HandlerParameter> Parameters
);

/// <summary>The value a handler makes.</summary>
/// <param name="Type">Its type, a nullable value type without the question mark.</param>
internal sealed record HandlerResult(string Type);
