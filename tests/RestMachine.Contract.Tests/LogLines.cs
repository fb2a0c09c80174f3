using System.Text;
using RestMachine.Aws.Logging;
using RestMachine.Aws.Settings;
using RestMachine.Extension.Json;
using RestMachine.Extension.Logs;

namespace RestMachine.Contract.Tests;

/// <summary>One alarm on one log group covers both sides: they write the same words for the same things.</summary>
public class LogLines
{
    [Fact]
    public void EscapeTheSameCharacters()
    {
        for (var character = 0; character <= char.MaxValue; character++)
        {
            LogText.IsUnsafe((char)character).ShouldBe(Printable.IsUnsafe((char)character), $"U+{character:X4}");
        }
    }

    [Theory]
    [InlineData("Info", "")]
    [InlineData("Warn", "Warning: ")]
    [InlineData("Error", "Error: ")]
    [InlineData("Fatal", "Error: ")]
    public void HaveTheSameWordsForALevel(string level, string mark)
    {
        LogLine.Text(Enum.Parse<LogLevel>(level), "message").ShouldBe($"[Extension] {mark}message\n");
        Function(Enum.Parse<LogSeverity>(level), "message").ShouldBe($"[Function] {mark}message\n");
    }

    [Fact]
    public void OfBothSidesAreBoundedWhateverOthersPutIntoThem()
    {
        const int event256KB = 256 * 1024;
        var message = new string('\u2028', 300_000);

        LogLine.Text(LogLevel.Error, message).Length.ShouldBeLessThan(event256KB);
        LogLine.Json(0, LogLevel.Error, message, []).Length.ShouldBeLessThan(event256KB);
        Function(LogSeverity.Error, message).Length.ShouldBeLessThan(event256KB);
        Function(LogSeverity.Error, message, "JSON").Length.ShouldBeLessThan(event256KB);
    }

    [Theory]
    [InlineData("one\ntwo\u2028three\u202e")]
    [InlineData("[Extension] \"all\" is \\ well")]
    public void InJsonHaveTheMessageAsItIs(string message)
    {
        Message(Function(LogSeverity.Info, message, "JSON")).ShouldBe($"[Function] {message}");
        Message(LogLine.Json(0, LogLevel.Info, message, [])).ShouldBe($"[Extension] {message}");
    }

    private static string? Message(string line)
    {
        line.TrimEnd('\n').ShouldNotContain("\n");
        return System.Text.Json.JsonElement.Parse(line).GetProperty("message").GetString();
    }

    private static string Function(LogSeverity level, string message, string format = "Text")
    {
        var line = Array.Empty<byte>();
        var settings = LambdaSettings.Read(name => name == LambdaSettings.LogFormatVariable ? format : null);
        using var log = new FunctionLog(settings, TimeProvider.System, bytes => line = bytes);
        log.Write(level, message);
        return Encoding.UTF8.GetString(line);
    }
}
