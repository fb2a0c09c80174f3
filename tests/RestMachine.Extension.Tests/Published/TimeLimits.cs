namespace RestMachine.Extension.Tests.Published;

public class TimeLimits
{
    [Xunit.Fact]
    public void AreThereForEveryTestThatWaits() =>
        typeof(TimeLimits)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.ReturnType == typeof(Task))
            .Where(method =>
                method.GetCustomAttributes(inherit: true).OfType<Xunit.FactAttribute>().Any(test => test.Timeout == 0)
            )
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .ShouldBeEmpty();
}
