using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda.Core;

namespace RestMachine.Aws;

/// <summary>What an executable's log is: standard output.</summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Amazon's logger writes there")]
internal sealed class ConsoleLogger : ILambdaLogger
{
    public static readonly ConsoleLogger Instance = new();

    public void Log(string message) => Console.Out.Write(message);

    public void LogLine(string message) => Console.Out.WriteLine(message);
}
