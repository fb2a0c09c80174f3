using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using RestMachine.Checks;

namespace RestMachine.Cli.Doctor;

/// <summary>
/// Whether a package's own assemblies call <c>AwsApiGatewayAdapter.Start</c>, by the names of other assemblies' members that
/// they use. A class library that does not begins with its first invocation, when no internal extension can register.
/// </summary>
internal static class StartCalls
{
    private const string Adapter = "AwsApiGatewayAdapter";

    public static bool AreIn(IReadOnlyList<PackedFile> package) =>
        package.Any(file => Path.GetExtension(file.Name) == ".dll" && HoldsOne(file.Read()));

    private static bool HoldsOne(byte[] assembly)
    {
        try
        {
            using var file = new PEReader(new MemoryStream(assembly));
            if (!file.HasMetadata)
            {
                return false;
            }
            var metadata = file.GetMetadataReader();
            return metadata.MemberReferences.Any(member => IsStart(metadata, metadata.GetMemberReference(member)));
        }
        catch (BadImageFormatException)
        {
            return false; // Native, or damaged: the runtime will say so.
        }
    }

    private static bool IsStart(MetadataReader metadata, MemberReference member) =>
        member.Parent.Kind == HandleKind.TypeReference
        && metadata.GetString(member.Name) is "Start" or "StartAsync"
        && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name) == Adapter;
}
