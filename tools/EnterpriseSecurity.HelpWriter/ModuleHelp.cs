using System.Text;

namespace EnterpriseSecurity.HelpWriter;

/// <summary>The folder with a module's help in one language.</summary>
public static class ModuleHelp
{
    /// <summary>Writes the cmdlets' help and the topics; a file that is as it should be already is left alone.</summary>
    /// <param name="assembly">The assembly with the cmdlets.</param>
    /// <param name="topics">The folder with the topics in Markdown, <c>about_*.md</c>.</param>
    /// <param name="folder">The folder to write to, such as <c>en-US</c>.</param>
    public static void Write(string assembly, string topics, string folder)
    {
        Directory.CreateDirectory(folder);
        Dictionary<string, byte[]> files = new() { [$"{Path.GetFileName(assembly)}-Help.xml"] = MamlWriter.Write(CmdletAssembly.Read(assembly).Cmdlets) };
        foreach (string topic in Directory.GetFiles(topics, "about_*.md"))
        {
            files[$"{Path.GetFileNameWithoutExtension(topic)}.help.txt"] = Encoding.UTF8.GetBytes(AboutTopic.ToText(File.ReadAllText(topic)));
        }

        foreach (string stale in Directory.GetFiles(folder).Where(file => !files.ContainsKey(Path.GetFileName(file)))) File.Delete(stale);
        foreach ((string name, byte[] content) in files)
        {
            string file = Path.Combine(folder, name);
            if (!File.Exists(file) || !content.AsSpan().SequenceEqual(File.ReadAllBytes(file))) File.WriteAllBytes(file, content);
        }
    }
}
