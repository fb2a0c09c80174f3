using RestMachine.Aws.Settings;
using RestMachine.Extension.Settings;

namespace RestMachine.Contract.Tests;

/// <summary>Function and extension read the same variables: what one takes, the other must take for the same.</summary>
public class Settings
{
    [Theory]
    [InlineData("1.5", 1_500)]
    [InlineData("2", 2_000)]
    [InlineData("0.051", 51)]
    [InlineData(".5", 500)]
    [InlineData("3.", 3_000)]
    [InlineData("3600", 3_600_000)]
    [InlineData("0.05", null)]
    [InlineData("0.0004", null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData("1e3", null)]
    [InlineData("1,5", null)]
    [InlineData("1.5.1", null)]
    [InlineData(" 1", null)]
    [InlineData("", null)]
    [InlineData("NaN", null)]
    [InlineData("\u0661", null)]
    public void OfTheTimeAreReadAlike(string text, int? milliseconds)
    {
        var (function, extension) = Read("RESTMACHINE_EXTENSION_TIMEOUT", text);

        function.Timeout.ShouldBe(TimeSpan.FromMilliseconds(milliseconds ?? 5_000));
        extension.TimeoutMilliseconds.ShouldBe(milliseconds ?? 5_000);
        function.Warnings.Count.ShouldBe(milliseconds is null ? 1 : 0);
        extension.Warnings.Count.ShouldBe(milliseconds is null ? 1 : 0);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("100000")]
    public void OfTheTimeThatArePossibleAreNotedByOneSideAtMost(string text)
    {
        var (function, extension) = Read("RESTMACHINE_EXTENSION_TIMEOUT", text);

        function.Warnings.ShouldBeEmpty();
        extension.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    [InlineData("080", 80)]
    [InlineData("0", null)]
    [InlineData("65536", null)]
    [InlineData("-1", null)]
    [InlineData("80.5", null)]
    [InlineData("0x50", null)]
    [InlineData(" 80", null)]
    [InlineData("", null)]
    public void OfThePortAreReadAlike(string text, int? port)
    {
        var (function, extension) = Read("RESTMACHINE_EXTENSION_PORT", text);

        function.Port.ShouldBe(port ?? 8080);
        extension.Port.ShouldBe(port ?? 8080);
        function.Warnings.Count.ShouldBe(port is null ? 1 : 0);
        extension.Warnings.Count.ShouldBe(port is null ? 1 : 0);
    }

    [Theory]
    [InlineData("TRACE", true)]
    [InlineData("debug", true)]
    [InlineData("Info", true)]
    [InlineData("WARN", true)]
    [InlineData("ERROR", true)]
    [InlineData("FATAL", true)]
    [InlineData("2", false)]
    [InlineData("WARNING", false)]
    [InlineData("INFO,WARN", false)]
    [InlineData("", false)]
    public void OfTheLogLevelAreReadAlike(string text, bool isKnown)
    {
        var (function, extension) = Read("AWS_LAMBDA_LOG_LEVEL", text);

        function.LogLevel.ToString().ShouldBe(extension.LogLevel.ToString());
        function.LogLevel.ToString().ToUpperInvariant().ShouldBe(isKnown ? text.ToUpperInvariant() : "INFO");
        function.Warnings.Count.ShouldBe(isKnown ? 0 : 1);
        extension.Warnings.Count.ShouldBe(isKnown ? 0 : 1);
    }

    [Theory]
    [InlineData("JSON", true, true)]
    [InlineData("json", true, true)]
    [InlineData("Text", false, true)]
    [InlineData("xml", false, false)]
    [InlineData("", false, false)]
    public void OfTheLogFormatAreReadAlike(string text, bool isJson, bool isKnown)
    {
        var (function, extension) = Read("AWS_LAMBDA_LOG_FORMAT", text);

        function.IsJsonLog.ShouldBe(isJson);
        extension.LogsJson.ShouldBe(isJson);
        function.Warnings.Count.ShouldBe(isKnown ? 0 : 1);
        extension.Warnings.Count.ShouldBe(isKnown ? 0 : 1);
    }

    private static (LambdaSettings Function, ExtensionSettings Extension) Read(string name, string text)
    {
        return (LambdaSettings.Read(Variable), ExtensionSettings.Read(Variable));

        string? Variable(string variable) => variable == name ? text : null;
    }
}
