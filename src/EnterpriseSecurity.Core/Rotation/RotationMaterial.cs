using EnterpriseSecurity.Cryptography;

namespace EnterpriseSecurity.Rotation;

/// <summary>A successor that is made but not stored yet. What a target needs beside it goes into a derived class.</summary>
/// <param name="value">
/// What hooks are given, and what is sealed with the rotation until it ends: an API key's text, a secret's value, a private
/// key's file. Wiped with the material.
/// </param>
internal class RotationMaterial(SecretBuffer value) : IDisposable
{
    /// <summary>The successor's secret part.</summary>
    public SecretBuffer Value { get; } = value;

    /// <summary>Wipes it.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Wipes what a derived class keeps, and the value.</summary>
    protected virtual void Dispose(bool disposing) => Value.Dispose();
}
