using System.Text;

namespace EnterpriseSecurity.Ssh;

/// <summary>A comment stands in lines of text beside keys: a line break in it would forge a line.</summary>
internal static class SshComment
{
    private const int MaximumLength = 1024;

    /// <exception cref="InvalidInputException">The comment is not one short line.</exception>
    public static void Check(string comment)
    {
        ArgumentNullException.ThrowIfNull(comment);
        if (comment.Length > MaximumLength || comment.Any(char.IsControl)) throw SecurityErrors.SshCommentInvalid();
    }

    /// <summary>Takes a comment from a file as it is, but for what would not be one short line.</summary>
    public static string FromFile(ReadOnlySpan<byte> utf8) => FromFile(Encoding.UTF8.GetString(utf8));

    /// <inheritdoc cref="FromFile(ReadOnlySpan{byte})"/>
    public static string FromFile(string comment)
    {
        if (comment.Length > MaximumLength) comment = comment[..MaximumLength];
        return comment.Any(char.IsControl) ? string.Concat(comment.Select(c => char.IsControl(c) ? '?' : c)) : comment;
    }
}
