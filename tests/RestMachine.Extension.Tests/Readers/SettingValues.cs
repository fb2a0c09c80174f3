using RestMachine.Extension.Logs;
using RestMachine.Extension.Settings;

namespace RestMachine.Extension.Tests.Readers;

public sealed class SettingValues
{
    [Theory]
    [InlineData(null, 5000)]
    [InlineData("1.5", 1500)]
    [InlineData("0.25", 250)]
    [InlineData("2", 2000)]
    public void TimeoutsAreDecimalSeconds(string? text, long milliseconds)
    {
        var settings = Read("RESTMACHINE_EXTENSION_TIMEOUT", text);
        settings.TimeoutMilliseconds.ShouldBe(milliseconds);
        settings.TimeoutIsCapped.ShouldBeFalse();
        settings.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "0")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "0.05")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "-1")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "1e3")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "1,5")]
    [InlineData("RESTMACHINE_EXTENSION_TIMEOUT", "abc")]
    [InlineData("RESTMACHINE_EXTENSION_PORT", "")]
    [InlineData("RESTMACHINE_EXTENSION_PORT", " 80")]
    [InlineData("RESTMACHINE_EXTENSION_PORT", "+80")]
    [InlineData("RESTMACHINE_EXTENSION_PORT", "65536")]
    [InlineData("AWS_LAMBDA_LOG_FORMAT", "")]
    [InlineData("AWS_LAMBDA_LOG_LEVEL", "3")]
    public void ThatCannotBeUsedBecomeTheDefaultAndOneWarning(string name, string text)
    {
        var settings = Read(name, text);
        settings.Port.ShouldBe(8080);
        settings.TimeoutMilliseconds.ShouldBe(5000);
        settings.LogsJson.ShouldBeFalse();
        settings.LogLevel.ShouldBe(LogLevel.Info);
        settings.Warnings.ShouldHaveSingleItem().ShouldStartWith($"{name} is \"{text}\": expected ");
    }

    private static ExtensionSettings Read(string name, string? text) =>
        ExtensionSettings.Read(variable => string.Equals(variable, name, StringComparison.Ordinal) ? text : null);
}
