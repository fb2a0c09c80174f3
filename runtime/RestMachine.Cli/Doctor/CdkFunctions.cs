namespace RestMachine.Cli.Doctor;

/// <summary>Functions that CDK adds for its own work, custom resources above all: they have no shutdown handlers.</summary>
internal static class CdkFunctions
{
    private static readonly string[] Handlers =
    [
        "__entrypoint__.handler",
        "framework.onEvent",
        "framework.isComplete",
        "framework.onTimeout",
    ];

    // The singletons' ids are constants of aws-cdk-lib.
    private static readonly string[] Ids =
    [
        "AWS679f53fac002430cb0da5b7982bd2287",
        "BucketNotificationsHandler050a0587b7544547bf325f094a3db834",
        "CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C",
        "LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a",
    ];

    public static bool Include(Resource function) =>
        Handlers.Contains(function.Property("Handler").Text(), StringComparer.Ordinal)
        || function.LogicalId.Contains("CustomResourceProviderHandler", StringComparison.Ordinal)
        || Array.Exists(Ids, id => function.LogicalId.StartsWith(id, StringComparison.Ordinal));
}
