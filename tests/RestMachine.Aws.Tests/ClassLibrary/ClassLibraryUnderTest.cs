using RestMachine.Aws.Tests.Lifecycle;
using RestMachine.Emulator;

namespace RestMachine.Aws.Tests.ClassLibrary;

/// <summary>The class library function, loaded by what plays AWS's managed runtime.</summary>
internal static class ClassLibraryUnderTest
{
    public static Task<LambdaEnvironment> StartAsync(
        Dictionary<string, string>? variables = null,
        string type = "HelloFunction",
        bool hasLayer = true,
        Func<LambdaEnvironmentOptions, LambdaEnvironmentOptions>? configure = null
    ) =>
        FunctionUnderTest.StartAsync(
            variables,
            hasLayer,
            options =>
            {
                var managed = options with
                {
                    Command =
                    [
                        Path.Combine(
                            FunctionUnderTest.OutputOf("RestMachine.ManagedRuntime"),
                            "RestMachine.ManagedRuntime"
                        ),
                    ],
                    WorkingDirectory = FunctionUnderTest.OutputOf("RestMachine.ClassLibraryFunction"),
                    Handler = $"RestMachine.ClassLibraryFunction::RestMachine.ClassLibraryFunction.{type}::Handler",
                };
                return configure?.Invoke(managed) ?? managed;
            }
        );
}
