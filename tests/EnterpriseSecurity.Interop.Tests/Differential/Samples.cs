using System.Text;

namespace EnterpriseSecurity.Interop.Tests.Differential;

/// <summary>Good files that ssh-keygen and openssl wrote, always the same, so that a seed means the same inputs. Their keys are used nowhere else.</summary>
internal static class Samples
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Differential", "Samples", name));

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));
}
