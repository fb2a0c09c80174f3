using Amazon.CDK;
using Amazon.CDK.Assertions;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk.Tests.Layers;

public sealed class SynthesizedLayers(LayerFolder folder)
{
    private const string LayerType = "AWS::Lambda::LayerVersion";
    private const string PermissionType = "AWS::Lambda::LayerVersionPermission";
    private readonly Stack _stack = new(new App(), "Stack");

    [Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public void NameTheirArchitectureVersionAndContentAndSuitEveryRuntime(string architecture)
    {
        var layer = Layer(architecture);

        layer.ContentHash.Length.ShouldBe(64);
        layer.LambdaArchitecture.ShouldBe(architecture);
        RestMachineLayer.SemanticVersion.ShouldMatch(@"^\d+\.\d+\.\d+$");
        var template = Template.FromStack(_stack);
        template.ResourceCountIs(LayerType, 1);
        template.HasResourceProperties(
            LayerType,
            new Dictionary<string, object>
            {
                ["LayerName"] = $"restmachine-shutdown-{architecture}",
                ["Description"] =
                    $"RestMachine shutdown extension {RestMachineLayer.SemanticVersion} for {architecture}, "
                    + $"sha256 {layer.ContentHash}",
                ["CompatibleArchitectures"] = new[] { architecture },
                ["CompatibleRuntimes"] = Match.Absent(),
                ["LicenseInfo"] = "Apache-2.0; contains the GNU C Library, LGPL-2.1-or-later",
            }
        );
    }

    [Fact]
    public void AreForLambdasOwnDefaultArchitectureUnlessTold()
    {
        new RestMachineLayer(_stack, "Layer", new RestMachineLayerProps { LayerDirectory = folder.Path });

        Template
            .FromStack(_stack)
            .HasResourceProperties(
                LayerType,
                new Dictionary<string, object> { ["LayerName"] = "restmachine-shutdown-x86_64" }
            );
    }

    [Theory]
    [InlineData(LayerType, "Retain")]
    // Who is no longer named in SharedWith loses the current version.
    [InlineData(PermissionType, "Delete")]
    public void KeepReplacedVersionsAndTheirPermissions(string type, string deleted)
    {
        Layer("arm64", LayerSharing.Everyone());

        Template
            .FromStack(_stack)
            .HasResource(
                type,
                new Dictionary<string, object> { ["DeletionPolicy"] = deleted, ["UpdateReplacePolicy"] = "Retain" }
            );
    }

    [Fact]
    public void AreSharedWithAccountsOrganizationsOrEveryone()
    {
        Layer(
            "arm64",
            LayerSharing.Account("123456789012"),
            LayerSharing.Organization("o-abcdefghij"),
            LayerSharing.Everyone(),
            LayerSharing.Everyone()
        );

        var template = Template.FromStack(_stack);
        template.ResourceCountIs(PermissionType, 3);
        template.HasResourceProperties(PermissionType, Permission("123456789012", Match.Absent()));
        template.HasResourceProperties(PermissionType, Permission("*", "o-abcdefghij"));
        template.HasResourceProperties(PermissionType, Permission("*", Match.Absent()));
    }

    [Fact]
    public void AreSharedWithNobodyByDefault()
    {
        Layer("arm64");

        Template.FromStack(_stack).ResourceCountIs(PermissionType, 0);
    }

    [Fact]
    public void TakeWhatTheUserSaysOverTheirDefaults()
    {
        new RestMachineLayer(
            _stack,
            "Layer",
            new RestMachineLayerProps
            {
                LayerDirectory = folder.Path,
                LayerVersionName = "ours",
                Description = "Our own words",
                License = "MIT",
                RemovalPolicy = RemovalPolicy.DESTROY,
            }
        );

        Template
            .FromStack(_stack)
            .HasResource(
                LayerType,
                new Dictionary<string, object>
                {
                    ["DeletionPolicy"] = "Delete",
                    ["Properties"] = Match.ObjectLike(
                        new Dictionary<string, object>
                        {
                            ["LayerName"] = "ours",
                            ["Description"] = "Our own words",
                            ["LicenseInfo"] = "MIT",
                        }
                    ),
                }
            );
    }

    [Fact]
    public void UploadTheSameBytesFromEveryStack()
    {
        Layer("arm64");
        var other = new Stack(new App(), "Other");
        new RestMachineLayer(
            other,
            "Another",
            new RestMachineLayerProps { Architecture = Architecture.ARM_64, LayerDirectory = folder.Path }
        );

        AssetKey(_stack).ShouldBe(AssetKey(other));
    }

    private static string AssetKey(Stack stack)
    {
        var layer = Template.FromStack(stack).FindResources(LayerType).Values.ShouldHaveSingleItem();
        var content = (IDictionary<string, object>)((IDictionary<string, object>)layer["Properties"])["Content"];
        return (string)content["S3Key"];
    }

    private static Dictionary<string, object> Permission(string principal, object organization) =>
        new()
        {
            ["Action"] = "lambda:GetLayerVersion",
            ["LayerVersionArn"] = Match.AnyValue(),
            ["Principal"] = principal,
            ["OrganizationId"] = organization,
        };

    private RestMachineLayer Layer(string architecture, params LayerSharing[] sharedWith) =>
        new(
            _stack,
            "Layer",
            new RestMachineLayerProps
            {
                Architecture = architecture == "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
                LayerDirectory = folder.Path,
                SharedWith = sharedWith,
            }
        );
}
