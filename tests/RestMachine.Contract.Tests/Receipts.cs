using System.Net;
using System.Net.Sockets;
using System.Text;
using RestMachine.Extension.Logs;
using RestMachine.Extension.Receipts;
using RestMachine.Extension.Settings;
using RestMachine.Extension.Shutdown;

namespace RestMachine.Contract.Tests;

public class Receipts
{
    private const int Port = 9090;

    [Fact]
    public async Task AreReadAsTheyWereMeant()
    {
        var port = FreePort();
        using var socket = ReceiptSocket.Open(port, new Log(ExtensionSettings.Read(_ => null)));

        var report = await Run.WriteAsync(port);

        using var function = socket.First().ShouldNotBeNull();
        function.Alive.ShouldBeFalse();
        var receipt = function.Receipt.ShouldNotBeNull();
        receipt.IsHandedOver.ShouldBeFalse();
        receipt.EndpointPort.ShouldBe(Port);
        receipt.Handlers.ShouldBe([Run.HostileAsRead, "fails", "skipped", "late", "hangs"]);
        receipt.Run.ShouldNotBeNull().Trigger.ShouldBe(report.Trigger);
        receipt.Run.BudgetMilliseconds.ShouldBe(400);
        receipt.Skipped.Select(skip => $"{skip.Name}: {skip.Value}").ShouldBe(["skipped: absent"]);
        Outcomes(receipt.Steps.Where(step => step.IsHandler)).ShouldBe(Outcomes(report.Handlers), ignoreOrder: true);
        var failed = receipt.Steps.Single(step => step.Name == "fails");
        failed.Error.ShouldBe("System.IO.InvalidDataException");
        failed.Message.ShouldBe(Run.HostileAsRead);
        var disposal = receipt.Steps.Single(step => !step.IsHandler);
        (disposal.Name, disposal.Outcome).ShouldBe(("value", "not_disposed"));
        foreach (var step in receipt.Steps.Where(step => step is { IsHandler: true, Outcome: not null }))
        {
            var meant = report.Handlers.Single(handler => handler.Name.Replace('\ud800', '\ufffd') == step.Name);
            step.Microseconds.ShouldBe((long)Math.Round(meant.Duration.TotalMilliseconds * 10) * 100);
        }

        AgreeOnTheEnd(receipt.Done.ShouldNotBeNull(), report);
    }

