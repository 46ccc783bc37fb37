namespace EnterpriseSecurity;

/// <content>Making certificates.</content>
internal static partial class SecurityErrors
{
    public static InvalidInputException CertificateSubjectInvalid(string text, string reason) => new(
        nameof(CertificateSubjectInvalid), $"'{Printable(text)}' cannot be in a certificate's subject: {reason}.", Printable(text));

    public static InvalidInputException CertificateNamesInvalid(IReadOnlyList<string> names) => new(
        nameof(CertificateNamesInvalid), $"These are no names that a certificate can be for: {List(names)}. A wildcard is a whole first label with two below it, as in *.example.com; an address has no port and no zone.", List(names));

    public static InvalidInputException CertificateNamesTooMany(int count, int most) => new(
        nameof(CertificateNamesTooMany), $"{count} names are too many for one certificate. Give at most {most}.", count);

    private static string List(IReadOnlyList<string> names)
    {
        const int Shown = 20;
        string text = string.Join(", ", names.Take(Shown).Select(name => Printable(name.Length > 100 ? name[..100] + "…" : name)));
        return names.Count > Shown ? $"{text} and {names.Count - Shown} more" : text;
    }
}
