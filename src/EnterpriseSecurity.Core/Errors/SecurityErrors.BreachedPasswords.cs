namespace EnterpriseSecurity;

/// <content>Lists of breached passwords.</content>
internal static partial class SecurityErrors
{
    public static NotFoundException BreachListNotFound(string path) => new(
        nameof(BreachListNotFound), $"There is no list of breached passwords at '{path}'. Give the path of a sorted file, a folder of range files, or a filter that Import-BreachedPasswordList wrote.", path);

    public static MalformedDataException BreachListMalformed(string path, string detail) => new(
        nameof(BreachListMalformed), $"'{path}' is not a whole list of breached passwords: {detail}. No password was looked up in it; get the list anew, ordered by hash.", path);

    public static MalformedDataException BreachListNotSorted(string path, long position) => new(
        nameof(BreachListNotSorted), $"'{path}' is not sorted by hash: the line at byte {position} is out of order. No answer can be had from it; get the list ordered by hash.", path);

    public static MalformedDataException BreachRangeMissing(string path) => new(
        nameof(BreachRangeMissing), $"The range file '{path}' is missing or empty, so nothing can be said of the passwords in it. Let the downloader complete the folder.", path);

    public static UnsupportedException BreachListNotReadable(string location) => new(
        nameof(BreachListNotReadable), $"'{location}' is no list that a filter can be made from. Give the sorted file or the folder of range files.", location);

    public static MalformedDataException BreachFilterDamaged(string path, string detail) => new(
        nameof(BreachFilterDamaged), $"The filter '{path}' is damaged: {detail}. Build it anew with Import-BreachedPasswordList.", path);

    public static UnsupportedException BreachFilterTooNew(string path, int version) => new(
        nameof(BreachFilterTooNew), $"The filter '{path}' has format {version}, which this version does not know. Install a newer version of the module, or build it anew.", path);

    public static AlreadyExistsException BreachFilterExists(string path) => new(
        nameof(BreachFilterExists), $"The file '{path}' exists already; nothing was overwritten. Give -Force to replace it, or another name.", path);

    public static InvalidInputException BreachServiceAddressInvalid(string address) => new(
        nameof(BreachServiceAddressInvalid), $"'{Printable(address)}' cannot be the address of a breach service: it must be absolute, https (http only on this machine), and without user, query or fragment.", Printable(address));

    public static InvalidInputException BreachTimeoutInvalid(TimeSpan timeout) => new(
        nameof(BreachTimeoutInvalid), $"A breach service cannot be waited for {timeout}. Give more than nothing, up to an hour.", timeout);

    public static UnavailableException PasswordBreachServiceUnavailable(string address, string detail, Exception? inner = null) => new(
        nameof(PasswordBreachServiceUnavailable), $"The breach service at '{address}' gave no usable answer: {detail}. Nothing is known of the password; try again, or use a list on disk.", address, inner);
}
