namespace RestMachine.Cli.Probe;

/// <summary>A function of samples/ShutdownProbe: what it has, and what is said of the time that its runtime has.</summary>
/// <param name="Name">Of the stack's output, too, that names the deployed function.</param>
/// <param name="Documented">By https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html.</param>
/// <param name="InCore">By internal/lambda/rapid/shutdown.go of aws/aws-lambda-runtime-interface-emulator (v1.30).</param>
internal sealed record ProbedFunction(string Name, Claim Documented, Claim InCore)
{
    public bool HasLayer { get; init; } = true;

    /// <summary>The process that Lambda starts is restmachine-handover, and the function lives in a session of its own.</summary>
    public bool IsHandedOver { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Lambda kills it without a word, so there is nothing of its end to wait for.</summary>
    public bool IsSilent => !HasLayer && Variables.ContainsKey(Loop);

    private const string Loop = "PROBE_LOOP";

    // The library registers no internal extension there.
    private static readonly Dictionary<string, string> s_ownLoop = new(StringComparer.Ordinal) { [Loop] = "own" };

    private static readonly Dictionary<string, string> s_deaf = new(StringComparer.Ordinal)
    {
        ["PROBE_HANDLERS"] = "deaf",
    };

    public static IReadOnlyList<ProbedFunction> All { get; } =
    [
        new("LayerOnly", Claim.Share(300), Claim.Share(600)) { Variables = s_ownLoop },
        new("LayerAndInternal", Claim.Share(500), Claim.Share(600)),
        new("Deaf", Claim.Share(500), Claim.Share(600)) { Variables = s_deaf },
        // The core counts both kinds alike: 30 % of a phase that it does not set itself.
        new("InternalOnly", Claim.Share(500), Claim.Share(150, 600)) { HasLayer = false },
        new("Handover", Claim.Nothing, Claim.WholePhase) { IsHandedOver = true },
        new("Neither", Claim.NoTime, Claim.NoTime) { HasLayer = false, Variables = s_ownLoop },
    ];
}
