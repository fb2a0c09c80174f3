namespace RestMachine.Checks;

/// <summary>
/// Functions that CloudFront runs. One that a distribution names is known by its role, which CloudFront must be able to take.
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
/// </summary>
internal static class EdgeFunctions
{
    /// <summary>To be read after the function's name.</summary>
    public const string Problem =
        "is a Lambda@Edge function, which has neither layers nor variables: RestMachine's shutdown handlers cannot run there.";

    private const string Principal = "edgelambda.amazonaws.com";

    // It runs no others.
    private static readonly string[] Runtimes = ["nodejs", "python"];

    /// <param name="runtime">In Lambda's spelling.</param>
    /// <param name="trust">Of the function's role, as JSON; null: not known.</param>
    public static bool Include(string runtime, Func<string?> trust) =>
        Array.Exists(Runtimes, name => runtime.StartsWith(name, StringComparison.Ordinal))
        && trust()?.Contains(Principal, StringComparison.Ordinal) == true;
}
