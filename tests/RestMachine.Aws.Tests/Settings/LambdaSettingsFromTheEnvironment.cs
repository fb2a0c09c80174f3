using RestMachine.Aws.Settings;

namespace RestMachine.Aws.Tests.Settings;

public class LambdaSettingsFromTheEnvironment
{
    [Fact]
    public void AreTheDocumentedDefaults()
    {
        var settings = Read();

        settings.RuntimeApi.ShouldBeNull();
        settings.Port.ShouldBe(8080);
        settings.Timeout.ShouldBe(TimeSpan.FromSeconds(5));
        settings.HasEndpoint.ShouldBeTrue();
        settings.IsStreaming.ShouldBeFalse();
        settings.IsJsonLog.ShouldBeFalse();
        settings.LogLevel.ShouldBe(LogSeverity.Info);
        settings.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("0")]
    [InlineData("70000")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData(" 8080")]
    [InlineData("80.5")]
    public void WarnOnceOfABadPortAndUseTheDefault(string port)
    {
        var settings = Read(("RESTMACHINE_EXTENSION_PORT", port));

        settings.Port.ShouldBe(8080);
        settings.Warnings.ShouldBe([
            $"RESTMACHINE_EXTENSION_PORT is '{port}', expected a port from 1 to 65535; using 8080",
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-2")]
    [InlineData("0")]
    [InlineData("abc")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("0.05")]
    [InlineData("0.0004")]
    public void WarnOnceOfABadTimeoutAndUseTheDefault(string timeout)
    {
        var settings = Read(("RESTMACHINE_EXTENSION_TIMEOUT", timeout));

        settings.Timeout.ShouldBe(TimeSpan.FromSeconds(5));
        settings.Warnings.ShouldBe([
            $"RESTMACHINE_EXTENSION_TIMEOUT is '{timeout}', expected seconds above 0.05, which are kept back for the exit, "
                + "for example 1.5; using 5",
        ]);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("1", 1)]
    [InlineData("64", 64)]
    public void TakeTheConcurrencyOfAManagedInstance(string text, int? concurrency)
    {
        var settings = Read(("AWS_LAMBDA_MAX_CONCURRENCY", text));

        settings.Concurrency.ShouldBe(concurrency);
        settings.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("many")]
    public void WarnOnceOfABadConcurrencyAndServeOneAtATime(string text)
    {
        var settings = Read(("AWS_LAMBDA_MAX_CONCURRENCY", text));

        settings.Concurrency.ShouldBe(1);
        settings.Warnings.ShouldHaveSingleItem().ShouldContain($"AWS_LAMBDA_MAX_CONCURRENCY is '{text}'");
    }

    [Theory]
    [InlineData("17", 17, 0)]
    [InlineData("", null, 1)]
    [InlineData("0", null, 1)]
    [InlineData("on", null, 1)]
    public void TakeTheWrappersNumberAndNothingElse(string text, int? wrapper, int warnings)
    {
        var settings = Read(("RESTMACHINE_HANDOVER", text));

        settings.Wrapper.ShouldBe(wrapper);
        settings.Warnings.Count.ShouldBe(warnings);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1.5", 1.5)]
    [InlineData("2", 2)]
    [InlineData("0.25", 0.25)]
    public void TakeATimeoutInSecondsWithDecimals(string text, double seconds)
    {
        var settings = Read(("RESTMACHINE_EXTENSION_TIMEOUT", text));

        settings.Timeout.ShouldBe(TimeSpan.FromSeconds(seconds));
        settings.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("3600", 3_600)]
    [InlineData("100000", 86_400)]
    public void LeaveItToTheExtensionToNoteThatLambdaGrantsLess(string text, int seconds)
    {
        var settings = Read(("RESTMACHINE_EXTENSION_TIMEOUT", text));

        settings.Timeout.ShouldBe(TimeSpan.FromSeconds(seconds));
        settings.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("AWS_LAMBDA_LOG_LEVEL", "2", "TRACE, DEBUG, INFO, WARN, ERROR or FATAL; using INFO")]
    [InlineData("AWS_LAMBDA_LOG_LEVEL", "LOUD", "TRACE, DEBUG, INFO, WARN, ERROR or FATAL; using INFO")]
    [InlineData("AWS_LAMBDA_LOG_FORMAT", "xml", "Text or JSON; using Text")]
    public void WarnOnceOfALogThatThereIsNot(string name, string value, string expected)
    {
        var settings = Read((name, value));

        settings.LogLevel.ShouldBe(LogSeverity.Info);
        settings.IsJsonLog.ShouldBeFalse();
        settings.Warnings.ShouldBe([$"{name} is '{value}', expected {expected}"]);
    }

    [Theory]
    [InlineData("error", "Error")]
    [InlineData("WARN", "Warn")]
    [InlineData("TRACE", "Trace")]
    public void TakeTheLevelInAnySpelling(string value, string level) =>
        Read(("AWS_LAMBDA_LOG_LEVEL", value)).LogLevel.ToString().ShouldBe(level);

    [Theory]
    [InlineData("off", false, 0)]
    [InlineData("OFF", false, 0)]
    [InlineData("on", true, 0)]
    [InlineData("no", true, 1)]
    public void SwitchTheEndpoint(string value, bool expected, int warnings)
    {
        var settings = Read(("RESTMACHINE_ENDPOINT", value));

        settings.HasEndpoint.ShouldBe(expected);
        settings.Warnings.Count.ShouldBe(warnings);
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("ON", true)]
    [InlineData("off", false)]
    [InlineData("true", false, "RESTMACHINE_STREAMING is 'true', expected on or off; using off")]
    public void StreamWhereTheConstructSaysSo(string value, bool expected, params string[] warnings)
    {
        var settings = Read(("RESTMACHINE_STREAMING", value));

        settings.IsStreaming.ShouldBe(expected);
        settings.Warnings.ShouldBe(warnings);
    }

    private static LambdaSettings Read(params (string Name, string Value)[] variables) =>
        LambdaSettings.Read(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
