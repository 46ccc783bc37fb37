using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Vectors;

/// <summary>
/// A test over the packaged vector collection. Where it is not installed the test is skipped by its name; in continuous
/// integration on Linux it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorFactAttribute : FactAttribute
{
    public VectorFactAttribute()
    {
        if (!NativeFactAttribute.HasAllTools && !VectorCollection.IsInstalled) Skip = "The vector collection python3-cryptography-vectors is not installed.";
    }
}
