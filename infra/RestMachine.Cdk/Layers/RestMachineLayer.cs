using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using RestMachine.Packaging;
using AssetOptions = Amazon.CDK.AWS.S3.Assets.AssetOptions;

namespace RestMachine.Cdk;

/// <summary>
/// The extension <c>restmachine-shutdown</c> as a Lambda layer for one architecture, of any runtime. Replaced versions and
/// the permissions on them are retained: an upgrade takes nothing away from those who pinned one.
/// </summary>
public class RestMachineLayer : LayerVersion
{
    // AWS names the limits: a description has 256 characters at most, a license 512.
    private const string Licenses = "Apache-2.0; contains the GNU C Library, LGPL-2.1-or-later";

    /// <param name="scope">Its parent, in a stack.</param>
    /// <param name="id">Unique in the scope.</param>
    /// <param name="props">Default: the layer for x86_64, from the binaries that come with this library.</param>
    /// <exception cref="InvalidOperationException">
    /// The binary is missing, is for another architecture, is not executable, or has other files beside it.
    /// </exception>
    public RestMachineLayer(Construct scope, string id, RestMachineLayerProps? props = null)
        : this(scope, id, props ?? new RestMachineLayerProps(), LayerBinaries.Read(props)) { }

    private RestMachineLayer(Construct scope, string id, RestMachineLayerProps props, LayerPackage package)
        : base(scope, id, ToLayerVersionProps(scope, props, package))
    {
        ContentHash = package.ContentHash;
        LambdaArchitecture = package.Architecture;
        foreach (var sharing in props.SharedWith.DistinctBy(one => one.Id, StringComparer.Ordinal))
        {
            Share(sharing);
        }
    }

    /// <summary>SHA-256 of the uploaded zip in hexadecimal: the layer has a new version when it changes.</summary>
    public string ContentHash { get; }

    /// <summary>In Lambda's spelling: <c>x86_64</c> or <c>arm64</c>.</summary>
    public string LambdaArchitecture { get; }

    /// <summary>The semantic version of the extension inside.</summary>
    public static string SemanticVersion => LibraryVersion.Current;

    private static LayerVersionProps ToLayerVersionProps(
        Construct scope,
        RestMachineLayerProps props,
        LayerPackage package
    )
    {
        var architecture = package.Architecture;
        return new LayerVersionProps
        {
            // The hash is there already: CDK would read the zip once more for one of its own.
            Code = Code.FromAsset(
                WriteZip(scope, package),
                new AssetOptions { AssetHashType = AssetHashType.CUSTOM, AssetHash = package.ContentHash }
            ),
            CompatibleArchitectures = [props.Architecture ?? Architecture.X86_64],
            LayerVersionName = props.LayerVersionName ?? $"{LayerPackage.FileName}-{architecture}",
            Description =
                props.Description
                ?? $"RestMachine shutdown extension {SemanticVersion} for {architecture}, sha256 {package.ContentHash}",
            License = props.License ?? Licenses,
            RemovalPolicy = props.RemovalPolicy ?? Amazon.CDK.RemovalPolicy.RETAIN,
        };
    }

    // A ready zip, because the hash that CDK takes of a folder knows nothing of the files' modes. It lies in the assembly's
    // folder, where it also serves those who turn the copying of assets off.
    private static string WriteZip(Construct scope, LayerPackage package)
    {
        var folder = Stage.Of(scope)!.AssetOutdir;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(
            folder,
            $"{LayerPackage.FileName}-{package.Architecture}-{package.ContentHash[..12]}.zip"
        );
        File.WriteAllBytes(path, package.Zip);
        return path;
    }

    private void Share(LayerSharing sharing)
    {
        var permission = new CfnLayerVersionPermission(
            this,
            sharing.Id,
            new CfnLayerVersionPermissionProps
            {
                Action = "lambda:GetLayerVersion",
                LayerVersionArn = LayerVersionArn,
                Principal = sharing.Principal,
                OrganizationId = sharing.OrganizationId,
            }
        );
        // A replaced version stays shared with those who pinned it; who is no longer named loses the current one.
        permission.CfnOptions.UpdateReplacePolicy = CfnDeletionPolicy.RETAIN;
        permission.CfnOptions.DeletionPolicy = CfnDeletionPolicy.DELETE;
    }
}
