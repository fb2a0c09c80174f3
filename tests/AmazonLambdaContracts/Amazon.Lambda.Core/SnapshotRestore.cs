using System;
using System.Threading.Tasks;

namespace Amazon.Lambda.Core;

/// <summary>Nobody calls what is registered: AWS's runtime client does, which is not here.</summary>
public static class SnapshotRestore
{
    public static void RegisterBeforeSnapshot(Func<ValueTask> beforeSnapshotAction) { }

    public static void RegisterAfterRestore(Func<ValueTask> afterRestoreAction) { }
}
