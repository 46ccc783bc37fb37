using System.Text;
using EnterpriseSecurity.AccessControl;
using EnterpriseSecurity.Audit;
using EnterpriseSecurity.Core.Tests.Support;

namespace EnterpriseSecurity.Core.Tests.AccessControl;

public sealed class RoleFileTests : IDisposable
{
    private const string Sample = """
        # the roles of the document service
        version: 1
        roles:
          - name: viewer
            permissions: [read]
          - name: editor
            description: 'writes: and reads'
            permissions:
              - "docs:*"
              - write
            deny: ["docs:delete"]
            inheritsFrom: [viewer]
        """;

    private readonly TemporaryStore _store = new();

    private AccessControlManager Access => _store.Manager.AccessControl;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("roles.json")]
    [InlineData("roles.yaml")]
    [InlineData("roles.YML")]
    public void What_is_exported_comes_back_as_it_was(string name)
    {
        Access.DefineRole(new RoleDefinition { Name = "Base: \"q\" #1", Permissions = ["*", "null", "true", "1"], Description = "it's - a: test\\ é 漢 \U0001F600" });
        Access.DefineRole(new RoleDefinition { Name = "heir", Deny = ["docs:*", "*:read"], InheritsFrom = ["base: \"Q\" #1"] });
        string path = Write(name, null);
        Assert.Equal(2, Access.Export(path));
        using TemporaryStore other = new();
        Assert.Equal([RoleChangeKind.Added, RoleChangeKind.Added], other.Manager.AccessControl.Import(path).Select(change => change.Change));
        Assert.Equivalent(Access.ListRoles().Select(role => role with { CreatedAt = default }), other.Manager.AccessControl.ListRoles().Select(role => role with { CreatedAt = default }), strict: true);
        Assert.All(other.Manager.AccessControl.Import(path, RoleImportMode.Replace), change => Assert.Equal(RoleChangeKind.Unchanged, change.Change));
        Assert.Equal("ExportExists", Assert.Throws<AlreadyExistsException>(() => Access.Export(path)).ErrorId);
        Assert.Equal(1, Access.Export(path, ["HEIR"], overwrite: true));
        Assert.Throws<NotFoundException>(() => Access.Export(path, ["absent"], overwrite: true));
    }

    [Fact]
    public void A_file_is_compared_then_imported()
    {
        string path = Write("roles.yaml", Sample);
        Access.DefineRole(new RoleDefinition { Name = "viewer", Permissions = ["read", "list"] });
        Access.DefineRole(new RoleDefinition { Name = "gone", Permissions = ["x"] });
        Access.Grant(new RoleGrant { UserId = "bob", Role = "gone" });
        IReadOnlyList<RoleChange> plan = Access.Compare(path, RoleImportMode.Replace);
        Assert.Equal([("editor", RoleChangeKind.Added), ("gone", RoleChangeKind.Removed), ("viewer", RoleChangeKind.Changed)], plan.Select(change => (change.Name, change.Change)));
        Assert.Equal(["+ description writes: and reads", "+ permission docs:*", "+ permission write", "+ deny docs:delete", "+ inherits viewer"], plan[0].Difference);
        Assert.Equal(["- permission list"], plan[2].Difference);
        Assert.Equal(["gone", "viewer"], Access.ListRoles().Select(role => role.Name));

        Assert.Equal("RoleInUse", Assert.Throws<InvalidStateException>(() => Access.Import(path, RoleImportMode.Replace)).ErrorId);
        Assert.Equal(["gone", "viewer"], Access.ListRoles().Select(role => role.Name));
        Assert.Equivalent(plan, Access.Import(path, RoleImportMode.Replace, force: true), strict: true);
        Assert.Equal(["editor", "viewer"], Access.ListRoles().Select(role => role.Name));
        Assert.Empty(Access.ListAssignments());
        Assert.Equal(["read"], Access.GetRole("viewer").Permissions);
        Assert.Contains(_store.Manager.Audit.Read(new AuditFilter()), entry => entry.Action == AuditAction.RolesImported && entry.Metadata.GetValueOrDefault("added") == "1");
        Assert.True(_store.Manager.Store.Verify().IsValid);
    }

    [Fact]
    public void A_merge_leaves_what_is_not_in_the_file_and_replaces_a_parent_before_it_goes()
    {
        Access.DefineRole(new RoleDefinition { Name = "old", Permissions = ["x"] });
        Access.DefineRole(new RoleDefinition { Name = "editor", InheritsFrom = ["old"] });
        string path = Write("roles.yaml", Sample);
        Access.Import(path);
        Assert.Equal(["editor", "old", "viewer"], Access.ListRoles().Select(role => role.Name));
        Access.Import(path, RoleImportMode.Replace);
        Assert.Equal(["editor", "viewer"], Access.ListRoles().Select(role => role.Name));
    }

    [Fact]
    public void Nothing_of_a_file_with_one_bad_role_is_imported()
    {
        foreach (string bad in new[] { "inheritsFrom: [absent]", "permissions: ['a b']", "inheritsFrom: [last]", "inheritsFrom: [first]" })
        {
            string path = Write("roles.yaml", $"version: 1\nroles:\n  - name: first\n    inheritsFrom: [last]\n  - name: last\n    {bad}\n");
            Assert.ThrowsAny<SecurityException>(() => Access.Import(path));
            Assert.Empty(Access.ListRoles());
        }

        Assert.Contains(_store.Manager.Audit.Read(new AuditFilter()), entry => entry.Action == AuditAction.RolesImported && entry.Metadata.GetValueOrDefault("error") == "RoleCycle");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"version\":0,\"roles\":[]}")]
    [InlineData("{\"version\":1,\"roles\":{}}")]
    [InlineData("{\"version\":1,\"roles\":[1]}")]
    [InlineData("{\"version\":1,\"roles\":[{}]}")]
    [InlineData("{\"version\":1,\"roles\":[{\"name\":1}]}")]
    [InlineData("{\"version\":1,\"roles\":[{\"name\":\"a\",\"permissions\":\"x\"}]}")]
    [InlineData("{\"version\":1,\"roles\":[{\"name\":\"a\",\"permissions\":[null]}]}")]
    [InlineData("{\"version\":1,\"roles\":[{\"name\":\"a\",\"permissions\":[\"x\"],\"permissions\":[\"*\"]}]}")]
    [InlineData("{\"version\":1,\"roles\":[{\"name\":\"a\"},{\"name\":\"A\"}]}")]
    [InlineData("{\"version\":1,\"roles\":[{\"name\":\"a\",\"grants\":[]}]}")]
    [InlineData("{\"version\":1,\"roles\":[]} x")]
    [InlineData("{\"version\":1,\"roles\":[],}")]
    [InlineData("{\"version\":1,\"roles\":[[[[[[[[[[[[]]]]]]]]]]]]}")]
    [InlineData("{\"version\":1,\"roles\":[{\"name\":\"\\ud800\"}]}")]
    [InlineData("{\"version\":1,\"\\ud800\":1,\"roles\":[]}")]
    [InlineData("{\"version\":1,\"roles\":null}")]
    public void Hostile_json_is_refused(string text) => AssertRefused("roles.json", text);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("version: 1\nroles: 5")]
    [InlineData("version: 1\nroles: &a [*a]")]
    [InlineData("version: 1\nroles: &a []")]
    [InlineData("version: 1\nroles: *a")]
    [InlineData("version: 1\nroles: !!set {}")]
    [InlineData("version: !System.Diagnostics.Process 1\nroles: []")]
    [InlineData("version: 1\nversion: 1\nroles: []")]
    [InlineData("version: 1\nroles: []\n---\nversion: 1\nroles: []")]
    [InlineData("version: 1\nroles:\n  - name: a\n    <<: {permissions: ['*']}")]
    [InlineData("version: 1\nroles:\n  - ? {a: b}\n    : c")]
    [InlineData("version: 1\nroles: [[[[[[[[[[[[]]]]]]]]]]]]")]
    [InlineData("version: 1\nroles: [")]
    [InlineData("version: 1\nroles:\n\t- name: a")]
    [InlineData("version: 1\nroles:\n  - name: a\n    permissions: [*]")]
    [InlineData("version: 1\nroles:\n  - name: \"\\uD800\"")]
    [InlineData("%TAG ! tag:x,2000:\n---\nversion: 1")]
    public void Hostile_yaml_is_refused(string text) => AssertRefused("roles.yaml", text);

    [Fact]
    public void A_bomb_of_any_kind_is_refused_in_time()
    {
        AssertRefused("roles.yaml", "version: 1\nroles: " + new string('[', 1_000_000));
        AssertRefused("roles.yaml", "version: 1\nroles: " + string.Concat(Enumerable.Repeat("{a: ", 100_000)));
        AssertRefused("roles.json", "{\"version\":1,\"roles\":" + new string('[', 1_000_000));
        AssertRefused("roles.yaml", new string(' ', 17 * 1024 * 1024));
        AssertRefused("roles.yaml", string.Concat(Enumerable.Repeat("- ", 1_000_000)));
        AssertRefused("roles.yaml", string.Concat(Enumerable.Repeat("? ", 500_000)));
        File.WriteAllBytes(Path.Combine(_store.Root, "roles.json"), [0xFF, 0xFE, 0x00]);
        Assert.Throws<MalformedDataException>(() => Access.Import(Path.Combine(_store.Root, "roles.json")));
    }

    [Fact]
    public void Mutated_files_give_definitions_or_a_typed_error()
    {
        Random random = new(4);
        byte[] yaml = Encoding.UTF8.GetBytes(Sample);
        byte[] json = Encoding.UTF8.GetBytes(RoleFile.Write([new RoleDefinition { Name = "a", Permissions = ["x", "*"], Deny = ["y"], InheritsFrom = ["b"] }], RoleFileFormat.Json));
        byte[] hostile = "&*!|>?-:{}[]\"'#%@`,\n\t \\~<"u8.ToArray();
        for (int i = 0; i < 20_000; i++)
        {
            RoleFileFormat format = (RoleFileFormat)(i % 2);
            byte[] bytes = (byte[])(format == RoleFileFormat.Yaml ? yaml : json).Clone();
            for (int edits = random.Next(1, 5); edits > 0; edits--) bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(32, 127) : hostile[random.Next(hostile.Length)];
            try
            {
                RoleFile.Parse(Encoding.UTF8.GetString(bytes, 0, random.Next(bytes.Length / 2, bytes.Length + 1)), format);
            }
            catch (Exception error) when (error is FormatException or System.Text.Json.JsonException)
            {
                // What the reader of the file turns into one typed error.
            }
        }
    }

    [Fact]
    public void A_name_that_says_no_format_is_refused_unless_it_is_given()
    {
        string path = Write("roles.txt", Sample);
        Assert.Equal("RoleFileFormatUnknown", Assert.Throws<InvalidInputException>(() => Access.Import(path)).ErrorId);
        Assert.Equal(2, Access.Import(path, format: RoleFileFormat.Yaml).Count);
        Assert.Equal("RoleFileMissing", Assert.Throws<NotFoundException>(() => Access.Import(path + ".json")).ErrorId);
    }

    private void AssertRefused(string name, string text)
    {
        MalformedDataException error = Assert.Throws<MalformedDataException>(() => Access.Import(Write(name, text)));
        Assert.Equal("RoleFileMalformed", error.ErrorId);
        Assert.Empty(Access.ListRoles());
    }

    private string Write(string name, string? text)
    {
        string path = Path.Combine(_store.Root, name);
        if (text is not null) File.WriteAllText(path, text);
        return path;
    }
}