    [Fact]
    public async Task TornAtAnyByteClaimNothingThatDidNotEnd()
    {
        var bytes = await CaptureAsync(port => Run.WriteAsync(port));
        var text = Encoding.Latin1.GetString(bytes);
        var whole = ReceiptReader.Read(bytes).ShouldNotBeNull();
        var stepEnds = whole
            .Steps.Where(step => step.Outcome is not null)
            .ToDictionary(step => step.Number, step => EndOf(text, $"end step={step.Number} outcome={step.Outcome} "));
        stepEnds.Count.ShouldBe(4);
        var runEnd = EndOf(text, $"done outcome={whole.Done!.Outcome} ");

        for (var length = 0; length <= bytes.Length; length++)
        {
            var torn = ReceiptReader.Read(bytes.AsSpan(0, length)) ?? new Receipt();

            foreach (var step in torn.Steps.Where(step => step.Outcome is not null))
            {
                length.ShouldBeGreaterThanOrEqualTo(stepEnds[step.Number]);
                step.Outcome.ShouldBe(whole.Steps.Single(other => other.Number == step.Number).Outcome);
            }

            (torn.Done is not null).ShouldBe(length >= runEnd);
            ReceiptSummary.Of(torn, alive: false, 0).Completed.ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public async Task OfMoreHandlersThanTheyHoldStillTellTheEndAndWhatWasLeftOut()
    {
        var report = default(ShutdownReport);
        var bytes = await CaptureAsync(async port => report = await Run.WriteAsync(port, handlers: 600));

        var receipt = ReceiptReader.Read(bytes).ShouldNotBeNull();

        receipt.IsFull.ShouldBeTrue();
        receipt.Announced.ShouldBe(605);
        receipt.Steps.Where(step => step.Outcome is null).ShouldHaveSingleItem().Name.ShouldBe("hangs");
        receipt.Done.ShouldNotBeNull().Dropped.ShouldBeGreaterThan(0);
        receipt.Done.Completed.ShouldBe(Count(report!, StepOutcome.Completed));
        var summary = ReceiptSummary.Of(receipt, alive: false, 0);
        summary.Outcome.ShouldBe(RunOutcome.Failed);
        summary.Unfinished.ShouldBe(1);
    }

    [Fact]
    public async Task OfAHandlerWhoseTurnNeverCameNameIt()
    {
        var port = FreePort();
        using var socket = ReceiptSocket.Open(port, new Log(ExtensionSettings.Read(_ => null)));
        using (var writer = Aws.Shutdown.Receipt.Connect(port, TimeProvider.System, out _).ShouldNotBeNull())
        {
            var app = new RestApplication();
            app.OnShutdown("close", () => { });
            writer.Hello("off", ["close"]);
            app.Lifecycle.Observe(writer);
            var noTime = new RestMachine.Shutdown.ShutdownBudget(TimeSpan.Zero, TimeSpan.Zero);
            await app.Lifecycle.ShutdownAsync("SIGTERM", noTime);
        }

        using var function = socket.First().ShouldNotBeNull();

        var summary = ReceiptSummary.Of(function, nowMicroseconds: 0);
        (summary.Outcome, summary.Completed, summary.Unfinished).ShouldBe((RunOutcome.Failed, 0, 1));
        summary.Steps.ShouldHaveSingleItem().Describe().ShouldBe("\"close\" never began");
    }

    [Fact]
    public void TellOfLaterApplicationsOfLaterTriggersAndOfStartupThatNeverEnded()
    {
        var port = FreePort();
        using var socket = ReceiptSocket.Open(port, new Log(ExtensionSettings.Read(_ => null)));
        using (var writer = Aws.Shutdown.Receipt.Connect(port, TimeProvider.System, out _).ShouldNotBeNull())
        {
            writer.Hello("off", ["close"], isHandedOver: true);
            writer.Add(3, ["second", "third"]);
            writer.RunBegan("method", Budget(5_000));
            writer.RunShortened("SIGTERM", Budget(450));
            writer.RunEnded(
                new ShutdownReport
                {
                    Trigger = "method",
                    Outcome = ShutdownOutcome.Failed,
                    Handlers = [],
                    Disposals = [],
                    Startup = [new ShutdownStepReport("hang", StepOutcome.Unfinished, TimeSpan.FromSeconds(2))],
                    Duration = TimeSpan.FromSeconds(1),
                    Budget = TimeSpan.FromMilliseconds(450),
                }
            );
        }

        using var function = socket.First().ShouldNotBeNull();

        var receipt = function.Receipt.ShouldNotBeNull();
        receipt.IsHandedOver.ShouldBeTrue();
        receipt.Announced.ShouldBe(3);
        receipt.Handlers.ShouldBe(["close", "second", "third"]);
        receipt.Run.ShouldNotBeNull().Trigger.ShouldBe("method");
        receipt.Shortened.ShouldNotBeNull().Trigger.ShouldBe("SIGTERM");
        receipt.Shortened.BudgetMilliseconds.ShouldBe(450);
        var hang = receipt.Startup.ShouldHaveSingleItem();
        (hang.Name, hang.Microseconds).ShouldBe(("hang", 2_000_000));
        receipt.Done.ShouldNotBeNull().Outcome.ShouldBe("failed");
    }

    [Fact]
    public async Task AsLongAsTheyCanBeAreReadToTheirEnd()
    {
        var port = FreePort();
        using var socket = ReceiptSocket.Open(port, new Log(ExtensionSettings.Read(_ => null)));
        var report = await Run.WriteAsync(port, handlers: 600, new string('n', 230), new string('m', 240));

        using var function = socket.First().ShouldNotBeNull();

        var done = function.Receipt.ShouldNotBeNull().Done.ShouldNotBeNull();
        done.Failed.ShouldBe(Count(report, StepOutcome.Failed));
        done.Dropped.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void AreNeverLongerThanTheReaderReads()
    {
        Aws.Shutdown.Receipt.MaxBytes.ShouldBeLessThan(ReceiptConnection.MaxBytes);
        var sent = 0;
        using var receipt = new Aws.Shutdown.Receipt(Take, TimeProvider.System, capacity: int.MaxValue);

        receipt.Hello("off", [.. Enumerable.Repeat("n", 5_000)]);
        for (var i = 0; i < 2_000; i++)
        {
            receipt.RunBegan(
                new string('t', 240),
                new RestMachine.Shutdown.ShutdownBudget(TimeSpan.Zero, TimeSpan.Zero)
            );
        }

        sent.ShouldBeInRange(1, Aws.Shutdown.Receipt.MaxBytes);

        int Take(byte[] line)
        {
            sent += line.Length;
            return line.Length;
        }
    }

    private static void AgreeOnTheEnd(ReceiptDone done, ShutdownReport report)
    {
        done.Outcome.ShouldBe("failed");
        done.Completed.ShouldBe(Count(report, StepOutcome.Completed));
        done.Failed.ShouldBe(Count(report, StepOutcome.Failed));
        done.TimedOut.ShouldBe(Count(report, StepOutcome.TimedOut));
        done.Skipped.ShouldBe(Count(report, StepOutcome.Skipped));
        done.Dropped.ShouldBe(0);
        done.Microseconds.ShouldBe((long)Math.Round(report.Duration.TotalMilliseconds * 10) * 100);
    }

    private static RestMachine.Shutdown.ShutdownBudget Budget(int milliseconds) =>
        new(TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromSeconds(2));

    private static int Count(ShutdownReport report, StepOutcome outcome) =>
        report.Handlers.Count(handler => handler.Outcome == outcome);

    private static IEnumerable<string> Outcomes(IEnumerable<ReceiptStep> steps) =>
        steps.Select(step => $"{step.Name} {step.Outcome ?? "unfinished"}");

    private static IEnumerable<string> Outcomes(IEnumerable<ShutdownStepReport> handlers) =>
        handlers
            .Where(handler => handler.Outcome != StepOutcome.Skipped)
            .Select(handler =>
                $"{handler.Name.Replace('\ud800', '\ufffd')} {Aws.Shutdown.OutcomeNames.Of(handler.Outcome)}"
            );

    private static int EndOf(string text, string part)
    {
        var start = text.IndexOf(part, StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        return start + part.Length;
    }

    /// <summary>The bytes themselves, from a socket that stands unaccepted until the writer is gone.</summary>
    private static async Task<byte[]> CaptureAsync(Func<int, Task> write)
    {
        var port = FreePort();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint($"\0restmachine-shutdown:{port}"));
        listener.Listen();
        await write(port);
        using var connection = await listener.AcceptAsync();
        using var stream = new NetworkStream(connection);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
