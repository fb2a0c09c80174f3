namespace RestMachine;

/// <summary>The one reason a registration method's own body ever runs.</summary>
internal static class NotBound
{
    public static NotSupportedException At(string method) =>
        new(
            $"{method} was called with a delegate that RestMachine's source generator could not bind at compile time. "
                + "Pass a lambda, a local function or a method group directly, in a project that references the "
                + "RestMachine package (its analyzer and its InterceptorsNamespaces entry bind the call)."
        );
}
