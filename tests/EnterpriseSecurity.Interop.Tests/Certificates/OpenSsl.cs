using EnterpriseSecurity.Interop.Tests.Support;

namespace EnterpriseSecurity.Interop.Tests.Certificates;

/// <summary>The openssl program in a folder of its own.</summary>
internal sealed class OpenSsl : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("es-openssl-").FullName;

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Runs openssl; file names in the arguments are those of <see cref="At"/>.</summary>
    public ToolResult Run(params string[] arguments) => NativeTool.Run("openssl", arguments);

    public string Output(params string[] arguments) => Run(arguments).Succeeded().Output;

    /// <summary>A self-signed certificate NAME.crt and its key NAME.key.</summary>
    public string SelfSigned(string name, string subject, params string[] more)
    {
        Output(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", At(name + ".key"), "-out", At(name + ".crt"), "-subj", subject, .. more]);
        return At(name + ".crt");
    }

    /// <summary>A certificate NAME.crt of an authority of <see cref="SelfSigned"/>, from and to openssl's dates.</summary>
    public string Issue(string authority, string name, string extensions, int days = 30, string hash = "-sha256")
    {
        Output("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", At(name + ".key"), "-out", At(name + ".csr"), "-subj", "/CN=" + name);
        File.WriteAllText(At(name + ".ext"), extensions);
        Output("x509", "-req", "-in", At(name + ".csr"), "-CA", At(authority + ".crt"), "-CAkey", At(authority + ".key"), "-CAcreateserial",
            "-days", days.ToString(System.Globalization.CultureInfo.InvariantCulture), hash, "-extfile", At(name + ".ext"), "-out", At(name + ".crt"));
        return At(name + ".crt");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
