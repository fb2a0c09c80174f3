using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;

namespace RestMachine.Cdk.Tests.Layers;

public sealed class RefusedLayers : IDisposable
{
    private readonly LayerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OfAMissingBinaryNameTheCommandThatPublishesIt()
    {
        File.Delete(_folder.Binary("arm64"));

        Refusal()
            .ShouldBe(
                $"The extension for arm64 is not at {_folder.Binary("arm64")}: publish it with "
                    + "\"dotnet build layer/Layer.proj -p:Architecture=arm64\"."
            );
    }

    [Fact]
    public void OfAnotherArchitectureNameBoth()
    {
        File.Copy(_folder.Binary("x86_64"), _folder.Binary("arm64"), overwrite: true);

        Refusal()
            .ShouldBe(
                $"{_folder.Binary("arm64")} is x86_64, but the layer is for arm64: publish it with "
                    + "\"dotnet build layer/Layer.proj -p:Architecture=arm64\"."
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("#!/bin/sh\nsleep infinity # and enough bytes for the header of a program: sixty-four\n")]
    public void OfWhatIsNoProgramSaySo(string content)
    {
        File.WriteAllText(_folder.Binary("arm64"), content);

        Refusal().ShouldStartWith($"{_folder.Binary("arm64")} is no 64-bit ELF file, but the layer is for arm64");
    }

    [Fact]
    public void OfAMissingWrapperNameTheCommandThatPublishesIt()
    {
        File.Delete(_folder.Handover("arm64"));

        Refusal().ShouldStartWith($"The wrapper for arm64 is not at {_folder.Handover("arm64")}: publish it with ");
    }

    [Fact]
    public void OfAFileThatLambdaCannotExecuteNameTheMode()
    {
        File.SetUnixFileMode(_folder.Binary("arm64"), (UnixFileMode)0b110_100_100);

        Refusal()
            .ShouldBe(
                $"{_folder.Binary("arm64")} is not executable (mode 644): Lambda would report Extension.LaunchError. "
                    + "Run \"chmod 0755\" on it, or publish it again."
            );
    }

    [Fact]
    public void WithOtherFilesNameThem()
    {
        var extensions = Path.GetDirectoryName(_folder.Binary("arm64"))!;
        File.WriteAllText(_folder.Binary("arm64") + ".dbg", "");
        Directory.CreateDirectory(Path.Combine(extensions, "more"));

        Refusal()
            .ShouldBe(
                $"{extensions} holds more, restmachine-shutdown.dbg beside restmachine-shutdown: Lambda executes every "
                    + "file in /opt/extensions and fails when one of them is no extension. Remove what does not belong "
                    + "there."
            );
    }

    [Theory]
    [InlineData("12345678901")]
    [InlineData("123456789012\n")]
    [InlineData("arn:aws:iam::123456789012:root")]
    public void ForNoAccountNameTheValue(string account) =>
        Should
            .Throw<ArgumentException>(() => LayerSharing.Account(account))
            .Message.ShouldStartWith($"\"{account}\" is no AWS account: expected twelve digits.");

    [Theory]
    [InlineData("abcdefghij")]
    [InlineData("o-short")]
    [InlineData("o-ABCDEFGHIJ")]
    public void ForNoOrganizationNameTheValue(string organization) =>
        Should
            .Throw<ArgumentException>(() => LayerSharing.Organization(organization))
            .Message.ShouldStartWith($"\"{organization}\" is no organization: expected \"o-\"");

    private string Refusal() =>
        Should
            .Throw<InvalidOperationException>(() =>
                new RestMachineLayer(
                    new Stack(new App(), "Stack"),
                    "Layer",
                    new RestMachineLayerProps { Architecture = Architecture.ARM_64, LayerDirectory = _folder.Path }
                )
            )
            .Message;
}
